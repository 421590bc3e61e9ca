import { boolean, defineStream, integer, json, text, timestamp } from './define-stream.ts'

/**
 * Activities: one row per planned or done step of a salesperson: a call, a visit, a mail.
 *
 * `date_start` and `date_end` may be a day without a time; `assign_to_id` may be empty. An activity is
 * open until `close_flag` is set. Its points are on its type.
 */
export const activities = defineStream({
  name: 'activities',
  title: 'activities',
  endpoint: '/sales/activities',
  profile: 'sales',
  permission: { module: 'Companies', function: 'CRM/Sales Activities' },
  sync: { mode: 'changed', lookbackMinutes: 15 },
  sweep: 'daily',
  columns: {
    id: integer('id'),
    name: text('name'),
    type_id: integer('type/id'),
    type_name: text('type/name'),
    status_id: integer('status/id'),
    status_name: text('status/name'),
    close_flag: boolean('closeFlag'),
    company_id: integer('company/id'),
    company_name: text('company/name'),
    contact_id: integer('contact/id'),
    contact_name: text('contact/name'),
    phone_number: text('phoneNumber'),
    phone_extension: text('phoneExtension'),
    email: text('email'),
    opportunity_id: integer('opportunity/id'),
    opportunity_name: text('opportunity/name'),
    ticket_id: integer('ticket/id'),
    agreement_id: integer('agreement/id'),
    agreement_name: text('agreement/name'),
    campaign_id: integer('campaign/id'),
    campaign_name: text('campaign/name'),
    assign_to_id: integer('assignTo/id'),
    assign_to_identifier: text('assignTo/identifier'),
    assign_to_name: text('assignTo/name'),
    assigned_by_id: integer('assignedBy/id'),
    assigned_by_name: text('assignedBy/name'),
    date_start: timestamp('dateStart'),
    date_end: timestamp('dateEnd'),
    date_end_utc: timestamp('dateEndUtc'),
    date_closed_utc: timestamp('dateClosedUtc'),
    schedule_status_id: integer('scheduleStatus/id'),
    schedule_status_name: text('scheduleStatus/name'),
    reminder_id: integer('reminder/id'),
    reminder_name: text('reminder/name'),
    where_id: integer('where/id'),
    where_name: text('where/name'),
    notes: text('notes'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
    custom_fields: json('customFields'),
  },
})
