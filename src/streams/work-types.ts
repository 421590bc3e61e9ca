import { boolean, decimal, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Work types: one row per kind of work that time is logged as.
 *
 * `utilization_flag` is ConnectWise's own mark for utilized work. `accrual_type` marks paid time off.
 * A `cost_multiplier` of 0 hides the cost of the work.
 */
export const workTypes = defineStream({
  name: 'work_types',
  title: 'work types',
  endpoint: '/time/workTypes',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    bill_time: text('billTime'),
    rate_type: text('rateType'),
    rate: decimal('rate'),
    hours_min: decimal('hoursMin'),
    hours_max: decimal('hoursMax'),
    round_bill_hours_to: decimal('roundBillHoursTo'),
    accrual_type: text('accrualType'),
    inactive_flag: boolean('inactiveFlag'),
    overall_default_flag: boolean('overallDefaultFlag'),
    activity_default_flag: boolean('activityDefaultFlag'),
    utilization_flag: boolean('utilizationFlag'),
    cost_multiplier: decimal('costMultiplier'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
