import { defineView } from '../define-view.ts'

/**
 * Work on a fixed fee, entry by entry, against the hours the fee was calculated for. The first hours
 * fill the budget; what exceeds it brings nothing more.
 */
export const fixedFeeWork = defineView({
  name: 'fixed_fee_work',
  doc: 'Utilized work on fixed-fee projects and fixed-fee service tickets that no agreement absorbed: one row per time entry, with the share of it that the budget still holds.',
  sql: `
    with jobs as (
      select id::bigint * 2 + 1 as job, coalesce(budget_hours, 0) as budget_hours
        from projects where billing_method = 'FixedFee' and deleted_at is null
       union all
      select id::bigint * 2, coalesce(budget_hours, 0)
        from tickets where billing_method = 'FixedFee' and deleted_at is null
    ),
    -- A project comes before the ticket: the fee of a project's ticket is the project's.
    entries as (
      select time_entry_id, started_at, hours,
             case when project_id is not null then project_id::bigint * 2 + 1
                  else ticket_id::bigint * 2 end as job
        from work
       where is_utilized and not is_covered and (project_id is not null or ticket_id is not null)
    )
    select e.time_entry_id,
           e.started_at,
           e.hours,
           j.budget_hours,
           sum(e.hours) over (partition by e.job order by e.started_at, e.time_entry_id) as hours_so_far
      from entries e
      join jobs j on j.job = e.job
  `,
  columns: {
    time_entry_id: 'ConnectWise id of the time entry',
    started_at: 'When the work began, UTC',
    hours: 'Hours worked',
    budget_hours: 'Hours the fee was calculated for (`budgetHours`); 0 where nobody entered any',
    hours_so_far:
      'Hours of the job up to and with this entry, in the order of `timeStart`, then id',
  },
})
