import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MappingSettings } from '../src/workspace/mapping-settings.ts'
import type { PreviewedChange } from '../src/workspace/preview-settings.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'

const READ = '/api/v1/settings/mappings'
const SAVE = '/api/v1/settings'
const PREVIEW = '/api/v1/settings/preview'

describe('mapping settings', () => {
  let app: ConnectedApp
  beforeAll(async () => {
    app = await startConnectedApp()
    await app.ask('POST', '/api/v1/connections', app.values())
    await app.workspace.sync()
  })
  afterAll(() => app.close())

  const read = () => app.json<MappingSettings>('GET', READ)
  const mappingOf = async (name: string) => {
    const found = (await read()).mappings.find((mapping) => mapping.name === name)
    if (!found) throw new Error(`no mapping ${name}`)
    return found
  }
  const idsOf = async (name: string) => {
    const rows = await app.workspace.sql(`select id from mappings where mapping = '${name}'`, 99)
    return rows.map((row) => row['id'])
  }
  const preview = async (settings: object, reports?: string[]) => {
    const body = { settings, ...(reports && { reports }) }
    const { changes } = await app.json<{ changes: PreviewedChange[] }>('POST', PREVIEW, body)
    return changes
  }

  it('are suggested from the data, with what there is to choose from and how much it is used', async () => {
    const { settings, mappings } = await read()
    expect(settings.reactiveBoardIds).toBeNull()
    expect(mappings).toHaveLength(11)
    for (const { name, source, chosen, suggested, options, title, explains } of mappings) {
      expect([name, source]).toEqual([name, 'suggested'])
      expect(chosen).toEqual(suggested)
      expect(title.length * explains.length).toBeGreaterThan(0)
      const known = new Set(options.map(({ id }) => id))
      expect([name, chosen.filter((id) => !known.has(id))]).toEqual([name, []])
    }
    const boards = await mappingOf('reactive_boards')
    expect(boards.chosen).toEqual(await idsOf('reactive_boards'))
    const counted = boards.options.reduce((sum, { count }) => sum + count, 0)
    const [row] = await app.workspace.sql(
      'select count(*)::integer as n from tickets where deleted_at is null',
      1,
    )
    expect(counted).toBe(row?.['n'])
    const labels = (await mappingOf('prepaid_agreement_types')).options
    const prepaid = (await mappingOf('prepaid_agreement_types')).suggested
    expect(labels.filter(({ id }) => prepaid.includes(id)).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Block Time', 'Monthly Retainer']),
    )
    expect((await mappingOf('waiting_statuses')).options[0]?.label).toMatch(/ · /)
  })

  it('tell which reports read them', async () => {
    const reports = async (name: string) => (await mappingOf(name)).reports.map(({ id }) => id)
    expect(await reports('pto_charge_codes')).toContain('utilization-vs-goal')
    expect(await reports('reactive_boards')).not.toContain('mrr')
    expect(await reports('seat_types')).toEqual([])
  })

  it('are tried without anybody else seeing it', async () => {
    const { settings } = await read()
    const before = await app.workspace.answer('utilization-vs-goal')
    const model = await app.workspace.sql('select * from mappings order by mapping, id', 999)
    const changes = await preview({ ...settings, utilizationGoal: 0.2 })
    expect(changes.map(({ report }) => report)).toContain('utilization-vs-goal')
    expect(await app.workspace.answer('utilization-vs-goal')).toEqual(before)
    expect(await app.workspace.sql('select * from mappings order by mapping, id', 999)).toEqual(
      model,
    )
    expect((await read()).settings).toEqual(settings)
  })

  it('say beforehand exactly what is said after they are saved', async () => {
    const { settings, version } = await read()
    const boards = await mappingOf('reactive_boards')
    const next = {
      ...settings,
      reactiveBoardIds: boards.chosen.slice(0, 1),
      missingTimeThresholdHours: 24,
      holidayListIds: [],
    }
    const reports = ['missing-time', 'kill-rate', 'utilization-vs-goal', 'sla-compliance']
    const changes = await preview(next, reports)
    const told = (id: string) => changes.find(({ report }) => report === id)
    for (const id of reports) {
      expect(told(id)?.before).toBe((await app.workspace.answer(id)).headline)
    }
    const response = await app.ask('PUT', SAVE, next, { 'if-match': `"${version}"` })
    expect([response.status, await response.json()]).toEqual([200, { version: version + 1 }])
    for (const id of reports) {
      expect([id, told(id)?.after]).toEqual([id, (await app.workspace.answer(id)).headline])
    }
    expect(told('missing-time')?.after).not.toBe(told('missing-time')?.before)
    expect(await idsOf('reactive_boards')).toEqual(next.reactiveBoardIds)
    expect((await mappingOf('reactive_boards')).source).toBe('given')
  })

  it('have nothing to tell when nothing would change', async () => {
    expect(await preview((await read()).settings)).toEqual([])
  })

  it('are saved over the version that was looked at, and no other', async () => {
    const { settings, version } = await read()
    const seen = { 'if-match': String(version) }
    const one = await app.ask('PUT', SAVE, { ...settings, currency: 'EUR' }, seen)
    const two = await app.ask('PUT', SAVE, { ...settings, currency: 'CHF' }, seen)
    expect([one.status, two.status]).toEqual([200, 412])
    expect(await two.json()).toMatchObject({ code: 'settings-changed' })
    expect((await read()).settings.currency).toBe('EUR')
    const unseen = await app.ask('PUT', SAVE, settings)
    expect(unseen.status).toBe(400)
    const { rows } = await app.json<{ rows: { detail: { changed: string } }[] }>(
      'GET',
      '/api/v1/audit?action=settings.changed',
    )
    expect(rows[0]?.detail.changed).toBe('currency')
  })

  it.each([
    ['a zone that is none', { timeZone: 'Mars/Base' }, 'timeZone'],
    ['SQL for an id', { reactiveBoardIds: ['1); drop table tickets; --'] }, 'reactiveBoardIds'],
    ['a fraction for an id', { reactiveBoardIds: [1.5] }, 'reactiveBoardIds'],
    [
      'a day that ends before it starts',
      { businessHours: { start: '17:00', end: '08:00', weekdays: [1] } },
      'businessHours',
    ],
    ['a setting that is none', { colour: 'red' }, 'colour'],
    [
      'more ids than there are',
      { ownCompanyIds: Array.from({ length: 6000 }, (_, id) => id) },
      'ownCompanyIds',
    ],
  ])('refuse %s', async (_what, wrong, named) => {
    const { settings, version } = await read()
    const seen = { 'if-match': String(version) }
    const saved = await app.ask('PUT', SAVE, { ...settings, ...wrong }, seen)
    const tried = await app.ask('POST', PREVIEW, { settings: { ...settings, ...wrong } })
    for (const response of [saved, tried]) {
      expect(response.status).toBe(400)
      const problem = (await response.json()) as { code: string; title: string }
      expect(problem.code).toBe('invalid-settings')
      expect(problem.title).toContain(named)
    }
    expect((await read()).version).toBe(version)
  })
})
