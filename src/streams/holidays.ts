import { boolean, date, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Holidays: one row per day off in a list.
 *
 * A holiday of part of a day has times, written `08:00:00`, in the zone of the people who keep it.
 */
export const holidays = defineStream({
  name: 'holidays',
  title: 'holidays',
  endpoint: '/schedule/holidayLists/{parentId}/holidays',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'child', parent: 'holiday_lists', parentColumn: 'holiday_list_id' },
  sweep: 'daily',
  columns: {
    id: integer('id'),
    holiday_list_id: integer('holidayList/id'),
    holiday_list_name: text('holidayList/name'),
    name: text('name'),
    date: date('date'),
    all_day_flag: boolean('allDayFlag'),
    time_start: text('timeStart'),
    time_end: text('timeEnd'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
