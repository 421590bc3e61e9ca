import { COMPANY_TYPE } from '../setup/client-setup.ts'
import type { Firm } from '../firm.ts'
import { Dice } from '../kit/dice.ts'
import type { Held } from '../kit/entity-over.ts'
import { ACTIVITY, OPPORTUNITY } from './sales-setup.ts'

/** Something that may be sold. Days are calendar days. */
export interface Opportunity extends Held {
  readonly row: number
  readonly name: string
  readonly companyRow: number
  readonly contactRow: number
  repRow: number
  stageRow: number
  statusRow: number
  readonly typeRow: number
  readonly ratingRow: number
  readonly campaignRow: number | undefined
  readonly leadOn: number
  readonly expectedOn: number
  closedAt: number | undefined
  stageChangedAt: number
}

/** A call, a meeting, a mail that somebody does or should have done. */
export interface Activity extends Held {
  readonly row: number
  readonly name: string
  readonly typeRow: number
  statusRow: number
  readonly companyRow: number
  readonly contactRow: number
  readonly opportunityRow: number | undefined
  readonly campaignRow: number | undefined
  assignedRow: number
  readonly startsAt: number
  readonly endsAt: number
  closedAt: number | undefined
  readonly enteredAt: number
}

export interface Campaign extends Held {
  readonly row: number
  readonly name: string
  readonly startsOn: number
  readonly endsOn: number
  readonly costCents: number
  readonly emailsSent: number
}

export interface Sales {
  readonly opportunities: Opportunity[]
  readonly activities: Activity[]
  readonly campaigns: Campaign[]
}

export function createSales(firm: Firm): Sales {
  const dice = new Dice(firm.seed, 121)
  const campaigns = makeCampaigns(firm, dice)
  const opportunities = Array.from({ length: firm.scale.opportunities }, (_, row) =>
    newOpportunity(firm, dice, row, campaigns),
  )
  const days = activityDays(firm, dice)
  const activities = days.map((day, row) =>
    newActivity(firm, dice, row, day, opportunities, campaigns),
  )
  return { opportunities, activities, campaigns }
}

function makeCampaigns(firm: Firm, dice: Dice): Campaign[] {
  const { calendar } = firm
  return CAMPAIGNS.map((name, row) => {
    const startsOn = Math.floor((row / CAMPAIGNS.length) * calendar.days)
    const at = calendar.startOf(startsOn) + 9 * 3600
    return {
      id: row + 1,
      row,
      name,
      startsOn,
      endsOn: startsOn + dice.between(20, 60),
      costCents: dice.between(4, 60) * 10_000,
      emailsSent: dice.between(80, 1_200),
      updatedAt: at,
      updatedBy: 'zAdmin',
    }
  })
}

function newOpportunity(
  firm: Firm,
  dice: Dice,
  row: number,
  campaigns: readonly Campaign[],
): Opportunity {
  const { calendar, people, scale } = firm
  const company = pickCompany(firm, dice)
  // In order of arrival, with a few days of noise.
  const leadOn = Math.min(
    calendar.days - 2,
    Math.floor((row / scale.opportunities) * calendar.days) + dice.below(5),
  )
  const length = dice.between(12, 120)
  const isOver = leadOn + length < calendar.days
  const statusRow = isOver && !dice.chance(0.06) ? outcome(dice) : OPPORTUNITY.open
  const isOpen = statusRow === OPPORTUNITY.open
  const stageRow = isOpen ? dice.below(5) : statusRow === OPPORTUNITY.won ? 4 : dice.below(4)
  const leadAt = calendar.startOf(leadOn) + dice.between(9, 16) * 3600
  const closedAt = isOpen
    ? undefined
    : calendar.startOf(leadOn + length) + dice.between(9, 16) * 3600
  const stageChangedAt =
    closedAt ?? Math.min(calendar.bornAt - 7_200, leadAt + dice.below(40) * 86_400)
  // Planted: former sellers still hold a few open ones.
  const left = people.members.findLast((member) => member.leftOn !== undefined)
  const repRow =
    left && isOpen && dice.chance(0.06) ? left.row : dice.pick(people.working(leadOn, 'sales'))
  const campaign = dice.chance(0.2)
    ? campaigns.findLast((candidate) => candidate.startsOn <= leadOn)
    : undefined
  return {
    id: 800 + row,
    row,
    name: `${dice.pick(DEALS)} for ${company.name}`.slice(0, 100),
    companyRow: company.row,
    contactRow: company.contactRows[0] ?? 0,
    repRow,
    stageRow,
    statusRow,
    typeRow: dice.below(4),
    ratingRow: dice.below(3),
    campaignRow: campaign?.row,
    leadOn,
    expectedOn: leadOn + (isOpen ? dice.between(20, 160) : length),
    closedAt,
    stageChangedAt,
    updatedAt: stageChangedAt,
    updatedBy: people.members[repRow]?.identifier ?? '',
  }
}

function outcome(dice: Dice): number {
  const roll = dice.next()
  return roll < 0.42 ? OPPORTUNITY.won : roll < 0.93 ? OPPORTUNITY.lost : OPPORTUNITY.inactive
}

/** Most lie in the past; the last sixtieth is planned for this week and the next. */
function activityDays(firm: Firm, dice: Dice): number[] {
  const { calendar, scale } = firm
  const days: number[] = []
  for (let row = 0; row < scale.activities; row += 1) {
    const planned = row >= scale.activities * (1 - 1 / 60)
    const base = planned
      ? calendar.days + dice.between(-4, 9)
      : Math.floor((row / scale.activities) * calendar.days)
    let day = base
    while (!calendar.isWorkday(day)) day += 1
    days.push(day)
  }
  return days
}

function newActivity(
  firm: Firm,
  dice: Dice,
  row: number,
  day: number,
  opportunities: readonly Opportunity[],
  campaigns: readonly Campaign[],
): Activity {
  const { calendar, people } = firm
  const around = Math.floor((row / firm.scale.activities) * opportunities.length)
  const opportunity = dice.chance(0.6)
    ? opportunities[Math.max(0, around - dice.below(8))]
    : undefined
  const company = firm.clients.companies[opportunity?.companyRow ?? pickCompany(firm, dice).row]
  const typeRow = dice.pick([0, 0, 0, 1, 1, 2, 3, 4, 4])
  const startsAt = calendar.startOf(day) + dice.between(16, 32) * 1_800
  const endsAt = startsAt + (typeRow === 2 || typeRow === 3 ? 3600 : 900)
  // What is past is done, but for one in thirty.
  const isClosed = endsAt < calendar.bornAt - 3_600 && !dice.chance(0.033)
  const closedAt = isClosed ? Math.min(endsAt + dice.below(7_200), calendar.bornAt - 60) : undefined
  const enteredAt = Math.min(startsAt - dice.between(1, 12) * 86_400, calendar.bornAt - 600)
  const left = people.members.findLast((member) => member.leftOn !== undefined)
  const assignedRow =
    left && !isClosed && dice.chance(0.08)
      ? left.row
      : dice.chance(0.85)
        ? dice.pick(people.working(Math.min(day, calendar.days - 1), 'sales'))
        : 0
  const campaign =
    dice.chance(0.12) && opportunity === undefined
      ? campaigns.findLast((candidate) => candidate.startsOn <= day)
      : undefined
  return {
    id: 2_000 + row,
    row,
    name: `${dice.pick(TOPICS)} - ${company?.name ?? ''}`.slice(0, 100),
    typeRow,
    statusRow: isClosed ? ACTIVITY.closed : ACTIVITY.open,
    companyRow: company?.row ?? 0,
    contactRow: company?.contactRows[0] ?? 0,
    opportunityRow: opportunity?.row,
    campaignRow: campaign?.row ?? opportunity?.campaignRow,
    assignedRow,
    startsAt,
    endsAt,
    closedAt,
    enteredAt,
    updatedAt: closedAt ?? enteredAt,
    updatedBy: people.members[assignedRow]?.identifier ?? '',
  }
}

function pickCompany(firm: Firm, dice: Dice) {
  for (;;) {
    const company = dice.pick(firm.clients.companies)
    const isBuyer =
      company.typeRow === COMPANY_TYPE.client || company.typeRow === COMPANY_TYPE.prospect
    if (isBuyer && !company.isDeleted) return company
  }
}

const CAMPAIGNS = [
  'Cyber awareness webinar',
  'Windows refresh mailing',
  'Dental practices breakfast',
  'Backup check offer',
  'Referral programme',
  'Security assessment',
  'Copilot workshop',
  'Year-end hardware offer',
  'Law firm round table',
  'Manufacturing open house',
] as const

const DEALS = [
  'Managed services agreement',
  'Server refresh',
  'Firewall replacement',
  'Microsoft 365 licences',
  'Backup upgrade',
  'Workstation refresh',
  'Security bundle',
  'Phone system',
] as const

const TOPICS = [
  'Follow up on quote',
  'Introductory call',
  'Business review',
  'Renewal discussion',
  'Site visit',
  'Budget planning',
] as const
