import type { Held } from '../kit/entity-over.ts'
import { namedTarget } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'

/** How a company pays: decides when payments arrive, and whether. */
export type Payer = 'prompt' | 'usual' | 'slow' | 'bad'

/** How a client is billed; others than clients are `none`. */
export type Segment = 'managed' | 'block' | 'hourly' | 'none'

/** A company: the practice company itself, clients, prospects and vendors. */
export interface Company extends Held {
  readonly row: number
  readonly identifier: string
  readonly name: string
  readonly typeRow: number
  statusRow: number
  readonly marketRow: number
  readonly segment: Segment
  readonly payer: Payer
  readonly employees: number
  /** Relative number of tickets it raises. */
  readonly noise: number
  /** Calendar days between which it is a client. */
  readonly since: number
  readonly until: number | undefined
  readonly street: string
  readonly city: string
  readonly state: string
  readonly zip: string
  phone: string
  readonly website: string
  readonly taxCodeRow: number | undefined
  readonly termsRow: number | undefined
  readonly locationRow: number
  readonly managerRow: number
  readonly enteredAt: number
  /** Soft deletion, which only companies have. */
  readonly isDeleted: boolean
  /** Rows of its own contacts and sites; the first of each is the default. */
  readonly contactRows: number[]
  readonly siteRows: number[]
  readonly hasBillingContact: boolean
}

export interface Contact extends Held {
  readonly row: number
  readonly companyRow: number
  readonly siteRow: number
  readonly firstName: string
  readonly lastName: string
  readonly name: string
  readonly title: string
  readonly email: string | undefined
  readonly phone: string | undefined
  readonly isInactive: boolean
  readonly typeRow: number
}

export interface Site extends Held {
  readonly row: number
  readonly companyRow: number
  readonly name: string
  readonly street: string
  readonly city: string
  readonly state: string
  readonly zip: string
  readonly phone: string
  readonly isPrimary: boolean
}

/** Every company with its contacts and sites. Row 0 is the practice company itself. */
export interface Clients {
  readonly companies: readonly Company[]
  readonly contacts: readonly Contact[]
  readonly sites: readonly Site[]
  readonly toCompany: Target
  readonly toContact: Target
  readonly toSite: Target
}

/** Row of the practice company. */
export const OWN_COMPANY = 0

/** The three targets that references point at. */
export function clientTargets(
  companies: readonly Company[],
  contacts: readonly Contact[],
  sites: readonly Site[],
): Pick<Clients, 'toCompany' | 'toContact' | 'toSite'> {
  const { int, text } = fieldsOver((row) => companies[row])
  return {
    toCompany: {
      members: [
        int('id', (company) => company.id),
        text('identifier', (company) => company.identifier),
        text('name', (company) => company.name),
      ],
      href: {
        key: 'company_href',
        path: (row) => `/company/companies/${companies[row]?.id ?? 0}`,
      },
    },
    toContact: namedTarget(contacts, {
      key: 'contact_href',
      path: (contact) => `/company/contacts/${contact.id}`,
    }),
    toSite: namedTarget(sites, {
      key: 'site_href',
      path: (site) => `/company/companies/${companies[site.companyRow]?.id ?? 0}/sites/${site.id}`,
    }),
  }
}
