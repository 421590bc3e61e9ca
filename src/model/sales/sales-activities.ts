import { defineView } from '../define-view.ts'

/** The planned and done steps of salespeople, with what each counts for. */
export const salesActivities = defineView({
  name: 'sales_activities',
  doc: 'Sales activities: one row per call, visit or mail that someone was assigned, done or not, without deleted ones.',
  sql: `
    select a.id as activity_id,
           a.name as subject,
           a.assign_to_id as rep_id,
           coalesce(a.assign_to_name, a.assign_to_identifier, '(nobody)') as rep_name,
           coalesce(a.type_name, '(no type)') as type_name,
           coalesce(y.points, 0) as points,
           coalesce(a.status_name, '(no status)') as status_name,
           not coalesce(a.close_flag, a.date_closed_utc is not null) as is_open,
           coalesce(a.date_end_utc, a.date_end, a.date_start) as due_at,
           ${dueOn('coalesce(a.date_end_utc, a.date_end, a.date_start)')} as due_on,
           a.date_closed_utc as closed_at,
           a.company_id,
           a.company_name,
           a.opportunity_id,
           a.campaign_name
      from activities a
      left join activity_types y on y.id = a.type_id and y.deleted_at is null
     where a.deleted_at is null
  `,
  columns: {
    activity_id: 'ConnectWise id of the activity',
    subject: 'What it is about',
    rep_id: 'Member it is assigned to',
    rep_name: 'Member it is assigned to',
    type_name: 'Type: call, meeting, mail',
    points: 'Points that its type counts for; 0 where the type has none',
    status_name: 'Status in ConnectWise',
    is_open:
      'True until it is closed (`closeFlag`, or a closing date where ConnectWise sends no flag)',
    due_at: 'When it ends (`dateEndUtc`, else `dateEnd`, else `dateStart`), UTC',
    due_on:
      "The day of it in the workspace's zone; a value at midnight UTC is a day without a time",
    closed_at: 'When it was closed, UTC',
    company_id: 'Client or prospect',
    company_name: 'Client or prospect',
    opportunity_id: 'Opportunity it belongs to',
    campaign_name: 'Marketing campaign it came from',
  },
})

/**
 * The day an activity is due, in the workspace's zone. An instant at exactly midnight UTC is a day
 * without a time, as ConnectWise writes one, and is never shifted.
 */
function dueOn(dueAt: string): string {
  return `case when extract(epoch from ${dueAt})::bigint % 86400 = 0
                then (${dueAt} at time zone 'UTC')::date
                else (${dueAt} at time zone $zone)::date end`
}
