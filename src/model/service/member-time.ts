import { defineView } from '../define-view.ts'
import { localDay, onUtcDay } from './local-day.ts'
import { memberDays } from './member-days.ts'

/** What narrows the time that is read: conditions on `work` and on `member_days`. */
export interface MemberTimeRange {
  readonly work: string
  readonly days: string
}

/** The whole days from the parameter `from` to the parameter `to` of a report. */
export const FROM_TO: MemberTimeRange = {
  work: 'started_at >= $from_at::timestamptz and started_at < $to_end_at::timestamptz',
  days: 'day between $from::date and $to::date',
}

/**
 * The select behind `member_time`. A report gives its own range, because a condition on the view's
 * days would come after every instant has been turned into a day.
 */
export function memberTimeSql(range: MemberTimeRange): string {
  return `
    select d.*,
           coalesce(e.entered_hours, 0) as entered_hours,
           coalesce(e.pto_hours, 0) as pto_hours,
           coalesce(e.utilized_hours, 0) as utilized_hours,
           coalesce(e.flagged_hours, 0) as flagged_hours,
           greatest(d.capacity_hours - coalesce(e.pto_hours, 0), 0) as available_hours,
           greatest(d.capacity_hours - coalesce(e.entered_hours, 0), 0) as missing_hours,
           d.capacity_hours - coalesce(e.entered_hours, 0) > d.tolerated_hours as is_missing
      from (select * from member_days where ${range.days}) d
      left join (
             select member_id,
                    ${localDay('started_at', 'c')} as worked_on,
                    sum(hours) as entered_hours,
                    sum(hours) filter (where is_pto) as pto_hours,
                    sum(hours) filter (where is_utilized) as utilized_hours,
                    sum(hours) filter (where is_utilized_by_connectwise and not is_pto) as flagged_hours
               from work
               join calendar c on ${onUtcDay('started_at', 'c')}
              where ${range.work}
              group by 1, 2
           ) e on e.member_id = d.member_id and e.worked_on = d.day`
}

/** Capacity and logged time of every person, day by day. */
export const memberTime = defineView({
  name: 'member_time',
  doc: 'One row per row of `member_days`, with the time the member logged that day. Slow over long history: it turns every time entry into a day.',
  sql: memberTimeSql({ work: 'true', days: 'true' }),
  columns: {
    ...memberDays.columns,
    entered_hours: 'Hours logged that day, of every kind, paid time off included',
    pto_hours: 'Those that are paid time off',
    utilized_hours: 'Those for clients that are not paid time off',
    flagged_hours:
      "Those whose work type has ConnectWise's utilization flag, without paid time off",
    available_hours: 'Capacity less paid time off, not below 0',
    missing_hours: 'Capacity less hours logged, not below 0',
    is_missing: 'More is missing than is tolerated',
  },
})
