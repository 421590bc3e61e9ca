import { boolean, decimal, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Schedule entries: one row per planned piece of a member's day.
 *
 * `object_id` is the id of what is planned: a ticket for type S, an activity for type C. Starting and
 * ending at the same midnight means a to-do without a time. ConnectWise sends no
 * stamp for some entries; it still finds them when asked by `lastUpdated`.
 */
export const scheduleEntries = defineStream({
  name: 'schedule_entries',
  title: 'schedule entries',
  endpoint: '/schedule/entries',
  profile: 'core',
  permission: { module: 'Service Desk', function: 'Resource Scheduling' },
  sync: { mode: 'changed', lookbackMinutes: 15 },
  sweep: 'daily',
  columns: {
    id: integer('id'),
    name: text('name'),
    type_id: integer('type/id'),
    type_identifier: text('type/identifier'),
    object_id: integer('objectId'),
    member_id: integer('member/id'),
    member_identifier: text('member/identifier'),
    member_name: text('member/name'),
    status_id: integer('status/id'),
    status_name: text('status/name'),
    where_id: integer('where/id'),
    where_name: text('where/name'),
    date_start: timestamp('dateStart'),
    date_end: timestamp('dateEnd'),
    hours: decimal('hours'),
    done_flag: boolean('doneFlag'),
    acknowledged_flag: boolean('acknowledgedFlag'),
    acknowledged_date: timestamp('acknowledgedDate'),
    close_date: timestamp('closeDate'),
    owner_flag: boolean('ownerFlag'),
    meeting_flag: boolean('meetingFlag'),
    ticket_type: text('ticketType'),
    span_id: integer('span/id'),
    span_identifier: text('span/identifier'),
    reminder_id: integer('reminder/id'),
    reminder_name: text('reminder/name'),
    allow_schedule_conflicts_flag: boolean('allowScheduleConflictsFlag'),
    start_time_set: boolean('startTimeSet'),
    end_time_set: boolean('endTimeSet'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
