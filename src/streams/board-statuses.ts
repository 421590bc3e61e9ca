import { boolean, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Board statuses: one row per status of one board.
 *
 * Statuses belong to their board: *Completed* of two boards are two rows, and only `closed_status`
 * says that a ticket is done. `escalation_status` is the SLA stage that the status puts a ticket in.
 */
export const boardStatuses = defineStream({
  name: 'board_statuses',
  title: 'board statuses',
  endpoint: '/service/boards/{parentId}/statuses',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'child', parent: 'boards', parentColumn: 'board_id' },
  sweep: 'daily',
  columns: {
    id: integer('id'),
    name: text('name'),
    board_id: integer('board/id'),
    board_name: text('board/name'),
    sort_order: integer('sortOrder'),
    display_on_board: boolean('displayOnBoard'),
    inactive: boolean('inactive'),
    closed_status: boolean('closedStatus'),
    time_entry_not_allowed: boolean('timeEntryNotAllowed'),
    round_robin_catchall: boolean('roundRobinCatchall'),
    default_flag: boolean('defaultFlag'),
    escalation_status: text('escalationStatus'),
    customer_portal_description: text('customerPortalDescription'),
    customer_portal_flag: boolean('customerPortalFlag'),
    status_indicator_id: integer('statusIndicator/id'),
    status_indicator_name: text('statusIndicator/name'),
    custom_status_indicator_name: text('customStatusIndicatorName'),
    save_time_as_note: boolean('saveTimeAsNote'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
