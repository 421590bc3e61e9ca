import type { Firm } from '../firm.ts'
import { chosen, mix } from '../kit/dice.ts'
import { LONGEST_SUMMARY, NASTY_SUMMARIES, SUBJECTS } from './board-plan.ts'
import type { TicketTable } from './tickets.ts'

/** One ticket in ninety has words that need care everywhere they are shown. */
const NASTY_EVERY = 90

/** The ticket's subject line, derived from its number: nothing is stored. */
export function summaryOf(firm: Firm, tickets: TicketTable, row: number): string {
  const bits = mix(firm.seed, tickets.id.at(row))
  if (bits % NASTY_EVERY === 0) {
    const pick = mix(bits, 1) % (NASTY_SUMMARIES.length + 1)
    return NASTY_SUMMARIES[pick] ?? LONGEST_SUMMARY
  }
  const summary = chosen(SUBJECTS[tickets.subject.at(row)]?.summaries ?? [], mix(bits, 2))
  const contact = firm.clients.contacts[tickets.contact.at(row) - 1]
  return contact && bits % 3 === 0 ? `${summary} (${contact.firstName})` : summary
}

/** Members on the ticket as ConnectWise lists them: `User1, User10`. */
export function resourcesOf(firm: Firm, tickets: TicketTable, row: number): string | undefined {
  const { members } = firm.people
  const owner = members[tickets.owner.at(row) - 1]?.identifier
  const helper = members[tickets.helper.at(row) - 1]?.identifier
  if (owner === undefined || helper === undefined || helper === owner) return owner ?? helper
  return `${owner}, ${helper}`
}
