import type { Entity } from '../entity.ts'

/** What a security role allows of one function: nothing, the member's own records, everything. */
export type Level = 'None' | 'My' | 'All'

/** One line of ConnectWise's security role screen. */
export interface RoleLine {
  readonly module: string
  readonly function: string
  /** True where the screen offers My beside All. */
  readonly hasMy: boolean
}

/** A role as the practice PSA needs it: how much of a line's records its members may read. */
export interface Role {
  readonly id: number
  readonly name: string
  readonly inquire: (line: RoleLine) => Level
}

export const readsEverything: Role = { id: 63, name: 'Read everything', inquire: () => 'All' }

export const withoutFinance: Role = {
  id: 64,
  name: 'No finance',
  inquire: ({ module }) => (module === 'Finance' ? 'None' : 'All'),
}

export const ownRecordsOnly: Role = {
  id: 65,
  name: 'Own records',
  inquire: ({ hasMy }) => (hasMy ? 'My' : 'All'),
}

/** All lines of a role: those below and any that an entity names beyond them. */
export function roleLines(entities: readonly Entity[]): readonly RoleLine[] {
  const lines = Object.entries(FUNCTIONS).flatMap(([module, functions]) =>
    functions.map((name) => ({ module, function: name, hasMy: WITH_MY.includes(name) })),
  )
  for (const { permission } of entities) {
    const isKnown = lines.some((line) => isLine(line, permission))
    if (!isKnown) lines.push({ ...permission, hasMy: WITH_MY.includes(permission.function) })
  }
  return lines
}

/** How much a role reads of what an entity's line opens. */
export function levelOf(role: Role, permission: Entity['permission']): Level {
  return role.inquire({ ...permission, hasMy: WITH_MY.includes(permission.function) })
}

/** A row of `/system/mySecurity`, as its schema has it. */
export function securityRow(line: RoleLine, level: Level, index: number): object {
  return {
    id: index + 1,
    addLevel: 'None',
    editLevel: 'None',
    deleteLevel: 'None',
    inquireLevel: level,
    moduleFunctionName: line.function,
    moduleFunctionDescription: line.function,
    myAllFlag: line.hasMy,
    moduleFunctionIdentifier: identifierOf(line.function),
    reportFlag: line.function === 'Reports',
    restrictFlag: false,
    customFlag: CUSTOMIZED.includes(line.function),
    moduleDescription: line.module,
    moduleIdentifier: identifierOf(line.module),
    moduleName: line.module,
    sortOrder: index + 1,
  }
}

function isLine(line: RoleLine, permission: Entity['permission']): boolean {
  return line.module === permission.module && line.function === permission.function
}

/** `Time & Expense` is `TimeAndExpense`, `Close Service Tickets` is `CloseServiceTickets`. */
function identifierOf(name: string): string {
  return name.replaceAll('&', 'And').replaceAll(/[^A-Za-z]/g, '')
}

/** The modules and functions of the security role screen that guides of ConnectWise and of vendors name. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  Companies: [
    'Company Maintenance',
    'Company/Contact Group Maintenance',
    'Configurations',
    'Configurations - Display Passwords',
    'Contacts',
    'CRM/Sales Activities',
    'Manage Attachments',
    'Notes',
    'Reports',
    'Team Members',
    'Tracks',
  ],
  Finance: [
    'Accounting Interface',
    'Agreement Invoicing',
    'Agreement Sales',
    'Agreements',
    'Billing View Expense',
    'Billing View Products',
    'Billing View Time',
    'Company Finance',
    'Invoicing',
    'Reports',
  ],
  Marketing: ['Marketing Management', 'Reports'],
  Procurement: [
    'Inventory',
    'Inventory Adjustments',
    'Product Catalog',
    'Products',
    'Purchase Orders',
    'Purchasing Approvals',
    'RMA',
    'Reports',
  ],
  Project: [
    'Close Project Tickets',
    'Project Billing',
    'Project Headers',
    'Project Phase',
    'Project Product',
    'Project Scheduling',
    'Project Teams',
    'Project Tickets',
    'Reports',
  ],
  Sales: ['Closed Opportunity', 'Opportunity', 'Sales Funnel', 'Sales Orders', 'Reports'],
  'Service Desk': [
    'Change Approvals',
    'Close Service Tickets',
    'Merge Tickets',
    'Resource Scheduling',
    'Service Tickets',
    'Service Ticket - Dependencies',
    'SLA Dashboard',
    'Reports',
  ],
  System: [
    'API Reports',
    'Mass Maintenance',
    'Member Maintenance',
    'My Account',
    'My Company',
    'Security Roles',
    'Table Setup',
    'Reports',
  ],
  'Time & Expense': [
    'Expense Approvals',
    'Expense Billable Option',
    'Expense Entry',
    'Time Approvals',
    'Time Entry',
    'Time Entry Billable Option',
    'Reports',
  ],
}

/** Functions whose records belong to a member. */
const WITH_MY: readonly string[] = [
  'CRM/Sales Activities',
  'Close Project Tickets',
  'Close Service Tickets',
  'Closed Opportunity',
  'Expense Entry',
  'Opportunity',
  'Project Headers',
  'Project Tickets',
  'Resource Scheduling',
  'Service Tickets',
  'Time Entry',
]

/** Functions with a Customize link behind them. */
const CUSTOMIZED: readonly string[] = [
  'Agreements',
  'Configurations',
  'My Account',
  'Reports',
  'Resource Scheduling',
  'Table Setup',
]
