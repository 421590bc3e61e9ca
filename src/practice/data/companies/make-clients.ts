import { Dice } from '../kit/dice.ts'
import type { Scale } from '../kit/scale.ts'
import type { WorkCalendar } from '../kit/work-calendar.ts'
import type { People } from '../people/members.ts'
import { FIRST_NAMES, LAST_NAMES } from '../people/person-names.ts'
import { COMPANY_STATUS, COMPANY_TYPE } from '../setup/client-setup.ts'
import type { Clients, Company, Contact, Payer, Segment, Site } from './clients.ts'
import { clientTargets } from './clients.ts'
import { CITIES, JOB_TITLES, NAME_HEADS, STREETS, TRADES, VENDORS } from './company-names.ts'

/** What the practice company is called. */
export const COMPANY_NAME = 'Lakeshore Technology Partners'

const SECONDS_PER_DAY = 86_400

export function createClients(
  seed: number,
  scale: Scale,
  calendar: WorkCalendar,
  people: People,
): Clients {
  const dice = new Dice(seed, 21)
  const companies: Company[] = []
  const contacts: Contact[] = []
  const sites: Site[] = []
  const taken = new Set<string>()
  for (let row = 0; row < scale.companies; row += 1) {
    const company = newCompany(dice, row, scale.companies, calendar, people, taken)
    companies.push(company)
    addSites(dice, company, sites)
    addContacts(dice, company, contacts, calendar)
  }
  return { companies, contacts, sites, ...clientTargets(companies, contacts, sites) }
}

interface Standing {
  readonly typeRow: number
  readonly statusRow: number
  readonly segment: Segment
}

/** Of a hundred companies about 5 are vendors, 10 prospects, 7 former clients, 4 dormant ones. */
function standingOf(dice: Dice, row: number, count: number): Standing {
  const active = COMPANY_STATUS.active
  if (row === 0) return { typeRow: COMPANY_TYPE.owner, statusRow: active, segment: 'none' }
  if (row <= VENDORS.length && row <= count * 0.05) {
    return { typeRow: COMPANY_TYPE.vendor, statusRow: active, segment: 'none' }
  }
  if (row % 10 === 7) return { typeRow: COMPANY_TYPE.prospect, statusRow: active, segment: 'none' }
  if (row % 14 === 9) {
    const segment = dice.chance(0.7) ? 'managed' : 'hourly'
    return { typeRow: COMPANY_TYPE.former, statusRow: COMPANY_STATUS.inactive, segment }
  }
  // Still filed as an active client, but nothing has happened for more than a year.
  if (row % 25 === 16) return { typeRow: COMPANY_TYPE.client, statusRow: active, segment: 'hourly' }
  const roll = dice.next()
  const segment = roll < 0.62 ? 'managed' : roll < 0.78 ? 'block' : 'hourly'
  const statusRow = dice.chance(0.02) ? COMPANY_STATUS.creditHold : active
  return { typeRow: COMPANY_TYPE.client, statusRow, segment }
}

function newCompany(
  dice: Dice,
  row: number,
  count: number,
  calendar: WorkCalendar,
  people: People,
  taken: Set<string>,
): Company {
  const standing = standingOf(dice, row, count)
  const isOwn = row === 0
  const isClient = standing.segment !== 'none'
  const vendor = standing.typeRow === COMPANY_TYPE.vendor ? VENDORS[row - 1] : undefined
  const [trade, marketRow] = dice.pick(TRADES)
  const name = isOwn ? COMPANY_NAME : (vendor ?? newName(dice, trade, taken))
  const [city, state, zip] = isOwn ? CITIES[0] : dice.pick(CITIES)
  // A third of the clients came within the three years: the company grows.
  const since =
    isClient && dice.chance(0.35) ? dice.between(10, calendar.days - 120) : -dice.between(60, 2500)
  const until = endOf(dice, standing, since, row, calendar.days)
  const employees = Math.max(3, Math.round(18 * dice.factor(0.9)))
  const enteredAt = calendar.bornAt + (since - calendar.days - 20) * SECONDS_PER_DAY + 15 * 3600
  return {
    id: 250 + row,
    row,
    identifier: identifierOf(name, row),
    name,
    ...standing,
    marketRow: isOwn ? 8 : marketRow,
    // By place, so that even the smallest company has debts that age.
    payer: row % 11 === 4 ? 'bad' : payerOf(dice),
    employees,
    // Some clients call three times as often as others of their size.
    noise: isClient ? Math.min(employees, 120) ** 0.8 * dice.factor(0.55) : 0,
    since,
    until,
    street: isOwn ? '200 West Lake Street' : `${dice.between(10, 4800)} ${dice.pick(STREETS)}`,
    city,
    state,
    zip: `${zip}${String(dice.between(1, 99)).padStart(2, '0')}`,
    phone: `${dice.pick(['312', '414', '815', '708'])}555${String(dice.between(0, 9999)).padStart(4, '0')}`,
    website: dice.chance(0.8) ? `www.${domainOf(name)}` : '',
    // Planted: some clients were set up without tax code, terms or billing contact.
    taxCodeRow:
      isClient && dice.chance(0.03) ? undefined : state === 'WI' ? 1 : marketRow === 6 ? 2 : 0,
    termsRow: isClient && dice.chance(0.03) ? undefined : dice.pick([0, 0, 0, 1, 1, 2]),
    locationRow: state === 'WI' ? 1 : city === 'Rockford' ? 2 : 0,
    managerRow: dice.pick(people.working(calendar.days - 1, 'sales')),
    enteredAt,
    isDeleted: isClient ? false : row > 10 && dice.chance(0.1),
    contactRows: [],
    siteRows: [],
    hasBillingContact: isOwn || !dice.chance(0.04),
    updatedAt:
      Math.max(enteredAt, calendar.bornAt - dice.between(1, 700) * SECONDS_PER_DAY) +
      dice.below(30_000),
    updatedBy: 'zAdmin',
  }
}

function endOf(
  dice: Dice,
  standing: Standing,
  since: number,
  row: number,
  days: number,
): number | undefined {
  if (standing.typeRow === COMPANY_TYPE.former) {
    return Math.max(since + 120, dice.between(Math.floor(days / 3), days - 60))
  }
  if (standing.typeRow === COMPANY_TYPE.client && row % 25 === 16) {
    return Math.min(days - 440, Math.max(since + 60, dice.between(200, days - 440)))
  }
  return undefined
}

function newName(dice: Dice, trade: string, taken: Set<string>): string {
  for (let tries = 0; ; tries += 1) {
    const head = dice.pick(NAME_HEADS)
    const name =
      tries < 20 ? `${head} ${trade}` : `${head} ${trade} of ${dice.pick(CITIES)[0]} ${tries}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

/** ConnectWise wants a short unique code; the number keeps equal names apart. */
function identifierOf(name: string, row: number): string {
  return `${name.replace(/[^A-Za-z]/g, '').slice(0, 18)}${row === 0 ? '' : row}`
}

function domainOf(name: string): string {
  return `${name.toLowerCase().replace(/[^a-z]/g, '')}.example`
}

function payerOf(dice: Dice): Payer {
  const roll = dice.next()
  return roll < 0.38 ? 'prompt' : roll < 0.8 ? 'usual' : 'slow'
}

function addSites(dice: Dice, company: Company, sites: Site[]): void {
  const count = company.segment === 'none' ? 1 : dice.pick([1, 1, 1, 2, 2, 3])
  for (let at = 0; at < count; at += 1) {
    const [city, state, zip] = dice.pick(CITIES)
    const isPrimary = at === 0
    const row = sites.length
    company.siteRows.push(row)
    sites.push({
      id: 500 + row,
      row,
      companyRow: company.row,
      name: isPrimary ? 'Main' : `${city} ${dice.pick(['Branch', 'Warehouse', 'Office'])}`,
      street: isPrimary ? company.street : `${dice.between(10, 4800)} ${dice.pick(STREETS)}`,
      city: isPrimary ? company.city : city,
      state: isPrimary ? company.state : state,
      zip: isPrimary ? company.zip : `${zip}${String(dice.between(1, 99)).padStart(2, '0')}`,
      phone: company.phone,
      isPrimary,
      updatedAt: company.updatedAt,
      updatedBy: company.updatedBy,
    })
  }
}

function addContacts(
  dice: Dice,
  company: Company,
  contacts: Contact[],
  calendar: WorkCalendar,
): void {
  const count = Math.min(25, Math.max(2, Math.round(company.employees * 0.45)))
  for (let at = 0; at < count; at += 1) {
    const row = contacts.length
    // Planted: about one contact in a hundred was entered twice.
    const twin = at > 2 && dice.chance(0.01) ? contacts[row - 1] : undefined
    const firstName = twin?.firstName ?? dice.pick(FIRST_NAMES)
    const lastName = twin?.lastName ?? dice.pick(LAST_NAMES)
    const mailbox = `${firstName}.${lastName}`
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z.]/g, '')
    company.contactRows.push(row)
    contacts.push({
      id: 1_000 + row,
      row,
      companyRow: company.row,
      siteRow: dice.pick(company.siteRows),
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      title: at === 0 ? 'Office Manager' : dice.pick(JOB_TITLES),
      email: at > 0 && dice.chance(0.04) ? undefined : `${mailbox}@${domainOf(company.name)}`,
      phone:
        at > 0 && dice.chance(0.06)
          ? undefined
          : `312555${String(dice.between(0, 9999)).padStart(4, '0')}`,
      isInactive: at > 1 && dice.chance(0.07),
      typeRow: at === 0 ? 1 : at === 1 ? 2 : dice.chance(0.05) ? 3 : 0,
      updatedAt: Math.min(
        calendar.bornAt - 3600,
        company.enteredAt + dice.between(1, 500) * SECONDS_PER_DAY,
      ),
      updatedBy: 'zAdmin',
    })
  }
}
