import { boolean, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Activity types: one row per kind of sales activity, with the points that it counts for.
 *
 * `history_flag` and `memo_flag` mark records that ConnectWise writes by itself rather than work.
 */
export const activityTypes = defineStream({
  name: 'activity_types',
  title: 'activity types',
  endpoint: '/sales/activities/types',
  profile: 'sales',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    points: integer('points'),
    default_flag: boolean('defaultFlag'),
    inactive_flag: boolean('inactiveFlag'),
    email_flag: boolean('emailFlag'),
    memo_flag: boolean('memoFlag'),
    history_flag: boolean('historyFlag'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
