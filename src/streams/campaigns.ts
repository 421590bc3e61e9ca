import { boolean, date, decimal, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Campaigns: one row per marketing campaign, with its budget and its cost.
 *
 * `actual_revenue` is what somebody typed or ConnectWise summed; the revenue that counts comes from the
 * opportunities that name the campaign.
 */
export const campaigns = defineStream({
  name: 'campaigns',
  title: 'campaigns',
  endpoint: '/marketing/campaigns',
  profile: 'sales',
  permission: { module: 'Marketing', function: 'Marketing Management' },
  sync: { mode: 'changed', lookbackMinutes: 15 },
  sweep: 'daily',
  columns: {
    id: integer('id'),
    name: text('name'),
    type_id: integer('type/id'),
    type_name: text('type/name'),
    sub_type_id: integer('subType/id'),
    sub_type_name: text('subType/name'),
    status_id: integer('status/id'),
    status_name: text('status/name'),
    start_date: date('startDate'),
    end_date: date('endDate'),
    inactive: boolean('inactive'),
    inactive_days_after_end: integer('inactiveDaysAfterEnd'),
    location_id: integer('locationId'),
    member_id: integer('member/id'),
    member_name: text('member/name'),
    default_group_id: integer('defaultGroup/id'),
    default_group_name: text('defaultGroup/name'),
    emails_sent: integer('emailsSent'),
    impressions: integer('impressions'),
    budget_revenue: decimal('budgetRevenue'),
    budget_cost: decimal('budgetCost'),
    actual_cost: decimal('actualCost'),
    actual_revenue: decimal('actualRevenue'),
    budget_gross_margin: decimal('budgetGrossMargin'),
    actual_gross_margin: decimal('actualGrossMargin'),
    budget_roi: decimal('budgetROI'),
    actual_roi: decimal('actualROI'),
    notes: text('notes'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
