import type { Entity } from '../entity.ts'
import { apiMemberRecord } from './api-members.ts'
import type { ApiMember } from './api-members.ts'
import { levelOf, roleLines, securityRow } from './roles.ts'
import { tableEntity } from './table.ts'

/** Lists that the practice PSA serves without the world's help. */
export function ownTables(members: readonly ApiMember[]): readonly Entity[] {
  const records = members.map(apiMemberRecord).sort((a, b) => a.id - b.id)
  const tables = [
    {
      stream: 'api_members',
      path: '/system/apiMembers',
      title: 'ApiMember',
      permission: { module: 'System', function: 'Member Maintenance' },
      records,
    },
    {
      stream: 'callbacks',
      path: '/system/callbacks',
      title: 'CallbackEntry',
      permission: { module: 'System', function: 'Table Setup' },
      records: [],
    },
  ]
  return tables.map(tableEntity)
}

/** What a member reads about its own rights; every member may. */
export function personalTables(entities: readonly Entity[], member: ApiMember): readonly Entity[] {
  const permission = { module: 'System', function: 'My Account' }
  const reference = { id: member.id, identifier: member.identifier, name: member.name }
  const rows = roleLines(entities).map((line, index) => ({
    ...securityRow(line, member.role.inquire(line), index),
    id: index + 1,
    member: reference,
  }))
  const mySecurity = {
    stream: 'my_security',
    path: '/system/mySecurity',
    title: 'MySecurity',
    permission,
    records: rows,
  }
  const customizeItems = {
    stream: 'my_security_customize_items',
    path: '/system/mySecurity/customizeItems',
    title: 'MySecurityCustomizeItem',
    permission,
    records: CUSTOMIZE_ITEMS.filter(({ line }) => levelOf(member.role, line) !== 'None').map(
      ({ customizeIdentifier, itemIdentifier }, index) => ({
        id: index + 1,
        customizeIdentifier,
        itemIdentifier,
      }),
    ),
  }
  return [tableEntity(mySecurity), tableEntity(customizeItems)]
}

const TABLE_SETUP = { module: 'System', function: 'Table Setup' }
const AGREEMENTS = { module: 'Finance', function: 'Agreements' }
const CONFIGURATIONS = { module: 'Companies', function: 'Configurations' }

/** What the Customize links of the role allow: the tables that vendors' guides tell people to allow. */
const CUSTOMIZE_ITEMS: readonly {
  readonly line: { readonly module: string; readonly function: string }
  readonly customizeIdentifier: string
  readonly itemIdentifier: string
}[] = [
  ...[
    'Company/Company Status',
    'Company/Company Type',
    'Company/Configuration',
    'Company/Configuration Status',
    'Invoicing/Billing Cycle',
    'Service/Priority',
    'Service/Service Board',
    'Service/Source',
    'Time/Work Role',
    'Time/Work Type',
  ].map((itemIdentifier) => ({
    line: TABLE_SETUP,
    customizeIdentifier: 'SystemTableSetup',
    itemIdentifier,
  })),
  { line: AGREEMENTS, customizeIdentifier: 'FinanceAgreements', itemIdentifier: 'All' },
  { line: CONFIGURATIONS, customizeIdentifier: 'CompanyConfigurations', itemIdentifier: 'All' },
]
