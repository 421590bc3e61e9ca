import type { Entity, Field, FieldKind, World } from '../entity.ts'

/** Seconds of an ISO instant. */
const at = (iso: string): number => Date.parse(iso) / 1000

export const BORN = at('2026-11-22T12:00:00Z')

interface Ticket {
  readonly id: number
  readonly summary: string
  readonly boardId: number
  readonly companyId: number
  readonly ownerId: number | undefined
  readonly hours: number
  readonly severity: string
  readonly closed: boolean
  readonly dateEntered: number
  updated: number
  live: boolean
  readonly region: string | null
}

/** Thirty tickets with ids 10, 20 … 300; every board, company and owner has some. */
function makeTickets(count: number): Ticket[] {
  return Array.from({ length: count }, (_, index) => ({
    id: (index + 1) * 10,
    summary: SUMMARIES[index] ?? `Ticket number ${index}`,
    boardId: (index % 3) + 1,
    companyId: (index % 2) + 1,
    ownerId: index % 5 === 0 ? undefined : (index % 2) + 100,
    hours: index / 4,
    severity: ['Low', 'Medium', 'High'][index % 3] ?? 'Low',
    closed: index % 4 === 0,
    dateEntered: at('2026-01-01T00:00:00Z') + index * 86_400,
    updated: at('2026-11-01T00:00:00Z') + index * 3600,
    live: true,
    region: index % 3 === 0 ? 'North' : null,
  }))
}

const SUMMARIES = [
  'Printer [3rd floor] is "down"',
  'VPN 100% broken',
  'Müller can\u2019t log in 🙂',
]

/** A world small enough to know by heart: tickets, boards, companies, members, agreements, time. */
export function tinyWorld(tickets = 30): World {
  const rows = makeTickets(tickets)
  const held = listOf(
    [
      { id: 1, identifier: 'jdoe', name: 'Jane' },
      { id: 2, identifier: 'bsmith', name: 'Bob' },
    ],
    { stream: 'members', path: '/system/members', title: 'Member' },
    { module: 'System', function: 'Member Maintenance' },
  )
  const agreements = listOf(
    [
      { id: 1, name: 'Gold' },
      { id: 2, name: 'Silver' },
    ],
    { stream: 'agreements', path: '/finance/agreements', title: 'Agreement' },
    { module: 'Finance', function: 'Agreements' },
  )
  const additions = [
    { id: 5, name: 'Seats', parentId: 1 },
    { id: 6, name: 'Backup', parentId: 2 },
    { id: 7, name: 'Antivirus', parentId: 1 },
  ]
  return {
    companyName: 'Practice MSP',
    seed: 1,
    size: 'small',
    bornAt: BORN,
    entities: [
      ticketEntity(rows),
      listOf(
        [
          { id: 1, name: 'Help Desk' },
          { id: 2, name: 'Alerts' },
          { id: 3, name: 'Field' },
        ],
        { stream: 'boards', path: '/service/boards', title: 'Board' },
        { module: 'System', function: 'Table Setup' },
      ),
      {
        ...listOf(
          [
            { id: 1, identifier: 'Acme', name: 'Acme Inc.' },
            { id: 2, identifier: 'Wing', name: 'Wingtip' },
          ],
          { stream: 'companies', path: '/company/companies', title: 'Company' },
          { module: 'Companies', function: 'Company Maintenance' },
        ),
        scope: { locationId: (row) => (row === 0 ? 11 : 12) },
      },
      listOf(
        [
          { id: 11, name: 'Tampa' },
          { id: 12, name: 'Austin' },
        ],
        { stream: 'locations', path: '/system/locations', title: 'Location' },
        { module: 'System', function: 'My Company' },
      ),
      held,
      agreements,
      {
        ...listOf(
          additions,
          {
            stream: 'additions',
            path: '/finance/agreements/{parentId}/additions',
            title: 'Addition',
          },
          { module: 'Finance', function: 'Agreements' },
        ),
        parent: {
          stream: 'agreements',
          rowsOf: (parentId) => [0, 1, 2].filter((row) => additions[row]?.parentId === parentId),
          parentIdAt: (row) => additions[row]?.parentId ?? -1,
        },
      },
      {
        ...listOf(
          [
            { id: 1, name: 'a' },
            { id: 2, name: 'b' },
          ],
          { stream: 'time_entries', path: '/time/entries', title: 'TimeEntry' },
          { module: 'Time & Expense', function: 'Time Entry' },
        ),
        scope: { memberId: (row) => 101 + row },
        hasCount: false,
      },
    ],
    defects: { 'missing-time': 2 },
    edit({ deletes, updates }, now) {
      const dead = rows.slice(0, deletes)
      for (const row of dead) row.live = false
      const changed = rows.slice(deletes, deletes + updates)
      for (const row of changed) row.updated = now
      return {
        inserted: {},
        updated: { tickets: changed.map(({ id }) => id) },
        deleted: { tickets: dead.map(({ id }) => id) },
      }
    },
  }
}

function ticketEntity(rows: readonly Ticket[]): Entity {
  const field = (
    name: string,
    kind: FieldKind,
    get: (ticket: Ticket) => string | number | boolean | undefined,
  ) => ({ name, kind, get: (row: number) => pick(rows, row, get) })
  const boardId = (row: number) => pick(rows, row, (one) => one.boardId)
  const fields: readonly Field[] = [
    field('id', 'int', (one) => one.id),
    field('summary', 'text', (one) => one.summary),
    {
      ...field('recordType', 'enum', () => 'ServiceTicket'),
      values: ['ServiceTicket', 'ProjectTicket'],
    },
    {
      name: 'board',
      kind: 'ref',
      members: [
        field('id', 'int', (one) => one.boardId),
        field('name', 'text', (one) => ['', 'Help Desk', 'Alerts', 'Field'][one.boardId]),
      ],
      href: { key: 'board_href', path: (row) => `/service/boards/${boardId(row)}` },
    },
    {
      name: 'owner',
      kind: 'ref',
      members: [field('id', 'int', (one) => one.ownerId)],
      emptyAsObject: true,
    },
    { name: 'site', kind: 'ref', members: [field('id', 'int', () => undefined)] },
    { ...field('severity', 'enum', (one) => one.severity), values: ['Low', 'Medium', 'High'] },
    field('actualHours', 'dec', (one) => one.hours),
    field('closedFlag', 'bool', (one) => one.closed),
    field('requiredDate', 'day', (one) => (one.closed ? undefined : at('2026-02-03T00:00:00Z'))),
    { ...field('secret', 'text', () => 'x'), filterable: false },
    {
      name: 'types',
      kind: 'list',
      items: (row) => [
        { id: 1, name: 'Client', primary: true },
        {
          id: row + 2,
          name: row % 2 === 0 ? 'Vendor' : 'Prospect',
          primary: false,
          _info: { type_href: '/company/companies/types/2' },
        },
      ],
      itemFields: [
        { name: 'id', kind: 'int' },
        { name: 'name', kind: 'text' },
        { name: 'primary', kind: 'bool' },
      ],
    },
    {
      name: 'customFields',
      kind: 'list',
      items: (row) => [
        { id: 1, caption: 'Region', value: rows[row]?.region ?? null },
        { id: 2, caption: 'Seats', value: row },
      ],
      itemFields: [
        { name: 'caption', kind: 'text' },
        { name: 'value', kind: 'text' },
      ],
    },
  ]
  return {
    stream: 'tickets',
    path: '/service/tickets',
    title: 'Ticket',
    permission: { module: 'Service Desk', function: 'Service Tickets' },
    fields,
    info: {
      lastUpdated: (row) => rows[row]?.updated,
      updatedBy: () => 'jdoe',
      dateEntered: (row) => rows[row]?.dateEntered,
      hrefs: (row) => ({ notes_href: `/service/tickets/${rows[row]?.id ?? 0}/notes` }),
    },
    hasCount: true,
    size: () => rows.length,
    idAt: (row) => rows[row]?.id ?? -1,
    isLive: (row) => rows[row]?.live ?? false,
    scope: {
      boardId,
      locationId: (row) => (pick(rows, row, (one) => one.companyId) === 1 ? 11 : 12),
      memberId: (row) => pick(rows, row, (one) => one.ownerId),
    },
  }
}

function pick<T, V>(rows: readonly T[], row: number, get: (one: T) => V): V | undefined {
  const one = rows[row]
  return one === undefined ? undefined : get(one)
}

function listOf(
  rows: readonly { readonly id: number; readonly name: string; readonly identifier?: string }[],
  place: Pick<Entity, 'stream' | 'path' | 'title'>,
  permission: Entity['permission'],
): Entity {
  const text = (name: string) => ({
    name,
    kind: 'text' as const,
    get: (row: number) => {
      const value: unknown = rows[row] && Reflect.get(rows[row], name)
      return typeof value === 'string' ? value : undefined
    },
  })
  return {
    ...place,
    permission,
    fields: [
      { name: 'id', kind: 'int', get: (row) => rows[row]?.id },
      text('identifier'),
      text('name'),
    ],
    info: null,
    hasCount: true,
    size: () => rows.length,
    idAt: (row) => rows[row]?.id ?? -1,
    isLive: () => true,
  }
}
