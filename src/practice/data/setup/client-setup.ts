import { MARKETS } from '../companies/company-names.ts'
import type { SetupList } from './setup-list.ts'
import { names, setupList } from './setup-list.ts'

/** The set-up tables that companies, contacts, agreements and invoices point into. */
export interface ClientSetup {
  readonly statuses: SetupList
  readonly types: SetupList
  readonly markets: SetupList
  readonly taxCodes: SetupList<{ readonly name: string; readonly percent: number }>
  readonly terms: SetupList<{ readonly name: string; readonly days: number }>
  readonly deliveries: SetupList
  readonly relationships: SetupList
  readonly contactTypes: SetupList
  readonly communicationTypes: SetupList
  readonly configurationTypes: SetupList
  readonly configurationStatuses: SetupList
  readonly manufacturers: SetupList
  readonly invoiceTemplates: SetupList
}

/** Rows of `statuses` and `types`. */
export const COMPANY_STATUS = { active: 0, inactive: 1, creditHold: 2 } as const
export const COMPANY_TYPE = { owner: 0, client: 1, prospect: 2, vendor: 3, former: 4 } as const

/** Rows of `communicationTypes`. */
export const COMMUNICATION = { email: 0, direct: 1, mobile: 2 } as const

export function createClientSetup(at: number): ClientSetup {
  const list = (key: string, path: string, ...rows: readonly string[]) =>
    setupList(at, names(...rows), { key: `${key}_href`, path: (id) => `${path}/${id}` })
  return {
    statuses: list('status', '/company/companies/statuses', 'Active', 'Inactive', 'Credit Hold'),
    types: list(
      'type',
      '/company/companies/types',
      'Owner',
      'Client',
      'Prospect',
      'Vendor',
      'Former Client',
    ),
    markets: list('market', '/company/marketDescriptions', ...MARKETS),
    taxCodes: setupList(
      at,
      [
        { name: 'IL Sales Tax', percent: 6.25 },
        { name: 'WI Sales Tax', percent: 5 },
        { name: 'Exempt', percent: 0 },
      ],
      { key: 'taxCode_href', path: (id) => `/finance/taxCodes/${id}` },
    ),
    terms: setupList(at, [
      { name: 'Net 30 days', days: 30 },
      { name: 'Net 15 days', days: 15 },
      { name: 'Due on receipt', days: 0 },
    ]),
    deliveries: setupList(at, names('Email', 'Mail')),
    relationships: setupList(at, names('Employee', 'Decision Maker')),
    contactTypes: list('type', '/company/contacts/types', 'End User', 'Approver', 'Billing', 'VIP'),
    communicationTypes: list('type', '/company/communicationTypes', 'Email', 'Direct', 'Mobile'),
    configurationTypes: list(
      'type',
      '/company/configurations/types',
      'Managed Workstation',
      'Managed Server',
      'Managed Network',
      'Printer',
      'Domain',
    ),
    configurationStatuses: list('status', '/company/configurations/statuses', 'Active', 'Retired'),
    manufacturers: list(
      'manufacturer',
      '/procurement/manufacturers',
      'Dell',
      'HP',
      'Lenovo',
      'Fortinet',
      'Ubiquiti',
    ),
    invoiceTemplates: setupList(at, names('Standard Invoice', 'Agreement Invoice'), {
      // ConnectWise names this link after the billing terms.
      key: 'billingTerms_Href',
      path: (id) => `/finance/invoiceTemplateSetups/${id}`,
    }),
  }
}
