import { defineView } from '../define-view.ts'
import { serviceTickets, serviceTicketsSql } from './service-tickets.ts'

/** What an open ticket does not have, or always has. */
const CLOSING = new Set(['closed_at', 'closed_on', 'is_open'])

const columns = Object.fromEntries(
  Object.entries(serviceTickets.columns).filter(([name]) => !CLOSING.has(name)),
)

/** The backlog: the `service_tickets` that no status has closed. */
export const openTickets = defineView({
  name: 'open_tickets',
  doc: 'Service tickets that are open now: `service_tickets` with `is_open`.',
  sql: `select ${Object.keys(columns).join(', ')} from (${serviceTicketsSql('open')}) open_ones`,
  columns,
})
