import { boolean, decimal, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Service level agreements: one row per SLA, with its goals in hours of its own calendar and the
 * priority that each pair of impact and urgency leads to.
 *
 * The goals here are defaults: an SLA may set others per priority. A percentage is the share of
 * tickets that must meet the goal, not a share of the hours.
 */
export const slas = defineStream({
  name: 'slas',
  title: 'service level agreements',
  endpoint: '/service/SLAs',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    based_on: text('basedOn'),
    custom_calendar_id: integer('customCalendar/id'),
    custom_calendar_name: text('customCalendar/name'),
    default_flag: boolean('defaultFlag'),
    application_order: integer('applicationOrder'),
    respond_hours: decimal('respondHours'),
    respond_percent: integer('respondPercent'),
    plan_within: decimal('planWithin'),
    plan_within_percent: integer('planWithinPercent'),
    resolution_hours: decimal('resolutionHours'),
    resolution_percent: integer('resolutionPercent'),
    hi_impact_hi_urgency_id: integer('hiImpactHiUrgency/id'),
    hi_impact_hi_urgency_name: text('hiImpactHiUrgency/name'),
    hi_impact_med_urgency_id: integer('hiImpactMedUrgency/id'),
    hi_impact_med_urgency_name: text('hiImpactMedUrgency/name'),
    hi_impact_low_urgency_id: integer('hiImpactLowUrgency/id'),
    hi_impact_low_urgency_name: text('hiImpactLowUrgency/name'),
    med_impact_hi_urgency_id: integer('medImpactHiUrgency/id'),
    med_impact_hi_urgency_name: text('medImpactHiUrgency/name'),
    med_impact_med_urgency_id: integer('medImpactMedUrgency/id'),
    med_impact_med_urgency_name: text('medImpactMedUrgency/name'),
    med_impact_low_urgency_id: integer('medImpactLowUrgency/id'),
    med_impact_low_urgency_name: text('medImpactLowUrgency/name'),
    low_impact_hi_urgency_id: integer('lowImpactHiUrgency/id'),
    low_impact_hi_urgency_name: text('lowImpactHiUrgency/name'),
    low_impact_med_urgency_id: integer('lowImpactMedUrgency/id'),
    low_impact_med_urgency_name: text('lowImpactMedUrgency/name'),
    low_impact_low_urgency_id: integer('lowImpactLowUrgency/id'),
    low_impact_low_urgency_name: text('lowImpactLowUrgency/name'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
