import type { Firm } from '../firm.ts'
import { chosen, mix } from '../kit/dice.ts'
import { CHARGED_TO, NOTES } from './time-table.ts'

/** What a member wrote about the work, derived from the entry's number. */
export function notesOf(firm: Firm, row: number): string | undefined {
  const { time } = firm
  const kind = time.notes.at(row)
  if (kind === NOTES.missing) return undefined
  const bits = mix(firm.seed + 5, row)
  if (kind === NOTES.thin) return chosen(THIN, bits)
  if (time.chargedTo.at(row) === CHARGED_TO.chargeCode) return chosen(INTERNAL, bits)
  if (bits % 400 === 0)
    return `${chosen(FULL, bits)}\n\n${'> quoted line of the thread <br/>\n'.repeat(60)}`
  if (bits % 250 === 0) return `<p>${chosen(FULL, bits)}</p>\u200e &amp; 📎 log.txt`
  return `${chosen(FULL, bits)} ${chosen(ENDINGS, mix(bits, 3))}`
}

/** Too short to defend an invoice with. */
const THIN = ['fixed', 'done', '.', 'ok', 'call', 'see above'] as const

const FULL = [
  'Remoted in and confirmed the error with the user.',
  'Checked event logs and found repeated driver faults.',
  'Rebuilt the mail profile and tested sending and receiving.',
  'Called the vendor, opened a case and waited for their engineer.',
  'Applied the update, rebooted and verified services.',
  'Walked the user through the steps and updated the documentation.',
  'Replaced the failing part and ran diagnostics afterwards.',
  'Reviewed the alert, cleared space and adjusted the threshold.',
] as const

const ENDINGS = [
  'User confirmed it works.',
  'Will follow up tomorrow.',
  'No further action needed.',
  'Documented in the client page.',
  'Monitoring for 24 hours.',
] as const

const INTERNAL = [
  'Weekly team meeting and planning',
  'Mail, tickets triage and paperwork',
  'Vendor training module completed',
  'Time off or company holiday as approved',
] as const
