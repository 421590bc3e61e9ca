import { defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Departments: one row per business unit of the MSP.
 *
 * Older parts of the API call the same thing a business unit: `business_unit_id` elsewhere is this id.
 */
export const departments = defineStream({
  name: 'departments',
  title: 'departments',
  endpoint: '/system/departments',
  profile: 'core',
  permission: { module: 'System', function: 'My Company' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    identifier: text('identifier'),
    name: text('name'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
