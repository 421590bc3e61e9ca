import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { mix, uuidOf } from '../kit/dice.ts'
import { entityOverList, infoOfList, namedTarget } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { DEPARTMENT } from '../setup/places.ts'
import type { Opportunity, Sales } from './sales.ts'
import { ACTIVITY } from './sales-setup.ts'
import type { SalesSetup } from './sales-setup.ts'

export function salesEntities(firm: Firm, sales: Sales, setup: SalesSetup): Entity[] {
  return [
    opportunityEntity(firm, sales, setup),
    stageEntity(setup),
    activityEntity(firm, sales, setup),
    activityTypeEntity(setup),
    campaignEntity(firm, sales),
  ]
}

function opportunityEntity(firm: Firm, sales: Sales, setup: SalesSetup): Entity {
  const { clients, people, places, clientSetup, calendar, customFields } = firm
  const { opportunities } = sales
  const { int, dec, text, day, instant, ref } = fieldsOver((row) => opportunities[row])
  const company = (deal: Opportunity) => deal.companyRow
  const contact = (deal: Opportunity) => deal.contactRow
  const site = (deal: Opportunity) => clients.companies[deal.companyRow]?.siteRows[0]
  return entityOverList(opportunities, {
    stream: 'opportunities',
    path: '/sales/opportunities',
    title: 'Opportunity',
    permission: OPENED_BY.opportunities,
    info: infoOfList(opportunities, {
      dateEntered: (row) => calendar.startOf(opportunities[row]?.leadOn ?? 0) + 9 * 3600,
      enteredBy: (row) => people.members[opportunities[row]?.repRow ?? 0]?.identifier,
      hrefs: (row) => ({ notes_href: `/sales/opportunities/${opportunities[row]?.id ?? 0}/notes` }),
    }),
    scope: { memberId: (row) => people.members[opportunities[row]?.repRow ?? -1]?.id },
    fields: [
      int('id', (deal) => deal.id),
      text('name', (deal) => deal.name),
      day('expectedCloseDate', (deal) => calendar.stamp(deal.expectedOn)),
      ref('type', setup.opportunityTypes.target, (deal) => deal.typeRow),
      ref('stage', setup.stages.target, (deal) => deal.stageRow),
      ref('status', setup.opportunityStatuses.target, (deal) => deal.statusRow),
      ref('priority', setup.priorities.target, (deal) => deal.row % 2),
      text('notes', (deal) =>
        deal.row % 7 === 0 ? 'Budget confirmed, <em>decision</em> after the board meets.' : '',
      ),
      ref('probability', setup.probabilities.target, (deal) => deal.stageRow),
      text(
        'source',
        (deal) => ['Referral', 'Web', 'Existing client', 'Campaign'][mix(deal.row, 1) % 4],
      ),
      ref('rating', setup.ratings.target, (deal) => deal.ratingRow),
      ref('campaign', campaignTarget(sales), (deal) => deal.campaignRow),
      ref('primarySalesRep', people.target, (deal) => deal.repRow),
      int('locationId', () => 1),
      int('businessUnitId', () => DEPARTMENT.sales + 1),
      ref('company', clients.toCompany, company),
      ref('contact', clients.toContact, contact),
      ref('site', clients.toSite, site),
      text('customerPO', () => ''),
      instant('pipelineChangeDate', (deal) => deal.stageChangedAt),
      day('dateBecameLead', (deal) => calendar.stamp(deal.leadOn)),
      instant('closedDate', (deal) => deal.closedAt),
      ref('closedBy', people.target, (deal) =>
        deal.closedAt === undefined ? undefined : deal.repRow,
      ),
      dec('totalSalesTax', () => 0),
      ref('shipToCompany', clients.toCompany, company),
      ref('shipToContact', clients.toContact, contact),
      ref('shipToSite', clients.toSite, site),
      ref('billToCompany', clients.toCompany, company),
      ref('billToContact', clients.toContact, contact),
      ref('billToSite', clients.toSite, site),
      ref(
        'billingTerms',
        clientSetup.terms.target,
        (deal) => clients.companies[deal.companyRow]?.termsRow,
      ),
      ref(
        'taxCode',
        clientSetup.taxCodes.target,
        (deal) => clients.companies[deal.companyRow]?.taxCodeRow,
      ),
      ref('currency', places.toCurrency, () => 0),
      int('companyLocationId', () => 1),
      customFields.on('opportunity', (row) => row * 7 + 5),
    ],
  })
}

function stageEntity(setup: SalesSetup): Entity {
  const { items } = setup.stages
  const { int, text, ref } = fieldsOver((row) => items[row])
  return entityOverList(items, {
    stream: 'sales_stages',
    path: '/sales/stages',
    title: 'Opportunity stage',
    permission: OPENED_BY.tableSetup,
    // ConnectWise answers `_info: null` here.
    info: null,
    fields: [
      int('id', (stage) => stage.id),
      text('name', (stage) => stage.name),
      ref('probability', setup.probabilities.target, (stage) => stage.id - 1),
      text('color', () => '#4a7fb5'),
      int('sequenceNumber', (stage) => stage.id),
      text('connectWiseId', (stage) => uuidOf(70, stage.id)),
    ],
  })
}

function activityEntity(firm: Firm, sales: Sales, setup: SalesSetup): Entity {
  const { clients, people, places, customFields, desk } = firm
  const { activities, opportunities } = sales
  const { int, text, bool, instant, ref } = fieldsOver((row) => activities[row])
  const opportunity = namedTarget(opportunities, {
    key: 'opportunity_href',
    path: (deal) => `/sales/opportunities/${deal.id}`,
  })
  return entityOverList(activities, {
    stream: 'activities',
    path: '/sales/activities',
    title: 'Activity',
    permission: OPENED_BY.activities,
    info: infoOfList(activities, {
      dateEntered: (row) => activities[row]?.enteredAt,
      enteredBy: (row) => activities[row]?.updatedBy,
    }),
    scope: { memberId: (row) => people.members[activities[row]?.assignedRow ?? -1]?.id },
    fields: [
      int('id', (activity) => activity.id),
      text('name', (activity) => activity.name),
      ref('type', setup.activityTypes.target, (activity) => activity.typeRow),
      ref('company', clients.toCompany, (activity) => activity.companyRow),
      ref('contact', clients.toContact, (activity) => activity.contactRow),
      text('phoneNumber', (activity) => clients.contacts[activity.contactRow]?.phone),
      text('email', (activity) => clients.contacts[activity.contactRow]?.email),
      ref('status', setup.activityStatuses.target, (activity) => activity.statusRow),
      ref('opportunity', opportunity, (activity) => activity.opportunityRow),
      ref('campaign', campaignTarget(sales), (activity) => activity.campaignRow),
      text('notes', (activity) =>
        activity.row % 4 === 0 ? 'Spoke about next year’s budget.' : '',
      ),
      instant('dateStart', (activity) => activity.startsAt),
      instant('dateEnd', (activity) => activity.endsAt),
      instant('dateEndUtc', (activity) => activity.endsAt),
      instant('dateClosedUtc', (activity) => activity.closedAt),
      ref('assignedBy', people.target, () => 0),
      ref('assignTo', people.target, (activity) => activity.assignedRow),
      ref('scheduleStatus', setup.priorities.target, () => 0),
      ref('reminder', setup.reminders.target, () => 1),
      ref('where', desk.serviceLocations.target, (activity) => (activity.typeRow === 2 ? 0 : 1)),
      bool('notifyFlag', () => false),
      bool('closeFlag', (activity) => activity.statusRow === ACTIVITY.closed),
      text('mobileGuid', (activity) => uuidOf(4, activity.row)),
      ref('currency', places.toCurrency, () => 0),
      customFields.on('activity', (row) => row),
    ],
  })
}

function activityTypeEntity(setup: SalesSetup): Entity {
  const { items } = setup.activityTypes
  const { int, text, bool } = fieldsOver((row) => items[row])
  return entityOverList(items, {
    stream: 'activity_types',
    path: '/sales/activities/types',
    title: 'Activity type',
    permission: OPENED_BY.tableSetup,
    fields: [
      int('id', (type) => type.id),
      text('name', (type) => type.name),
      int('points', (type) => type.points),
      bool('defaultFlag', (type) => type.id === 1),
      bool('inactiveFlag', () => false),
      bool('emailFlag', (type) => type.name === 'Email'),
      bool('memoFlag', () => false),
      bool('historyFlag', () => false),
      text('connectWiseId', (type) => uuidOf(71, type.id)),
    ],
  })
}

function campaignTarget(sales: Sales) {
  return namedTarget(sales.campaigns, {
    key: 'campaign_href',
    path: (campaign) => `/marketing/campaigns/${campaign.id}`,
  })
}

function campaignEntity(firm: Firm, sales: Sales): Entity {
  const { calendar, people } = firm
  const { campaigns } = sales
  const { int, dec, cents, text, bool, day, ref } = fieldsOver((row) => campaigns[row])
  const kind = (id: number, name: string) => {
    const { int: number, text: words } = fieldsOver((row) => [row])
    return { members: [number('id', () => id), words('name', () => name)] }
  }
  return entityOverList(campaigns, {
    stream: 'campaigns',
    path: '/marketing/campaigns',
    title: 'Campaign',
    permission: OPENED_BY.campaigns,
    fields: [
      int('id', (campaign) => campaign.id),
      text('name', (campaign) => campaign.name),
      ref('type', kind(1, 'Email'), (campaign) => campaign.row),
      ref('subType', kind(1, 'Newsletter'), (campaign) => campaign.row),
      ref('status', kind(1, 'Active'), (campaign) => campaign.row),
      day('startDate', (campaign) => calendar.stamp(campaign.startsOn)),
      day('endDate', (campaign) => calendar.stamp(campaign.endsOn)),
      int('locationId', () => 1),
      ref('member', people.target, () => 1),
      bool('inactive', (campaign) => campaign.endsOn < calendar.days - 365),
      int('inactiveDaysAfterEnd', () => 365),
      text('notes', () => ''),
      int('impressions', (campaign) => campaign.emailsSent * 3),
      cents('budgetRevenue', (campaign) => campaign.costCents * 8),
      cents('budgetCost', (campaign) => campaign.costCents),
      cents('actualCost', (campaign) => campaign.costCents),
      dec('budgetROI', () => 7),
      cents('actualRevenue', (campaign) => campaign.costCents * (campaign.row % 9)),
      int('emailsSent', (campaign) => campaign.emailsSent),
    ],
  })
}
