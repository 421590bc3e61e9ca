import { defineView } from '../define-view.ts'

/**
 * The condition on a landed ticket that makes it count: merged tickets live on in the ticket they were merged into, and the children
 * of a ticket are steps of one piece of work, so that counting either would count the work twice
 * (ConnectWise's own ticket statistics count parents only).
 */
export function isCounted(alias: string): string {
  return `${alias}.deleted_at is null
       and coalesce(${alias}.parent_ticket_id, 0) = 0
       and coalesce(${alias}.merged_parent_ticket_id, 0) = 0`
}

const IS_OPEN = 'not coalesce(closed_flag, false)'

/**
 * The select behind `service_tickets`, or of the open ones alone. Conditions are tested in the order
 * they are written: that a ticket is open leaves a hundredth, and goes first.
 */
export function serviceTicketsSql(only?: 'open'): string {
  const first = only === 'open' ? `${IS_OPEN} and ` : ''
  return `
    select id as ticket_id,
           summary,
           entered_at as opened_at,
           (entered_at at time zone $zone)::date as opened_on,
           closed_date as closed_at,
           (closed_date at time zone $zone)::date as closed_on,
           ${IS_OPEN} as is_open,
           board_id,
           coalesce(board_name, '(no board)') as board_name,
           coalesce(board_id in ($reactive_boards), false) as is_reactive,
           status_id,
           coalesce(status_name, '(no status)') as status_name,
           coalesce(status_id in ($waiting_statuses), false) as is_waiting,
           type_name,
           coalesce(team_name, '(no team)') as team_name,
           owner_id,
           coalesce(owner_name, owner_identifier, '(no owner)') as owner_name,
           priority_id,
           coalesce(priority_name, '(no priority)') as priority_name,
           company_id,
           coalesce(company_name, '(no company)') as company_name,
           location_name,
           department_name,
           source_name,
           sla_id,
           required_date as required_on,
           coalesce(budget_hours, 0) as budget_hours,
           coalesce(actual_hours, 0) as actual_hours
      from tickets t
     where ${first}${isCounted('t')}`
}

/**
 * Service tickets in business words. Filter on `opened_at` and `closed_at`, by which the engine can
 * skip blocks; the days cost a time-zone conversion per row and are for what is left.
 */
export const serviceTickets = defineView({
  name: 'service_tickets',
  doc: 'Service tickets as the business counts them: one row per ticket, without deleted tickets, tickets merged into another and child tickets.',
  sql: serviceTicketsSql(),
  columns: {
    ticket_id: 'ConnectWise id of the ticket',
    summary: 'Its title',
    opened_at: 'When it was entered (`_info/dateEntered`), UTC',
    opened_on: "Day it was entered, in the workspace's zone",
    closed_at: 'When it was last closed (`closedDate`), UTC; read it together with `is_open`',
    closed_on: "Day it was last closed, in the workspace's zone",
    is_open: 'True unless its status closes it (`closedFlag`)',
    board_id: 'Board',
    board_name: 'Board',
    is_reactive: 'On a board where clients report trouble (a setting)',
    status_id: 'Status of that board',
    status_name: 'Status of that board',
    is_waiting: 'In a status that waits for somebody outside (a setting)',
    type_name: 'Type of the ticket on its board',
    team_name: 'Service team',
    owner_id: 'Member who owns it',
    owner_name: 'Member who owns it',
    priority_id: 'Priority',
    priority_name: 'Priority',
    company_id: 'Client',
    company_name: 'Client',
    location_name: 'Location of the MSP',
    department_name: 'Department of the MSP',
    source_name: 'How it came in',
    sla_id: 'Service level agreement that applies',
    required_on: 'Day the client needs it (`requiredDate`)',
    budget_hours: 'Hours planned',
    actual_hours: 'Hours logged, as ConnectWise sums them on the ticket',
  },
})
