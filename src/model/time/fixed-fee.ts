import { defineView } from '../define-view.ts'

/** The jobs that are sold for a fixed fee. */
export const fixedFeeJobs = defineView({
  name: 'fixed_fee_jobs',
  doc: 'Projects and service tickets billed at a fixed fee: one row each, found from `work` by `job_key`. Work on a ticket of a project belongs to the project.',
  sql: `
    select id::bigint * 2 + 1 as job_key, coalesce(budget_hours, 0) as budget_hours
      from projects
     where billing_method = 'FixedFee' and deleted_at is null
     union all
    select id::bigint * 2, coalesce(budget_hours, 0)
      from tickets
     where billing_method = 'FixedFee' and deleted_at is null
  `,
  columns: {
    job_key: 'The job, as in `work`',
    budget_hours: 'Hours the fee was calculated for (`budgetHours`); 0 where nobody entered any',
  },
})

/**
 * Work on a fixed fee, entry by entry, against the hours the fee was calculated for. The first hours
 * fill the budget; what exceeds it brings nothing more.
 */
export const fixedFeeWork = defineView({
  name: 'fixed_fee_work',
  doc: 'Utilized work on `fixed_fee_jobs` that no agreement absorbed: one row per time entry, with how far it has used the budget up.',
  sql: `
    select w.time_entry_id,
           w.started_at,
           w.hours,
           j.budget_hours,
           sum(w.hours) over (partition by w.job_key order by w.started_at, w.time_entry_id) as hours_so_far
      from work w
      join fixed_fee_jobs j on j.job_key = w.job_key
     where w.is_utilized and not w.is_covered
  `,
  columns: {
    time_entry_id: 'ConnectWise id of the time entry',
    started_at: 'When the work began, UTC',
    hours: 'Hours worked',
    budget_hours: 'Budget of the job',
    hours_so_far:
      'Hours of the job up to and with this entry, in the order of `timeStart`, then id',
  },
})
