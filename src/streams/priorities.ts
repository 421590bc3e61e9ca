import { boolean, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Priorities: one row per ticket priority.
 *
 * Their names are free text ("Priority 1 - Emergency"); order by `sort_order`, group by `level`.
 * ConnectWise often sends no stamp for them.
 */
export const priorities = defineStream({
  name: 'priorities',
  title: 'priorities',
  endpoint: '/service/priorities',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    color: text('color'),
    sort_order: integer('sortOrder'),
    urgency_sort_order: text('urgencySortOrder'),
    level: text('level'),
    default_flag: boolean('defaultFlag'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
