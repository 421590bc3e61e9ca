import { addDays, addMonths, startOfMonth } from '../../src/kernel/calendar.ts'
import { agreementProfitability, mrr } from './agreements.ts'
import { dataInventory } from './data-inventory.ts'
import type { NamedStream } from './data-inventory.ts'
import { timeOnAgreementAndProject, uninvoicedLabor } from './labor.ts'
import { missingTime, utilizationVsGoal } from './logged-time.ts'
import { accountsReceivableAging } from './receivables.ts'
import { activitiesThisWeek, activityTracker } from './sales-activities.ts'
import { backlogAging, killRate, openTickets, slaCompliance } from './service-tickets.ts'
import { groupBy, ratio, sumOf } from './situation.ts'
import type { AskedParams, ExpectedRow, Situation } from './situation.ts'
import { dayAt, textAt } from './truth.ts'
import type { Truth } from './truth.ts'
import { agedWip, hoursUtilizedRealized } from './utilization.ts'

/** One report, its independent computation, and what it is asked with beside its defaults. */
export interface Case {
  readonly id: string
  /** Columns that together name a row. */
  readonly keys: readonly string[] | ((params: AskedParams) => readonly string[])
  readonly expected: (truth: Truth, params: AskedParams, situation: Situation) => ExpectedRow[]
  readonly asks: (truth: Truth, situation: Situation) => readonly AskedParams[]
  /** Rows there must be with default parameters, so that nothing agrees by being empty. */
  readonly atLeast: number
  /** Columns that nothing in the truth decides, with the reason. */
  readonly unchecked?: Readonly<Record<string, string>>
  /** Columns whose total is the sum of the rows. */
  readonly summed: readonly string[]
  /** Totals that are no sums. */
  readonly totals?: Summary
  /** The key numbers above the table. */
  readonly kpis: Summary
}

/** Numbers of all rows together. */
export type Summary = (
  rows: readonly ExpectedRow[],
  params: AskedParams,
) => Readonly<Record<string, number | null>>

/** All sixteen reports of the first release. */
export function casesOver(streams: readonly NamedStream[]): readonly Case[] {
  return [
    {
      id: 'data-inventory',
      keys: ['stream'],
      expected: dataInventory(streams),
      asks: () => [{ stream: 'TICKET' }, { only_troubled: true }],
      atLeast: 30,
      unchecked: {
        estimated_bytes: 'an estimate over some of the records',
        synced_at: 'the moment of the sync',
        last_run_at: 'the moment of the sync',
        last_outcome: 'the sync’s word',
      },
      kpis: sums('quarantined', ['rows', 'live_rows']),
      summed: ['live_rows', 'tombstones', 'quarantined', 'fetched', 'inserted'],
    },
    {
      id: 'time-on-agreement-and-project',
      keys: ['time_entry_id'],
      expected: timeOnAgreementAndProject,
      asks: (truth, { today }) => [
        { only_absorbed: true, from: addMonths(today, -30) },
        { company: busiest(truth, 'company/name'), from: addMonths(today, -30) },
      ],
      atLeast: 3,
      kpis: (rows) => ({ ...sums('lost_amount', 'agreement_hours')(rows), entries: rows.length }),
      summed: ['hours', 'agreement_hours', 'lost_amount', 'labor_cost'],
    },
    {
      id: 'missing-time',
      keys: ['day', 'member_id'],
      expected: missingTime,
      asks: (truth, { today }) => [
        { from: addDays(today, -90), to: today },
        { from: '2025-12-15', to: '2026-01-10', only_required: true },
        { member: busiest(truth, 'member/name'), from: '2026-03-01', to: '2026-04-15' },
      ],
      atLeast: 3,
      kpis: (rows) => ({
        missing_hours: total(rows, 'missing_hours'),
        members: distinct(rows, 'member_id'),
        days: rows.length,
      }),
      summed: ['capacity_hours', 'pto_hours', 'entered_hours', 'missing_hours'],
    },
    {
      id: 'accounts-receivable-aging',
      keys: ['company_id'],
      expected: accountsReceivableAging,
      asks: (truth, { today }) => [
        { base: 'due-date' },
        { as_of: addMonths(today, -2) },
        { company: debtor(truth) },
      ],
      atLeast: 3,
      kpis: (rows) => ({
        ...sums('balance', 'over_60')(rows),
        // More credit than debt has no share.
        over_60_share:
          total(rows, 'balance') > 0 ? total(rows, 'over_60') / total(rows, 'balance') : null,
      }),
      summed: [
        'invoices',
        'balance',
        'days_0_30',
        'days_31_60',
        'days_61_90',
        'days_91_120',
        'days_121_180',
        'months_6_9',
        'months_9_12',
        'months_over_12',
        'over_60',
      ],
      totals: (rows) => ({ oldest_days: greatest(rows, 'oldest_days') }),
    },
    {
      id: 'uninvoiced-labor',
      keys: ['company_id'],
      expected: uninvoicedLabor,
      asks: (truth, { today }) => [
        { as_of: addDays(startOfMonth(today), -1) },
        { company: busiest(truth, 'company/name') },
        { department: busiest(truth, 'department/name') },
      ],
      atLeast: 5,
      kpis: (rows) => ({ ...sums('amount', 'hours')(rows), companies: rows.length }),
      summed: ['entries', 'hours', 'amount'],
    },
    {
      id: 'agreement-profitability',
      keys: ({ group_by }) => [group_by === 'type' ? 'grouped_by' : 'grouped_id'],
      expected: agreementProfitability,
      asks: (_truth, { today }) => [
        { group_by: 'agreement', from: addMonths(today, -5), to: today },
        { group_by: 'client', basis: 'coverage-month', from: addMonths(today, -12), to: today },
        { basis: 'coverage-month' },
        { type: 'managed', from: '2025-11-02', to: '2026-03-08' },
      ],
      atLeast: 3,
      unchecked: { grouped_id: 'a key where rows are agreements or clients, else without meaning' },
      kpis: (rows) => ({
        margin: total(rows, 'margin'),
        margin_share: ratio(total(rows, 'margin'), total(rows, 'revenue')),
        effective_hourly_rate: ratio(
          total(rows, 'revenue') - total(rows, 'addition_cost'),
          total(rows, 'hours'),
        ),
      }),
      summed: ['agreements', 'revenue', 'addition_cost', 'labor_cost', 'hours', 'margin', 'losing'],
      totals: (rows) => {
        const net = total(rows, 'revenue') - total(rows, 'addition_cost')
        return {
          margin_share: ratio(total(rows, 'margin'), total(rows, 'revenue')),
          effective_hourly_rate: ratio(net, total(rows, 'hours')),
          contribution_per_hour: ratio(total(rows, 'margin'), total(rows, 'hours')),
        }
      },
    },
    {
      id: 'mrr',
      keys: ['month', 'agreement_type'],
      expected: mrr,
      asks: (truth, { today }) => [
        { months: 30 },
        { as_of: '2026-02-28', months: 3 },
        { company: busiest(truth, 'company/name') },
        // A client whose agreements are over has rows of the past, and no MRR.
        { company: former(truth, today), months: 36 },
      ],
      atLeast: 30,
      kpis: (rows, params) => sums('mrr', 'acv', 'agreements')(ofMonth(rows, params)),
      summed: [],
      totals: (rows, params) => {
        const now = ofMonth(rows, params)
        return {
          ...sums('agreements', 'mrr', 'acv', 'addition_cost', 'margin')(now),
          margin_share: ratio(total(now, 'margin'), total(now, 'mrr')),
        }
      },
    },
    {
      id: 'hours-utilized-realized',
      keys: ['member_id'],
      expected: hoursUtilizedRealized,
      asks: (truth, { today }) => [
        { from: addMonths(today, -12), to: today, everybody: true },
        { company: busiest(truth, 'company/name'), from: addMonths(today, -6) },
        { member: busiest(truth, 'member/name'), from: '2026-03-08', to: '2026-03-08' },
        { department: busiest(truth, 'department/name') },
      ],
      atLeast: 5,
      kpis: (rows) => ({
        utilization: ratio(total(rows, 'utilized_hours'), total(rows, 'available_hours')),
        realization: ratio(total(rows, 'realized_hours'), total(rows, 'available_hours')),
        total_hours: total(rows, 'total_hours'),
      }),
      summed: [
        'total_hours',
        'external_hours',
        'internal_hours',
        'utilized_hours',
        'realized_hours',
        'non_utilized_hours',
        'pto_hours',
        'available_hours',
      ],
      totals: (rows) => {
        return {
          external_share: ratio(total(rows, 'external_hours'), total(rows, 'total_hours')),
          utilized_of_available: ratio(
            total(rows, 'utilized_hours'),
            total(rows, 'available_hours'),
          ),
          utilized_of_total: ratio(total(rows, 'utilized_hours'), total(rows, 'total_hours')),
          realized_of_available: ratio(
            total(rows, 'realized_hours'),
            total(rows, 'available_hours'),
          ),
          realized_of_total: ratio(total(rows, 'realized_hours'), total(rows, 'total_hours')),
          non_utilized_of_total: ratio(
            total(rows, 'non_utilized_hours'),
            total(rows, 'total_hours'),
          ),
        }
      },
    },
    {
      id: 'aged-wip',
      keys: ['business_unit', 'board'],
      expected: agedWip,
      asks: (truth, { today }) => [
        { fixed_fee: false },
        { as_of: addDays(startOfMonth(today), -1), fixed_fee: false },
        { company: busiest(truth, 'company/name') },
      ],
      atLeast: 2,
      kpis: (rows) => ({
        ...sums('amount', 'hours')(rows),
        over_90:
          total(rows, 'amount_91_120') +
          total(rows, 'amount_121_180') +
          total(rows, 'amount_over_180'),
      }),
      summed: [
        'entries',
        'hours',
        'amount',
        'amount_0_30',
        'amount_31_60',
        'amount_61_90',
        'amount_91_120',
        'amount_121_180',
        'amount_over_180',
        'hours_over_180',
      ],
    },
    {
      id: 'utilization-vs-goal',
      keys: ['period', 'member_id'],
      expected: utilizationVsGoal,
      asks: (truth, { today }) => [
        { by: 'week', from: addDays(today, -45), to: today },
        { by: 'month', from: addMonths(today, -12), counts: 'connectwise-flag' },
        { member: busiest(truth, 'member/name'), from: '2026-03-08', to: '2026-03-31' },
      ],
      atLeast: 5,
      kpis: (rows) => ({
        utilization: ratio(total(rows, 'utilized_hours'), total(rows, 'available_hours')),
        goal: ratio(total(rows, 'goal_hours'), total(rows, 'available_hours')),
      }),
      summed: ['entered_hours', 'utilized_hours', 'available_hours', 'goal_hours'],
      totals: (rows) => {
        return {
          utilization: ratio(total(rows, 'utilized_hours'), total(rows, 'available_hours')),
          goal: ratio(total(rows, 'goal_hours'), total(rows, 'available_hours')),
        }
      },
    },
    {
      id: 'open-tickets',
      keys: ['board', 'status'],
      expected: openTickets,
      asks: (truth) => [{ board: 'serv' }, { company: busiest(truth, 'company/name') }],
      atLeast: 5,
      kpis: (rows) => ({
        ...sums('open_tickets', 'actual_hours')(rows),
        oldest_days: greatest(rows, 'oldest_days'),
      }),
      summed: ['open_tickets', 'budget_hours', 'actual_hours'],
    },
    {
      id: 'backlog-aging',
      keys: ['grouped_by'],
      expected: backlogAging,
      asks: (truth) => [
        { group_by: 'owner' },
        { group_by: 'team' },
        { group_by: 'owner', company: busiest(truth, 'company/name') },
      ],
      atLeast: 2,
      kpis: sums('open_tickets', 'age_30_plus', 'past_required'),
      summed: [
        'open_tickets',
        'age_0_7',
        'age_8_14',
        'age_15_21',
        'age_22_29',
        'age_30_plus',
        'past_required',
      ],
      totals: (rows) => ({ oldest_days: greatest(rows, 'oldest_days') }),
    },
    {
      id: 'kill-rate',
      keys: ['period'],
      expected: killRate,
      asks: (truth, { today }) => [
        { by: 'day', from: '2026-03-01', to: '2026-03-15' },
        { by: 'month', from: addMonths(today, -24), only_reactive: true },
        {
          by: 'week',
          company: busiest(truth, 'company/name'),
          from: '2025-10-20',
          to: '2025-11-09',
        },
      ],
      atLeast: 13,
      kpis: (rows) => ({
        ...sums('opened', 'closed')(rows),
        kill_rate: ratio(total(rows, 'closed'), total(rows, 'opened')),
      }),
      summed: ['opened', 'closed', 'net'],
      totals: (rows) => ({
        kill_rate: ratio(
          sumOf(rows, (row) => Number(row['closed'])),
          sumOf(rows, (row) => Number(row['opened'])),
        ),
      }),
    },
    {
      id: 'sla-compliance',
      keys: ['grouped_by'],
      expected: slaCompliance,
      asks: (_truth, { today }) => [
        { group_by: 'client', from: addMonths(today, -12) },
        { group_by: 'board', from: '2026-03-08', to: '2026-03-08' },
        { group_by: 'board', from: '2025-11-01', to: '2025-11-30' },
      ],
      atLeast: 2,
      kpis: (rows) => ({
        response_share: ratio(total(rows, 'response_met'), total(rows, 'response_measured')),
        resolution_share: ratio(total(rows, 'resolution_met'), total(rows, 'resolution_measured')),
      }),
      summed: ['response', 'plan', 'resolution'].flatMap((stage) => [
        `${stage}_measured`,
        `${stage}_met`,
      ]),
      totals: (rows) =>
        Object.fromEntries(
          ['response', 'plan', 'resolution'].map((stage) => [
            `${stage}_share`,
            ratio(
              sumOf(rows, (row) => Number(row[`${stage}_met`])),
              sumOf(rows, (row) => Number(row[`${stage}_measured`])),
            ),
          ]),
        ),
    },
    {
      id: 'activities-this-week',
      keys: ['rep', 'status'],
      expected: activitiesThisWeek,
      asks: (_truth, { today }) => [
        { include_past_due: false },
        { from: addDays(today, -60), to: addDays(today, -20) },
        { type: 'call' },
      ],
      atLeast: 2,
      kpis: sums('in_period', 'done', 'past_due'),
      summed: ['in_period', 'done', 'points', 'past_due'],
    },
    {
      id: 'activity-tracker',
      keys: ['member', 'type', 'month'],
      expected: activityTracker,
      asks: (_truth, { today }) => [
        { by_month: true, from: addMonths(today, -12), measure: 'points' },
        { state: 'done', from: '2026-03-01', to: '2026-03-31' },
        { state: 'open', to: addDays(today, 30) },
      ],
      atLeast: 3,
      kpis: (rows) => ({
        ...sums('activities', 'points')(rows),
        members: distinct(rows, 'member'),
      }),
      summed: ['activities', 'points'],
    },
  ]
}

/** The name that most client work carries at a path: a filter that surely finds something. */
function busiest(truth: Truth, path: string): string {
  const work = truth
    .of('time_entries')
    .filter((entry) => textAt(entry, 'chargeToType') === 'ServiceTicket')
  return mostFrequent(work.map((entry) => textAt(entry, path)))
}

/** A client whose agreements have all ended; a name of nobody where there is none. */
function former(truth: Truth, today: string): string {
  const clients = groupBy(
    truth.of('agreements'),
    (agreement) => textAt(agreement, 'company/name') ?? '',
  )
  const gone = [...clients].find(([, agreements]) =>
    agreements.every(
      (agreement) =>
        (dayAt(agreement, 'endDate') ?? dayAt(agreement, 'dateCancelled') ?? '9999') < today,
    ),
  )
  return gone?.[0] ?? 'nobody at all'
}

function debtor(truth: Truth): string {
  const unpaid = truth.of('invoices').filter((invoice) => Number(invoice['balance'] ?? 0) > 0)
  return mostFrequent(unpaid.map((invoice) => textAt(invoice, 'company/name')))
}

function mostFrequent(names: readonly (string | null)[]): string {
  const counts = new Map<string, number>()
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

/** The sums of columns, under their names or, in a pair, under another. */
function sums(
  ...columns: readonly (string | readonly [string, string])[]
): (rows: readonly ExpectedRow[]) => Readonly<Record<string, number>> {
  return (rows) =>
    Object.fromEntries(
      columns.map((column) => {
        const [name, summed] = typeof column === 'string' ? [column, column] : column
        return [name, total(rows, summed)]
      }),
    )
}

function total(rows: readonly ExpectedRow[], column: string): number {
  return sumOf(rows, (row) => Number(row[column]))
}

function distinct(rows: readonly ExpectedRow[], column: string): number {
  return new Set(rows.map((row) => row[column])).size
}

/** The rows of the month asked for. */
function ofMonth(rows: readonly ExpectedRow[], params: AskedParams): readonly ExpectedRow[] {
  return rows.filter((row) => row['month'] === startOfMonth(String(params['as_of'])))
}

function greatest(rows: readonly ExpectedRow[], column: string): number | null {
  const values = rows.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []))
  return values.length === 0 ? null : Math.max(...values)
}
