import { defineView } from '../define-view.ts'

/** The jobs that are sold for a fixed fee. */
export const fixedFeeJobs = defineView({
  name: 'fixed_fee_jobs',
  doc: 'Projects and service tickets billed at a fixed fee: one row each, found from `work` by `job_key`. Work on a ticket of a project belongs to the project.',
  sql: `
    select id::bigint * 2 + 1 as job_key, id as project_id, null::integer as ticket_id,
           coalesce(budget_hours, 0) as budget_hours
      from projects
     where billing_method = 'FixedFee' and deleted_at is null
     union all
    select id::bigint * 2, null, id, coalesce(budget_hours, 0)
      from tickets
     where billing_method = 'FixedFee' and deleted_at is null
  `,
  columns: {
    job_key: 'The job, as in `work`',
    project_id: 'Project; null for a ticket',
    ticket_id: 'Service ticket; null for a project',
    budget_hours: 'Hours the fee was calculated for (`budgetHours`); 0 where nobody entered any',
  },
})

/**
 * The select behind `fixed_fee_work`. With a condition on `work`, only the jobs that such work was done
 * on are looked at, each with its whole history: a month's report need not add up every job there ever
 * was. Projects and tickets are joined apart and by their plain ids, which lets the engine skip most
 * entries unread.
 */
export function fixedFeeWorkSql(condition?: string): string {
  const among = (column: string) =>
    condition === undefined
      ? ''
      : `and ${column} in (select ${column} from work where ${condition})`
  const columns = 'w.time_entry_id, w.started_at, w.hours, w.job_key, j.budget_hours'
  return `
    select time_entry_id,
           started_at,
           hours,
           budget_hours,
           sum(hours) over (partition by job_key order by started_at, time_entry_id) as hours_so_far
      from (
             select ${columns}
               from work w
               join (select * from fixed_fee_jobs where project_id is not null ${among('project_id')}) j
                 on j.project_id = w.project_id
              where w.is_utilized and not w.is_covered
              union all
             select ${columns}
               from work w
               join (select * from fixed_fee_jobs where ticket_id is not null ${among('ticket_id')}) j
                 on j.ticket_id = w.ticket_id
              where w.project_id is null and w.is_utilized and not w.is_covered
           ) entries`
}

/**
 * Work on a fixed fee, entry by entry, against the hours the fee was calculated for. The first hours
 * fill the budget; what exceeds it brings nothing more.
 */
export const fixedFeeWork = defineView({
  name: 'fixed_fee_work',
  doc: 'Utilized work on `fixed_fee_jobs` that no agreement absorbed: one row per time entry, with how far it has used the budget up.',
  sql: fixedFeeWorkSql(),
  columns: {
    time_entry_id: 'ConnectWise id of the time entry',
    started_at: 'When the work began, UTC',
    hours: 'Hours worked',
    budget_hours: 'Budget of the job',
    hours_so_far:
      'Hours of the job up to and with this entry, in the order of `timeStart`, then id',
  },
})
