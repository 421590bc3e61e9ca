/** Sentences that several service reports' definitions share. */

/** Which tickets count; the rule itself is the view `service_tickets`. */
export const COUNTED_TICKETS_IN_WORDS =
  '**Tickets** are the service tickets that ConnectWise lists (`/service/tickets`), without those merged into another ticket (`mergedParentTicket` set), child tickets (`parentTicketId` set and not 0) and tickets deleted in ConnectWise.'

/** How an instant becomes a day. */
export const LOCAL_DAYS_IN_WORDS =
  "Days are calendar days in the workspace's time zone, daylight saving included: a ticket opened at 23:59 yesterday is 1 day old at 00:01 today, one opened today is 0 days old, and one dated in the future counts as 0."
