import type { Clients, Company } from '../companies/clients.ts'
import { Dice } from '../kit/dice.ts'
import { namedTarget } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'
import type { Scale } from '../kit/scale.ts'
import type { WorkCalendar } from '../kit/work-calendar.ts'
import { SLA } from '../service/service-desk.ts'
import { UNITS_PER_HOUR } from '../service/tickets.ts'
import type { Agreement, Agreements } from './agreements.ts'
import { AGREEMENT_TYPE, CYCLE } from './agreement-setup.ts'
import type { AgreementSetup } from './agreement-setup.ts'
import { addAdditions } from './make-additions.ts'
import { billDays } from './bill-days.ts'

/** Agreements take at most this share of all invoices; the rest is labor and products. */
const MOST_INVOICES = 0.6

/**
 * Every client has a main agreement of its segment, except hourly ones who often have none; the
 * others are licences, blocks bought later, and children of a managed agreement.
 */
export function createAgreements(
  seed: number,
  scale: Scale,
  calendar: WorkCalendar,
  clients: Clients,
  setup: AgreementSetup,
): Agreements {
  const dice = new Dice(seed, 31)
  const maker = { dice, calendar, clients, agreements: [] as Agreement[] }
  const served = clients.companies.filter((company) => company.segment !== 'none')
  for (const company of served) {
    if (maker.agreements.length < scale.agreements) addMain(maker, company)
  }
  renewBlocks(maker, scale.agreements)
  while (maker.agreements.length < scale.agreements) addExtra(maker, dice.pick(served))
  const { agreements } = maker
  keepInvoicesBelow(agreements, scale.invoices * MOST_INVOICES, calendar, setup)
  const additions = addAdditions(dice, agreements, clients, calendar)
  const ofCompany: number[][] = clients.companies.map(() => [])
  for (const agreement of agreements) ofCompany[agreement.companyRow]?.push(agreement.row)
  return { agreements, additions, ofCompany, target: agreementTarget(agreements, setup) }
}

function agreementTarget(agreements: readonly Agreement[], setup: AgreementSetup): Target {
  const named = namedTarget(agreements, {
    key: 'agreement_href',
    path: (agreement) => `/finance/agreements/${agreement.id}`,
  })
  const { text, bool } = fieldsOver((row) => agreements[row])
  return {
    ...named,
    members: [
      ...named.members,
      text('type', (agreement) => setup.types[agreement.typeRow]?.name),
      bool('chargeFirmFlag', () => false),
    ],
  }
}

interface Maker {
  readonly dice: Dice
  readonly calendar: WorkCalendar
  readonly clients: Clients
  readonly agreements: Agreement[]
}

function addMain(maker: Maker, company: Company): void {
  const { dice } = maker
  if (company.segment === 'managed') {
    // A sixth of them pay far less than their size costs: the losing agreements.
    const perUser = dice.between(60, 105) * (dice.chance(0.16) ? 0.3 : 1)
    const billCents = dice.chance(0.01) ? 0 : Math.round(company.employees * perUser) * 100
    add(maker, company, AGREEMENT_TYPE.managed, { billCents, cycleRow: CYCLE.monthly })
  } else if (company.segment === 'block') {
    if (company.row % 4 === 2) {
      const limitUnits = dice.pick([5, 10, 20]) * UNITS_PER_HOUR
      const billCents = (limitUnits / UNITS_PER_HOUR) * 13_500
      add(maker, company, AGREEMENT_TYPE.retainer, {
        billCents,
        limitUnits,
        cycleRow: CYCLE.monthly,
      })
    } else addBlock(maker, company, Math.max(company.since, -dice.between(10, 200)))
  } else if (dice.chance(0.6)) {
    add(maker, company, AGREEMENT_TYPE.hourly, { billCents: 0, cycleRow: CYCLE.monthly })
  }
}

function addExtra(maker: Maker, company: Company): void {
  const { dice, agreements } = maker
  const main = agreements.find(
    (agreement) =>
      agreement.companyRow === company.row && agreement.typeRow === AGREEMENT_TYPE.managed,
  )
  const cycleRow = dice.pick([CYCLE.monthly, CYCLE.monthly, CYCLE.quarterly, CYCLE.yearly])
  const months = cycleRow === CYCLE.monthly ? 1 : cycleRow === CYCLE.quarterly ? 3 : 12
  add(maker, company, AGREEMENT_TYPE.licensing, {
    billCents: dice.between(20, 400) * 100 * months,
    cycleRow,
    parentRow: main !== undefined && dice.chance(0.5) ? main.row : undefined,
    startsOn: dice.between(company.since, Math.max(company.since, maker.calendar.days - 60)),
  })
}

/** Most clients buy the next block when about two thirds of the year are over. */
function renewBlocks(maker: Maker, most: number): void {
  const { dice, agreements, clients, calendar } = maker
  for (const first of agreements.slice()) {
    const company = clients.companies[first.companyRow]
    if (!company || first.typeRow !== AGREEMENT_TYPE.block) continue
    let day = first.startsOn
    for (;;) {
      day += dice.between(180, 300)
      const ends = company.until ?? calendar.days - 20
      if (day >= ends || agreements.length >= most || dice.chance(0.1)) break
      addBlock(maker, company, day)
    }
  }
}

function addBlock(maker: Maker, company: Company, startsOn: number): void {
  const hours = maker.dice.pick([20, 25, 40, 50, 80])
  add(maker, company, AGREEMENT_TYPE.block, {
    billCents: hours * 13_000,
    limitUnits: hours * UNITS_PER_HOUR,
    cycleRow: CYCLE.once,
    startsOn,
  })
}

interface Terms {
  readonly billCents: number
  readonly cycleRow: number
  readonly limitUnits?: number
  readonly parentRow?: number | undefined
  readonly startsOn?: number
}

function add(maker: Maker, company: Company, typeRow: number, terms: Terms): void {
  const { dice, calendar, agreements } = maker
  const row = agreements.length
  const isBlock = typeRow === AGREEMENT_TYPE.block
  // What began long ago counts from some day in the two years before the history.
  const earliest = isBlock ? -250 : -30 - ((row * 53) % 700)
  const startsOn = firstOfMonth(calendar, Math.max(earliest, terms.startsOn ?? company.since))
  const hasTerm = isBlock || dice.chance(0.4)
  const staysActive = hasTerm && startsOn < calendar.days - 300 && dice.chance(0.06)
  const endsOn = hasTerm ? endOfTerm(maker, startsOn, isBlock, staysActive) : undefined
  const cancelledOn = cancellation(maker, company, startsOn)
  const kind = [
    'Managed Services',
    'Block Time',
    'Monthly Retainer',
    'Time & Materials',
    'Licensing',
  ][typeRow]
  agreements.push({
    id: 7_001 + row,
    row,
    name: `${company.name} - ${kind ?? ''}${isBlock ? ` ${calendar.dayText(startsOn).slice(0, 7)}` : ''}`.slice(
      0,
      100,
    ),
    typeRow,
    companyRow: company.row,
    parentRow: terms.parentRow,
    startsOn,
    endsOn,
    hasNoEnd: endsOn === undefined && !dice.chance(0.02),
    cancelledOn,
    staysActive,
    cycleRow: terms.cycleRow,
    billCents: terms.billCents,
    limitUnits: terms.limitUnits ?? 0,
    slaRow:
      typeRow === AGREEMENT_TYPE.managed
        ? dice.pick([SLA.standard, SLA.gold, SLA.gold, SLA.platinum])
        : undefined,
    contactRow: company.contactRows[0] ?? 0,
    siteRow: company.siteRows[0] ?? 0,
    enteredAt: enteredAt(calendar, startsOn, dice.below(25_000)),
    // By place, so that even the smallest company has some.
    forgotInvoiceDate: row % 17 === 3,
    additionRows: [],
    usedUnits: 0,
    usedMonth: 0,
    updatedAt: Math.min(
      calendar.bornAt - dice.between(3_600, 90_000),
      enteredAt(calendar, Math.max(startsOn, dice.between(0, calendar.days)), 36_000),
    ),
    updatedBy: 'zAdmin',
  })
}

/** Blocks last a year; fixed terms run past the end of the history, unless nobody looked. */
function endOfTerm(maker: Maker, startsOn: number, isBlock: boolean, staysActive: boolean): number {
  const { dice, calendar } = maker
  if (staysActive) return calendar.days - dice.between(10, 200)
  if (isBlock) return startsOn + 364
  if (dice.chance(0.12)) return Math.max(startsOn + 90, calendar.days - dice.between(5, 500))
  return calendar.days + dice.between(10, 700)
}

/** Former clients cancel; now and then a client drops a single agreement. */
function cancellation(maker: Maker, company: Company, startsOn: number): number | undefined {
  const { dice, calendar } = maker
  if (company.until !== undefined)
    return firstOfMonth(calendar, Math.max(startsOn + 30, company.until))
  if (!dice.chance(0.04)) return undefined
  const day = firstOfMonth(calendar, dice.between(startsOn + 90, calendar.days - 20))
  return day > startsOn && day < calendar.days ? day : undefined
}

/**
 * Where the size allows fewer invoices than that, licences bill by the year and then managed
 * agreements by the quarter.
 */
function keepInvoicesBelow(
  agreements: readonly Agreement[],
  most: number,
  calendar: WorkCalendar,
  setup: AgreementSetup,
): void {
  const invoices = (agreement: Agreement) => billDays(agreement, calendar, setup).length
  let count = agreements.reduce((sum, agreement) => sum + invoices(agreement), 0)
  const slow = (typeRow: number, cycleRow: number) => {
    for (const agreement of agreements) {
      if (count <= most) return
      if (agreement.typeRow !== typeRow) continue
      const before = setup.cycles[agreement.cycleRow]?.months ?? 1
      const after = setup.cycles[cycleRow]?.months ?? 1
      if (before >= after) continue
      count -= invoices(agreement)
      agreement.cycleRow = cycleRow
      agreement.billCents = (agreement.billCents / before) * after
      count += invoices(agreement)
    }
  }
  slow(AGREEMENT_TYPE.licensing, CYCLE.yearly)
  slow(AGREEMENT_TYPE.managed, CYCLE.quarterly)
}

/** The first day of the month that holds a day, or of the next one. */
function firstOfMonth(calendar: WorkCalendar, day: number): number {
  let first = day
  while (calendar.dateOfMonth(first) !== 1) first += 1
  return first
}

function enteredAt(calendar: WorkCalendar, day: number, seconds: number): number {
  return calendar.startOf(day) + 9 * 3600 + seconds - 86_400 * 3
}
