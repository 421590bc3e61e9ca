import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { uuidOf } from '../kit/dice.ts'
import { entityOverList, infoOfList } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { COMMUNICATION, COMPANY_TYPE } from '../setup/client-setup.ts'
import type { Contact } from './clients.ts'

export function clientEntities(firm: Firm): Entity[] {
  return [companyEntity(firm), contactEntity(firm), siteEntity(firm)]
}

function companyEntity(firm: Firm): Entity {
  const { clients, clientSetup: setup, places, people, customFields } = firm
  const { companies } = clients
  const { int, dec, text, bool, instant, ref, list } = fieldsOver((row) => companies[row])
  return entityOverList(companies, {
    stream: 'companies',
    path: '/company/companies',
    title: 'Company',
    permission: OPENED_BY.companies,
    info: infoOfList(companies, {
      dateEntered: (row) => companies[row]?.enteredAt,
      enteredBy: () => 'zAdmin',
      hrefs: (row) => companyLinks(companies[row]?.id ?? 0),
    }),
    scope: { locationId: (row) => (companies[row]?.locationRow ?? 0) + 1 },
    fields: [
      int('id', (company) => company.id),
      text('identifier', (company) => company.identifier),
      text('name', (company) => company.name),
      ref('status', setup.statuses.target, (company) => company.statusRow),
      text('addressLine1', (company) => company.street),
      text('city', (company) => company.city),
      text('state', (company) => company.state),
      text('zip', (company) => company.zip),
      ref('country', places.countries.target, () => 0),
      text('phoneNumber', (company) => company.phone),
      text('faxNumber', () => ''),
      text('website', (company) => company.website),
      ref('territory', places.toLocation, (company) => company.locationRow),
      ref('market', setup.markets.target, (company) => company.marketRow),
      text('accountNumber', (company) => (company.id % 3 === 0 ? `AC-${company.id}` : '')),
      ref('defaultContact', clients.toContact, (company) => company.contactRows[0]),
      instant('dateAcquired', (company) => company.enteredAt),
      dec('annualRevenue', () => 0),
      int('numberOfEmployees', (company) => company.employees),
      ref('timeZoneSetup', places.timeZones.target, () => 0),
      text('leadSource', (company) =>
        company.typeRow === COMPANY_TYPE.prospect ? 'Referral' : undefined,
      ),
      bool('leadFlag', (company) => company.typeRow === COMPANY_TYPE.prospect),
      bool('unsubscribeFlag', () => false),
      text('userDefinedField5', (company) => (company.id % 11 === 0 ? 'Key under mat' : undefined)),
      text('taxIdentifier', () => ''),
      ref('taxCode', setup.taxCodes.target, (company) => company.taxCodeRow),
      ref('billingTerms', setup.terms.target, (company) => company.termsRow),
      ref('invoiceTemplate', setup.invoiceTemplates.target, () => 0),
      ref('billToCompany', clients.toCompany, (company) => company.row),
      ref('billingSite', clients.toSite, (company) => company.siteRows[0]),
      ref('billingContact', clients.toContact, (company) =>
        company.hasBillingContact ? company.contactRows[1] : undefined,
      ),
      ref('invoiceDeliveryMethod', setup.deliveries.target, () => 0),
      text('invoiceToEmailAddress', (company) =>
        company.hasBillingContact
          ? `billing@${company.website.replace('www.', '') || 'invalid.example'}`
          : undefined,
      ),
      bool('deletedFlag', (company) => company.isDeleted),
      // ConnectWise sets it on companies that were never deleted, too.
      instant('dateDeleted', (company) =>
        company.isDeleted ? company.updatedAt : company.enteredAt,
      ),
      text('deletedBy', (company) => (company.isDeleted ? 'zAdmin' : undefined)),
      text('mobileGuid', (company) => uuidOf(20, company.row)),
      ref('currency', places.toCurrency, () => 0),
      ref('territoryManager', people.target, (company) => company.managerRow),
      bool('isVendorFlag', (company) => company.typeRow === COMPANY_TYPE.vendor),
      list(
        'types',
        [
          { name: 'id', kind: 'int' },
          { name: 'name', kind: 'text' },
        ],
        (company) => [{ id: company.typeRow + 1, name: setup.types.nameAt(company.typeRow) }],
      ),
      ref('site', clients.toSite, (company) => company.siteRows[0]),
      customFields.on('company', (row) => row * 7 + 1),
    ],
  })
}

function companyLinks(id: number): Record<string, string> {
  const by = `?conditions=company/id=${id}`
  return {
    contacts_href: `/company/contacts${by}`,
    agreements_href: `/finance/agreements${by}`,
    tickets_href: `/service/tickets${by}`,
    opportunities_href: `/sales/opportunities${by}`,
    activities_href: `/sales/activities${by}`,
    projects_href: `/project/projects${by}`,
    configurations_href: `/company/configurations${by}`,
    orders_href: `/sales/orders${by}`,
    documents_href: `/system/documents?recordType=Company&recordId=${id}`,
    sites_href: `/company/companies/${id}/sites`,
    teams_href: `/company/companies/${id}/teams`,
    reports_href: `/company/companies/${id}/managementSummaryReports`,
    notes_href: `/company/companies/${id}/notes`,
  }
}

function contactEntity(firm: Firm): Entity {
  const { clients, clientSetup: setup, places, customFields } = firm
  const { contacts, companies } = clients
  const { int, text, bool, ref, list } = fieldsOver((row) => contacts[row])
  const homeOf = (contact: Contact) => clients.sites[contact.siteRow]
  return entityOverList(contacts, {
    stream: 'contacts',
    path: '/company/contacts',
    title: 'Contact',
    permission: OPENED_BY.contacts,
    info: infoOfList(contacts, { hrefs: (row) => contactLinks(contacts[row]?.id ?? 0) }),
    fields: [
      int('id', (contact) => contact.id),
      text('firstName', (contact) => contact.firstName),
      text('lastName', (contact) => contact.lastName),
      ref('company', clients.toCompany, (contact) => contact.companyRow),
      ref('site', clients.toSite, (contact) => contact.siteRow),
      text('addressLine1', (contact) => homeOf(contact)?.street),
      text('city', (contact) => homeOf(contact)?.city),
      text('state', (contact) => homeOf(contact)?.state),
      text('zip', (contact) => homeOf(contact)?.zip),
      ref('country', places.countries.target, () => 0),
      ref('relationship', setup.relationships.target, (contact) => (contact.typeRow === 1 ? 1 : 0)),
      bool('inactiveFlag', (contact) => contact.isInactive),
      text('title', (contact) => contact.title),
      bool('marriedFlag', () => false),
      bool('childrenFlag', () => false),
      int('portalSecurityLevel', (contact) => (contact.typeRow === 1 ? 1 : 6)),
      bool('disablePortalLoginFlag', (contact) => contact.typeRow !== 1),
      bool('unsubscribeFlag', () => false),
      text('mobileGuid', (contact) => uuidOf(21, contact.row)),
      text('defaultPhoneType', (contact) => (contact.phone === undefined ? undefined : 'Direct')),
      text('defaultPhoneNbr', (contact) => contact.phone),
      bool('defaultBillingFlag', (contact) => contact.typeRow === 2),
      bool(
        'defaultFlag',
        (contact) => companies[contact.companyRow]?.contactRows[0] === contact.row,
      ),
      ref(
        'companyLocation',
        places.toLocation,
        (contact) => companies[contact.companyRow]?.locationRow,
      ),
      list('communicationItems', COMMUNICATION_FIELDS, (contact) => communications(firm, contact)),
      list(
        'types',
        [
          { name: 'id', kind: 'int' },
          { name: 'name', kind: 'text' },
        ],
        (contact) => [
          { id: contact.typeRow + 1, name: setup.contactTypes.nameAt(contact.typeRow) },
        ],
      ),
      customFields.on('contact', (row) => row * 7 + 2),
    ],
  })
}

const COMMUNICATION_FIELDS = [
  { name: 'id', kind: 'int' },
  { name: 'type/id', kind: 'int' },
  { name: 'type/name', kind: 'text' },
  { name: 'value', kind: 'text' },
  { name: 'defaultFlag', kind: 'bool' },
  { name: 'domain', kind: 'text' },
  { name: 'communicationType', kind: 'text' },
] as const

function communications(firm: Firm, contact: Contact): readonly unknown[] {
  const item = (place: number, typeRow: number, kind: 'Email' | 'Phone', value: string) => ({
    id: contact.id * 3 + place,
    type: { id: typeRow + 1, name: firm.clientSetup.communicationTypes.nameAt(typeRow) },
    value,
    defaultFlag: true,
    ...(kind === 'Email' ? { domain: value.slice(value.indexOf('@')) } : {}),
    communicationType: kind,
  })
  const items: unknown[] = []
  if (contact.phone !== undefined) items.push(item(0, COMMUNICATION.direct, 'Phone', contact.phone))
  if (contact.email !== undefined) items.push(item(1, COMMUNICATION.email, 'Email', contact.email))
  return items
}

function contactLinks(id: number): Record<string, string> {
  return {
    communications_href: `/company/contacts/${id}/communications`,
    notes_href: `/company/contacts/${id}/notes`,
    tracks_href: `/company/contacts/${id}/tracks`,
    portalSecurity_href: `/company/contacts/${id}/portalSecurity`,
    activities_href: `/sales/activities?conditions=contact/id=${id}`,
    documents_href: `/system/documents?recordType=Contact&recordId=${id}`,
    configurations_href: `/company/configurations?conditions=contact/id=${id}`,
    tickets_href: `/service/tickets?conditions=contact/id=${id}`,
    opportunities_href: `/sales/opportunities?conditions=contact/id=${id}`,
    projects_href: `/project/projects?conditions=contact/id=${id}`,
    image_href: `/company/contacts/${id}/image`,
  }
}

function siteEntity(firm: Firm): Entity {
  const { clients, clientSetup: setup, places } = firm
  const { companies, sites } = clients
  const { int, dec, text, bool, ref } = fieldsOver((row) => sites[row])
  return entityOverList(sites, {
    stream: 'sites',
    path: '/company/companies/{parentId}/sites',
    title: 'Site',
    permission: OPENED_BY.companies,
    parent: {
      stream: 'companies',
      rowsOf: (parentId) => companies[parentId - (companies[0]?.id ?? 0)]?.siteRows ?? [],
      parentIdAt: (row) => companies[sites[row]?.companyRow ?? -1]?.id ?? 0,
    },
    fields: [
      int('id', (site) => site.id),
      text('name', (site) => site.name),
      text('addressLine1', (site) => site.street),
      text('city', (site) => site.city),
      ref('stateReference', stateTarget(firm), (site) => site.row),
      text('zip', (site) => site.zip),
      ref('country', places.countries.target, () => 0),
      text('addressFormat', () => 'US - Standard Format'),
      text('phoneNumber', (site) => site.phone),
      ref('taxCode', setup.taxCodes.target, (site) => companies[site.companyRow]?.taxCodeRow),
      dec('expenseReimbursement', () => 0),
      bool('primaryAddressFlag', (site) => site.isPrimary),
      bool('defaultShippingFlag', (site) => site.isPrimary),
      bool('defaultBillingFlag', (site) => site.isPrimary),
      bool('defaultMailingFlag', (site) => site.isPrimary),
      bool('inactiveFlag', () => false),
      bool('billSeparateFlag', () => false),
      text('mobileGuid', (site) => uuidOf(22, site.row)),
      ref('timeZone', places.timeZones.target, () => 0),
      ref('company', clients.toCompany, (site) => site.companyRow),
      ref('territory', places.toLocation, (site) => companies[site.companyRow]?.locationRow),
    ],
  })
}

/** The state a site is in, as ConnectWise's list of states knows it. */
function stateTarget(firm: Firm) {
  const { int, text } = fieldsOver((row) => firm.clients.sites[row])
  const ids: Readonly<Record<string, readonly [number, string]>> = {
    IL: [13, 'Illinois'],
    IN: [14, 'Indiana'],
    WI: [49, 'Wisconsin'],
  }
  return {
    members: [
      int('id', (site) => ids[site.state]?.[0]),
      text('identifier', (site) => site.state),
      text('name', (site) => ids[site.state]?.[1]),
    ],
  }
}
