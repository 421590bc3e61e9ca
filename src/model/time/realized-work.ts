import { defineView } from '../define-view.ts'
import { fixedFeeWorkSql } from './fixed-fee.ts'

/**
 * The select behind `realized_work`, for the work that a condition on `work` names. A report gives its
 * period, because a condition on the view would come after every fixed fee has been added up.
 */
export function realizedWorkSql(condition?: string): string {
  return `
    select w.time_entry_id,
           w.started_at,
           w.member_id,
           w.company_name,
           w.location_name,
           w.department_name,
           w.hours,
           case when w.is_covered and b.agreement_id is not null then w.hours
                when w.is_covered then 0
                when f.time_entry_id is not null
                  then greatest(least(w.hours, f.budget_hours - (f.hours_so_far - w.hours)), 0)
                when w.is_billable then w.hours
                else 0 end as realized_hours
      from (select * from work where is_utilized ${condition === undefined ? '' : `and ${condition}`}) w
      left join (
             select id as agreement_id
               from agreements
              where deleted_at is null and application_units = 'Hours' and application_limit > 0
                and not coalesce(application_unlimited_flag, false)
           ) b on b.agreement_id = w.agreement_id
      left join (${condition === undefined ? 'select * from fixed_fee_work' : fixedFeeWorkSql(condition)}) f
        on f.time_entry_id = w.time_entry_id`
}

/** The part of utilized work that brings new money. */
export const realizedWork = defineView({
  name: 'realized_work',
  doc: 'Utilized work (`work` with `is_utilized`): one row per time entry with the hours of it that are realized. Block time that was used counts; time absorbed by any other agreement does not; a fixed fee counts up to its budget; the rest counts when it is billable.',
  sql: realizedWorkSql(),
  columns: {
    time_entry_id: 'ConnectWise id of the time entry',
    started_at: 'When the work began, UTC',
    member_id: 'Who did it',
    company_name: 'Client',
    location_name: 'Location the entry is booked to',
    department_name: 'Department the entry is booked to',
    hours: 'Hours worked',
    realized_hours: 'Hours of it that bring new money',
  },
})
