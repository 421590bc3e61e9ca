import { daysBetween } from '../../src/kernel/calendar.ts'
import { groupBy, passes, sumOf } from './situation.ts'
import type { AskedParams, ExpectedRow } from './situation.ts'
import { amountAt, dayAt, numberAt, textAt } from './truth.ts'
import type { PsaRecord, Truth } from './truth.ts'

const BANDS = [
  ['days_0_30', 0, 30],
  ['days_31_60', 31, 60],
  ['days_61_90', 61, 90],
  ['days_91_120', 91, 120],
  ['days_121_180', 121, 180],
  ['months_6_9', 181, 270],
  ['months_9_12', 271, 365],
  ['months_over_12', 366, Infinity],
] as const

/** What clients owe, and since when: a row per company. */
export function accountsReceivableAging(truth: Truth, params: AskedParams): ExpectedRow[] {
  const open = openInvoices(truth, params)
  return [...groupBy(open, (invoice) => String(numberAt(invoice, 'company/id')))].map(
    ([companyId, invoices]) => {
      const between = (low: number, high: number) =>
        sumOf(
          invoices.filter((invoice) => {
            const age = ageOf(invoice, params)
            return age >= low && age <= high
          }),
          balanceOf,
        )
      const owing = invoices.filter((invoice) => balanceOf(invoice) > 0)
      const bands = BANDS.map(([column, low, high]) => [column, between(low, high)] as const)
      return {
        company_id: companyId === 'null' ? null : Number(companyId),
        company: invoices.map((invoice) => textAt(invoice, 'company/name'))[0] ?? null,
        invoices: invoices.length,
        balance: sumOf(invoices, balanceOf),
        ...(Object.fromEntries(bands) as Record<string, number>),
        over_60: between(61, Infinity),
        oldest_days:
          owing.length === 0 ? null : Math.max(...owing.map((invoice) => ageOf(invoice, params))),
      }
    },
  )
}

/** Invoices of any type with something left to pay or to give back, dated by the day asked for. */
export function openInvoices(truth: Truth, params: AskedParams): PsaRecord[] {
  return truth
    .of('invoices')
    .filter((invoice) => balanceOf(invoice) !== 0)
    .filter((invoice) => (dayAt(invoice, 'date') ?? '9999') <= String(params['as_of']))
    .filter(
      (invoice) =>
        passes(params['company'], textAt(invoice, 'company/name')) &&
        passes(params['location'], textAt(invoice, 'location/name')) &&
        passes(params['department'], textAt(invoice, 'department/name')),
    )
}

export function balanceOf(invoice: PsaRecord): number {
  const left =
    amountAt(invoice, 'total') - amountAt(invoice, 'payments') - amountAt(invoice, 'credits')
  return Math.round((numberAt(invoice, 'balance') ?? left) * 100) / 100
}

export function ageOf(invoice: PsaRecord, params: AskedParams): number {
  const date = dayAt(invoice, 'date') ?? String(params['as_of'])
  const base = params['base'] === 'due-date' ? (dayAt(invoice, 'dueDate') ?? date) : date
  return Math.max(0, daysBetween(base, String(params['as_of'])))
}
