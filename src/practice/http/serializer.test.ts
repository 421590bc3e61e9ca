import { describe, expect, it } from 'vitest'
import type { Entity } from '../entity.ts'
import { compileSerializer } from './serializer.ts'

const boards = [
  { id: 1, name: 'Help Desk' },
  { id: 2, name: 'Alerts' },
]

/** Four tickets on two boards, two of them without one. */
const tickets: Entity = {
  stream: 'tickets',
  path: '/service/tickets',
  title: 'Ticket',
  permission: { module: 'Service Desk', function: 'Service Tickets' },
  fields: [
    { name: 'id', kind: 'int', get: (row) => row + 1 },
    {
      name: 'board',
      kind: 'ref',
      members: [
        { name: 'id', kind: 'int', get: (row) => boards[row]?.id },
        { name: 'name', kind: 'text', get: (row) => boards[row]?.name },
      ],
      href: { key: 'board_href', path: (row) => `/service/boards/${boards[row]?.id}` },
    },
  ],
  info: null,
  hasCount: true,
  size: () => 4,
  idAt: (row) => row + 1,
  isLive: () => true,
}

describe('writing a record', () => {
  it('forgets a reference that it has written before when its name or the address changes', () => {
    const write = compileSerializer(tickets, null)
    const board = (name: string, base: string) =>
      `{"id":1,"board":{"id":1,"name":"${name}","_info":{"board_href":"${base}/service/boards/1"}}}`
    expect(write(0, 'http://a')).toBe(board('Help Desk', 'http://a'))
    expect(write(0, 'http://a')).toBe(board('Help Desk', 'http://a'))
    expect(write(0, 'http://b')).toBe(board('Help Desk', 'http://b'))
    boards[0] = { id: 1, name: 'Service "Desk"' }
    expect(write(0, 'http://b')).toBe(board('Service \\"Desk\\"', 'http://b'))
    expect(write(1, 'http://b')).toContain('"name":"Alerts"')
    expect(write(2, 'http://b')).toBe('{"id":3}')
  })
})
