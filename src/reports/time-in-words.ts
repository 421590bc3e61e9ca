import { formatDecimal } from '../kernel/words.ts'

/** Sentences that the reports over logged time share. */

/** Which entries are in a period. */
export const PERIOD_IN_WORDS =
  "An entry is in the period when its `timeStart` lies between the first instant of `from` and the last instant of `to` in the workspace's time zone, both days whole. Entries deleted in ConnectWise are not there."

/** What work in progress is. */
export const WIP_IN_WORDS =
  '**Work in progress** is a time entry with `billableOption` Billable, without an invoice (`invoice` missing), whose `status` is not WrittenOff, and of which something is left to bill. Its **hours** are `invoiceHours` (`actualHours` where that is missing) − `agreementHours`, not below 0; its **amount** is `invoiceHours` (else `actualHours`) × `hourlyRate` − `agreementAmount` + `adjustment`; missing values are 0. Nothing is left when the hours are 0 and the amount is 0: such entries do not count.'

/** What is utilized. */
export const UTILIZED_IN_WORDS =
  '**Internal** is time charged to a charge code (`chargeToType` ChargeCode) or to one of the MSP’s own companies (a setting; suggested is the company of type Owner, else the one that the charge codes belong to); all other time is **external**. **PTO** is time charged to a charge code, or done as a work type, that the workspace maps as paid time off. **Utilized** is external time that is not PTO, billable or not.'

/** `1 hour`, `41.5 hours`, as a headline says it. */
export function hoursInWords(hours: number): string {
  const text = formatDecimal(hours)
  return `${text} ${text === '1' ? 'hour' : 'hours'}`
}
