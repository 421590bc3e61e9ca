import { defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Sales stages: one row per step of the sales funnel, in `sequence_number` order.
 */
export const salesStages = defineStream({
  name: 'sales_stages',
  title: 'sales stages',
  endpoint: '/sales/stages',
  profile: 'sales',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    sequence_number: integer('sequenceNumber'),
    probability_id: integer('probability/id'),
    probability_name: text('probability/name'),
    color: text('color'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
