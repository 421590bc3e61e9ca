import { boolean, decimal, defineStream, integer, json, text, timestamp } from './define-stream.ts'

/**
 * Work roles: one row per role that a member works in, with its list price per hour.
 *
 * An agreement, a project or a company may override `hourly_rate`; the price that counted is on the
 * time entry.
 */
export const workRoles = defineStream({
  name: 'work_roles',
  title: 'work roles',
  endpoint: '/time/workRoles',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    hourly_rate: decimal('hourlyRate'),
    inactive_flag: boolean('inactiveFlag'),
    location_ids: json('locationIds'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
