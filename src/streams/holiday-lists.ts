import { defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Holiday lists: one row per list of days off; calendars, and through them members, refer to one.
 */
export const holidayLists = defineStream({
  name: 'holiday_lists',
  title: 'holiday lists',
  endpoint: '/schedule/holidayLists',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
