import type { Entity, Field, World } from '../src/practice/entity.ts'
import { type Held, entityOverList, namedTarget } from '../src/practice/data/kit/entity-over.ts'
import { fieldsOver } from '../src/practice/data/kit/fields.ts'

/** A record that a test makes, changes and deletes as it likes; `updatedAt` in seconds since 1970. */
export interface Living extends Held {
  name: string
  hours?: number
  parentId?: number
}

/** A company small enough that a test knows every record of it by heart. */
export interface LivingWorld extends World {
  readonly tickets: Living[]
  readonly boards: Living[]
  readonly companies: Living[]
  readonly sites: Living[]
}

export const record = (id: number, updatedAt: number, more: Partial<Living> = {}): Living => ({
  id,
  updatedAt,
  updatedBy: 'jdoe',
  name: `Record ${id}`,
  ...more,
})

export function livingWorld(bornAt: number): LivingWorld {
  const tickets: Living[] = []
  const boards: Living[] = []
  const companies: Living[] = []
  const sites: Living[] = []
  const entities: Entity[] = [
    entityOverList(tickets, {
      stream: 'tickets',
      path: '/service/tickets',
      title: 'Ticket',
      permission: { module: 'Service Desk', function: 'Service Tickets' },
      fields: fieldsOf(tickets, 'summary'),
    }),
    entityOverList(boards, {
      stream: 'boards',
      path: '/service/boards',
      title: 'Board',
      permission: { module: 'System', function: 'Table Setup' },
      fields: fieldsOf(boards, 'name'),
    }),
    entityOverList(companies, {
      stream: 'companies',
      path: '/company/companies',
      title: 'Company',
      permission: { module: 'Companies', function: 'Company Maintenance' },
      fields: fieldsOf(companies, 'name'),
    }),
    entityOverList(sites, {
      stream: 'sites',
      path: '/company/companies/{parentId}/sites',
      title: 'Site',
      permission: { module: 'Companies', function: 'Company Maintenance' },
      fields: [
        ...fieldsOf(sites, 'name'),
        fieldsOver((row) => sites[row]).ref('company', namedTarget(companies), (site) =>
          companies.findIndex(({ id }) => id === site.parentId),
        ),
      ],
      parent: {
        stream: 'companies',
        rowsOf: (parentId) =>
          sites.flatMap((site, row) =>
            site.parentId === parentId && site.deleted !== true ? [row] : [],
          ),
        parentIdAt: (row) => sites[row]?.parentId ?? -1,
      },
    }),
  ]
  return {
    companyName: 'Living MSP',
    seed: 1,
    size: 'small',
    bornAt,
    entities,
    defects: {},
    edit: () => ({ inserted: {}, updated: {}, deleted: {} }),
    tickets,
    boards,
    companies,
    sites,
  }
}

function fieldsOf(records: readonly Living[], name: string): Field[] {
  const { int, text, dec } = fieldsOver((row) => records[row])
  return [
    int('id', ({ id }) => id),
    text(name, (one) => one.name),
    dec('actualHours', ({ hours }) => hours),
  ]
}
