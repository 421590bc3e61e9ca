import { boolean, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Billing cycles: one row per rhythm in which agreements are billed.
 *
 * `billing_options` is the rhythm itself (`Monthly`, `Quarterly`, `Yearly`); the name is free text.
 * It turns an agreement's amount into a month's.
 */
export const billingCycles = defineStream({
  name: 'billing_cycles',
  title: 'billing cycles',
  endpoint: '/finance/billingCycles',
  profile: 'billing',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    identifier: text('identifier'),
    name: text('name'),
    billing_options: text('billingOptions'),
    default_flag: boolean('defaultFlag'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
