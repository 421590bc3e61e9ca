import { type Day, addDays, isDay } from '../kernel/calendar.ts'
import type { Settings } from './settings.ts'
import type { ModelReader } from './warehouse.ts'

/** Days before this are typing errors: no PSA holds work that old. */
const EARLIEST: Day = '2000-01-01'

export interface CalendarOptions {
  readonly zone: string
  readonly settings: Settings
  readonly holidayListIds: readonly number[]
  readonly firstDay: Day
  readonly lastDay: Day
  /** For one connection only, in place of the stored calendar. */
  readonly temporary?: boolean
}

/** The columns of `calendar`, with their meaning; one row per day. */
export const CALENDAR_COLUMNS = {
  day: 'The day',
  weekday: '0 is Sunday, 6 is Saturday',
  is_working: 'A working weekday of the workspace that is no holiday',
  holiday_name: 'All-day holiday of the chosen holiday lists; null on other days',
  week_start: "First day of its week, by the workspace's week start",
  month_start: 'First day of its month',
  starts_at: "First instant of the day in the workspace's zone",
  ends_at: 'First instant after it',
} as const

/** Statements that make the table `calendar` and fill it anew. */
export function calendarSql(options: CalendarOptions): string {
  const { zone, settings, holidayListIds, firstDay, lastDay, temporary = false } = options
  const workdays = idList(settings.businessHours.weekdays)
  return `
    ${temporary ? 'create temporary table' : 'create table if not exists'} calendar (
      day date not null, weekday integer not null, is_working boolean not null, holiday_name text,
      week_start date not null, month_start date not null,
      starts_at timestamptz not null, ends_at timestamptz not null
    );
    delete from calendar;
    insert into calendar
    select d.day,
           d.weekday,
           d.weekday in (${workdays}) and h.day is null,
           h.name,
           d.day - ((d.weekday - ${settings.weekStart} + 7) % 7)::integer,
           date_trunc('month', d.moment)::date,
           d.moment at time zone '${zone}',
           (d.moment + interval '1 day') at time zone '${zone}'
      from (
             select moment, moment::date as day, extract(dow from moment)::integer as weekday
               from generate_series(timestamp '${firstDay} 00:00:00', timestamp '${lastDay} 00:00:00', interval '1 day') as g(moment)
           ) d
      left join (
             select "date" as day, min(name) as name
               from holidays
              where deleted_at is null and coalesce(all_day_flag, true)
                and holiday_list_id in (${idList(holidayListIds)})
              group by "date"
           ) h on h.day = d.day;
  `
}

/**
 * The days the calendar has to hold: from the year of the oldest record, two years back at least, to
 * the end of the year after `today`.
 */
export async function calendarRange(
  reader: ModelReader,
  today: Day,
): Promise<{ readonly firstDay: Day; readonly lastDay: Day }> {
  const [row] = await reader.query(`
    select least((select min(time_start) from time_entries where deleted_at is null),
                 (select min(entered_at) from tickets where deleted_at is null))::date as oldest_on`)
  const oldest = String(row?.['oldest_on'] ?? '')
  const twoYearsBack = addDays(today, -2 * 366)
  const first = isDay(oldest) && oldest < twoYearsBack ? oldest : twoYearsBack
  return {
    firstDay: `${(first < EARLIEST ? EARLIEST : first).slice(0, 4)}-01-01`,
    lastDay: `${Number(today.slice(0, 4)) + 1}-12-31`,
  }
}

/** Ids for an `in (…)`; an id that no record has where there is none, as SQL knows no empty list. */
export function idList(ids: readonly number[]): string {
  return ids.length === 0 ? '-1' : ids.map((id) => String(Math.trunc(id))).join(', ')
}
