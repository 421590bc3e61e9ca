import { addDays, startOfDay } from '../../src/kernel/calendar.ts'
import type { Day } from '../../src/kernel/calendar.ts'
import type { FieldValue } from '../../src/practice/entity.ts'
import type { Fate, Twist, Twists } from './twisted-world.ts'

/**
 * What a real ConnectWise holds and a tidy practice company does not: missing values, merged tickets,
 * credit memos, quarterly and future billing, part-covered time, people without a cost, and instants
 * right at the edges of local days, on the days when the clocks change as well.
 */
export function rareThings(today: Day, zone: string): Readonly<Record<string, Twists>> {
  const edge = edgesOfDays(today, zone)
  return {
    tickets: {
      'mergedParentTicket/id': sometimes(0.04, () => 10_001),
      parentTicketId: sometimes(0.08, (_was, fate) => fate.pick('parent', [0, 10_002])),
      billingMethod: sometimes(0.2, () => 'FixedFee'),
      budgetHours: sometimes(0.3, (_was, fate) => fate.pick('budget', [0.5, 1, 2.25, undefined])),
      actualHours: sometimes(0.03, missing),
      'owner/id': sometimes(0.1, missing),
      'owner/identifier': sometimes(0.1, missing),
      'owner/name': sometimes(0.1, missing),
      'team/id': sometimes(0.1, missing),
      'team/name': sometimes(0.1, missing),
      'sla/id': sometimes(0.05, missing),
      'sla/name': sometimes(0.05, missing),
      closedFlag: sometimes(0.05, (_was, fate) => fate.pick('closed', [false, undefined])),
      closedDate: sometimes(0.15, edge),
      '_info/dateEntered': sometimes(0.15, (was, fate) =>
        fate.chance('unknown', 0.2) ? undefined : edge(was, fate),
      ),
      requiredDate: sometimes(0.2, (_was, fate) =>
        seconds(addDays(today, fate.whole('required', -1, 1))),
      ),
      dateResponded: sometimes(0.1, edge),
      dateResplan: sometimes(0.1, edge),
      dateResolved: sometimes(0.1, edge),
      // Goals are whole hours: exactly on the goal, and a minute past it.
      respondMinutes: sometimes(0.15, (_was, fate) =>
        fate.pick('respond', [120, 121, 240, undefined]),
      ),
      resPlanMinutes: sometimes(0.1, (_was, fate) => fate.pick('plan', [300, 301, undefined])),
      resolveMinutes: sometimes(0.1, missing),
      respondedSkippedMinutes: sometimes(0.1, missing),
      resplanSkippedMinutes: sometimes(0.1, missing),
    },
    slas: {
      planWithin: (was, { row }) => (row === 1 ? 0 : was),
      respondHours: (was, { row }) => (row === 2 ? undefined : was),
    },
    boards: { inactiveFlag: (was, { row }) => (row === 4 ? true : was) },
    time_entries: {
      timeStart: sometimes(0.1, edge),
      chargeToType: sometimes(0.03, (_was, fate) => fate.pick('to', ['Company', 'Activity'])),
      'agreement/id': sometimes(0.03, (_was, fate) => 7000 + fate.whole('agreement', 1, 90)),
      'agreement/name': sometimes(0.03, () => 'Another agreement'),
      agreementHours: sometimes(0.06, (_was, fate) => fate.pick('part', [0, 0.25, 0.5, undefined])),
      agreementAmount: sometimes(0.06, (_was, fate) => fate.pick('amount', [0, 31.25, undefined])),
      adjustment: sometimes(0.06, (_was, fate) => fate.pick('adjust', [-20.5, 12.25, undefined])),
      invoiceHours: sometimes(0.06, missing),
      hourlyRate: sometimes(0.04, (_was, fate) => fate.pick('rate', [0, 99.99, undefined])),
      hourlyCost: sometimes(0.2, missing),
      billableOption: sometimes(0.05, (_was, fate) =>
        fate.pick('bill', ['Billable', 'NoDefault', 'NoCharge']),
      ),
      status: sometimes(0.04, (_was, fate) => fate.pick('status', ['WrittenOff', 'Rejected'])),
      ticketBoard: sometimes(0.05, missing),
      'department/id': sometimes(0.03, missing),
      'department/name': sometimes(0.03, missing),
      'workType/id': sometimes(0.02, missing),
      'workType/name': sometimes(0.02, missing),
    },
    work_types: { costMultiplier: (was, { row }) => (row === 1 ? undefined : was) },
    members: {
      dailyCapacity: (was, { row }) => [7.5, was, 6, 0][row % 4],
      licenseClass: (was, { row }) => (row === 5 ? 'A' : was),
      hourlyCost: (was, { row }) => (row % 5 === 1 ? 0 : was),
      billableForecast: (was, { row }) => (row % 5 === 2 ? 0 : was),
      includeInUtilizationReportingFlag: (was, { row }) => (row % 3 === 0 ? undefined : was),
      requireTimeSheetEntryFlag: (was, { row }) => row % 2 === 0 && was,
      inactiveFlag: (was, { row }) => row === 6 || row === 8 || was,
      inactiveDate: (was, { row }) => (row === 6 ? seconds(addDays(today, -10)) : was),
      hireDate: (was, { row }) => (row === 9 ? seconds(addDays(today, -12)) : was),
    },
    holidays: { allDayFlag: sometimes(0.2, () => false) },
    agreements: {
      'billingCycle/id': (was, fate) => cycleOf(was, fate)?.id,
      'billingCycle/name': (was, fate) => cycleOf(was, fate)?.name,
      billOneTimeFlag: sometimes(0.05, () => true),
      periodType: sometimes(0.5, () => 'Future'),
      startDate: sometimes(0.1, (_was, fate) =>
        fate.chance('ever', 0.3) ? undefined : seconds(addDays(today, fate.whole('start', -60, 5))),
      ),
      endDate: sometimes(0.2, (_was, fate) => seconds(addDays(today, fate.whole('end', -60, 2)))),
      noEndingDateFlag: sometimes(0.1, (_was, fate) =>
        fate.pick('noEnd', [true, false, undefined]),
      ),
      cancelledFlag: sometimes(0.1, () => true),
      dateCancelled: sometimes(0.1, (_was, fate) =>
        seconds(addDays(today, fate.whole('cancel', -60, 2))),
      ),
      applicationUnits: sometimes(0.2, () => 'Hours'),
      applicationLimit: sometimes(0.2, (_was, fate) => fate.pick('limit', [0, 40, undefined])),
      applicationUnlimitedFlag: sometimes(0.2, (_was, fate) =>
        fate.pick('unlimited', [true, undefined]),
      ),
      billAmount: sometimes(0.1, (_was, fate) => fate.pick('bill', [0, 100.01, undefined])),
    },
    billing_cycles: {
      billingOptions: (was, { row, pick }) =>
        row === 1
          ? pick('option', ['Quarterly', 'SemiAnnual', 'BiMonthly', 'Weekly', 'BiWeekly'])
          : was,
    },
    additions: {
      quantity: sometimes(0.1, (_was, fate) => fate.pick('quantity', [0, 1.5, 2, undefined])),
      lessIncluded: sometimes(0.1, (_was, fate) => fate.pick('included', [1, 3, undefined])),
      billCustomer: sometimes(0.1, (_was, fate) => fate.pick('bill', ['NoCharge', 'DoNotBill'])),
      unitCost: sometimes(0.1, missing),
      effectiveDate: sometimes(0.15, (_was, fate) =>
        fate.chance('ever', 0.3) ? undefined : seconds(addDays(today, fate.whole('from', -60, 1))),
      ),
      cancelledDate: sometimes(0.15, (_was, fate) =>
        seconds(addDays(today, fate.whole('until', -60, 1))),
      ),
    },
    invoices: {
      type: (was, fate) => (isCredit(fate) ? 'CreditMemo' : was),
      total: negativeOnCredits,
      salesTax: negativeOnCredits,
      balance: (was, fate) =>
        fate.chance('unknown balance', 0.1)
          ? undefined
          : fate.chance('owed again', 0.1)
            ? fate.whole('owed', 1, 90_000) / 100
            : negativeOnCredits(was, fate),
      date: sometimes(0.2, (_was, fate) =>
        seconds(
          addDays(
            today,
            -Number(fate.pick('age', [0, 30, 31, 60, 61, 90, 91, 120, 180, 270, 365])),
          ),
        ),
      ),
      dueDate: sometimes(0.2, (_was, fate) =>
        fate.chance('no due date', 0.3)
          ? undefined
          : seconds(addDays(today, -Number(fate.pick('due', [-20, 30, 31, 121, 181, 271, 366])))),
      ),
      // The agreement is then named by what the invoice applies to.
      'agreement/id': sometimes(0.1, missing),
      'agreement/name': sometimes(0.1, missing),
    },
    invoice_payments: {
      paymentDate: sometimes(0.3, (_was, fate) =>
        seconds(addDays(today, fate.whole('paid', -80, 0))),
      ),
      'credit/id': sometimes(0.05, (_was, fate) => 20_000 + fate.whole('credit', 1, 1400)),
    },
    activities: {
      dateEndUtc: sometimes(0.3, (_was, fate) =>
        fate.chance('whole day', 0.5)
          ? seconds(addDays(today, fate.whole('day', -9, 3)))
          : undefined,
      ),
      dateEnd: sometimes(0.3, (was, fate) =>
        fate.chance('none', 0.4) ? undefined : edge(was, fate),
      ),
      dateStart: sometimes(0.2, (was, fate) =>
        fate.chance('none', 0.5) ? undefined : edge(was, fate),
      ),
      closeFlag: sometimes(0.3, (_was, fate) => fate.pick('close', [undefined, false])),
      dateClosedUtc: sometimes(0.2, missing),
      'assignTo/id': sometimes(0.05, missing),
      'assignTo/identifier': sometimes(0.05, missing),
      'assignTo/name': sometimes(0.05, missing),
    },
    activity_types: { points: (was, { row }) => (row === 2 ? undefined : was) },
  }
}

/** Leaves most records as they were. */
function sometimes(share: number, twist: Twist): Twist {
  return (was, fate) => (fate.chance('at all', share) ? twist(was, fate) : was)
}

function missing(): FieldValue {
  return undefined
}

function isCredit(fate: Fate): boolean {
  return fate.record.chance('credit memo', 0.05)
}

function negativeOnCredits(was: FieldValue, fate: Fate): FieldValue {
  return typeof was === 'number' && isCredit(fate) ? -Math.abs(was) : was
}

/** Some monthly agreements bill quarterly, or whatever the second cycle is made to mean; some have no cycle. */
function cycleOf(was: FieldValue, fate: Fate): { id?: FieldValue; name?: FieldValue } {
  if (fate.chance('second cycle', 0.3)) return { id: 2, name: 'Quarterly' }
  if (fate.chance('no cycle', 0.05)) return {}
  return typeof was === 'number' ? { id: was } : { name: was }
}

/** Instants at, just before and just after local midnights: around today, and where the clocks change. */
function edgesOfDays(today: Day, zone: string): Twist {
  const around = [-31, -30, -29, -19, -18, -8, -7, -2, -1, 0].map((days) => addDays(today, days))
  const changes = [
    '2025-11-02',
    '2025-11-03',
    '2026-03-08',
    '2026-03-09',
    '2026-11-01',
    '2026-11-02',
  ]
  const midnights = [...around, ...changes].map((day) => startOfDay(day, zone).getTime() / 1000)
  return (_was, fate) =>
    Number(fate.pick('midnight', midnights)) + Number(fate.pick('off', [-1, 0, 1, 5400]))
}

/** A day as a field holds it: seconds of its midnight in UTC. */
function seconds(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000
}
