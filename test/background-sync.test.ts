import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Hono } from 'hono'
import { syncEventsRoutes } from '../src/http/sync-events-routes.ts'
import { systemClock } from '../src/kernel/clock.ts'
import type { ConnectionView } from '../src/workspace/describe-connection.ts'
import { startSchedule } from '../src/workspace/start-schedule.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'

const API = '/api/v1/connections'

async function connect(app: ConnectedApp): Promise<string> {
  await app.ask('POST', API, app.values())
  return (await only(app)).id
}

async function only(app: ConnectedApp): Promise<ConnectionView> {
  const { connections } = await app.json<{ connections: ConnectionView[] }>('GET', API)
  if (connections[0] === undefined) throw new Error('nothing is connected')
  return connections[0]
}

interface Seen {
  readonly event: string
  readonly data: Record<string, unknown>
}

/** Reads events until one of this name has come, then lets go. */
async function eventsUntil(response: Response, last: string): Promise<Seen[]> {
  const seen: Seen[] = []
  const reader = response.body?.getReader()
  if (reader === undefined) return seen
  const decoder = new TextDecoder()
  let text = ''
  while (seen.at(-1)?.event !== last) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1]
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (event && data) seen.push({ event, data: JSON.parse(data) })
    }
  }
  await reader.cancel()
  return seen
}

describe('a sync in the background', () => {
  let app: ConnectedApp
  let id: string
  beforeAll(async () => {
    app = await startConnectedApp()
    id = await connect(app)
  })
  afterAll(() => app.close())
  afterEach(() => app.practice.setFaults({}))

  it('is begun by one click, and a second one is told so', async () => {
    app.practice.setFaults({ latencyMs: 5 })
    const first = await app.ask('POST', `${API}/${id}/sync`)
    expect(first.status).toBe(202)
    const { runId } = (await first.json()) as { runId: string }
    const second = await app.ask('POST', `${API}/${id}/sync`)
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'sync-running' }])
    expect(await app.workspace.maySync()).toBe(false)

    // Who comes in the middle is told where it is, and both see it end.
    const watchers = await Promise.all([
      app.ask('GET', '/api/v1/sync/events').then((answer) => eventsUntil(answer, 'done')),
      app.ask('GET', '/api/v1/sync/events').then((answer) => eventsUntil(answer, 'done')),
    ])
    for (const events of watchers) {
      expect(events.find(({ event }) => event === 'started')?.data).toEqual({ runId })
      const streams = events.filter(({ event }) => event === 'progress')
      expect(new Set(streams.map(({ data }) => data['stream'])).size).toBe(35)
      expect(events.at(-1)).toMatchObject({ event: 'done', data: { runId } })
    }
    expect((await app.json<{ id: string }[]>('GET', '/api/v1/sync/runs'))[0]?.id).toBe(runId)
    const idle = await eventsUntil(await app.ask('GET', '/api/v1/sync/events'), 'idle')
    expect(idle).toEqual([{ event: 'idle', data: {} }])
  })

  it('is stopped at its next page, keeps what it has, and is begun again', async () => {
    app.practice.setFaults({ latencyMs: 50 })
    await app.ask('POST', `${API}/${id}/sync`)
    expect(await app.json('POST', `${API}/${id}/sync/cancel`)).toEqual({ cancelled: true })
    expect(await app.json('POST', `${API}/${id}/sync/cancel`)).toEqual({ cancelled: false })
    const runs = await app.json<{ runs: { outcome: string }[] }[]>('GET', '/api/v1/sync/runs')
    expect(runs[0]?.runs.some((run) => run.outcome === 'cancelled')).toBe(true)
    app.practice.setFaults({})
    const report = await app.workspace.sync()
    expect(report.runs.every((run) => ['done', 'skipped'].includes(run.outcome))).toBe(true)
  })

  it('keeps the line open, and lets go of it with its listener or in time', async () => {
    const parts = { workspace: app.workspace, config: app.config, clock: systemClock }
    const routes = new Hono().route(
      '/',
      syncEventsRoutes(parts, { heartbeatMs: 10, lifetimeMs: 100 }),
    )
    const text = await (await routes.request('/sync/events')).text()
    expect(text).toMatch(/^event: idle\n/)
    expect(text.match(/^: here$/gm)?.length).toBeGreaterThan(2)
  })

  it('notes whose use of the keys it was', async () => {
    const { rows } = await app.json<{ rows: { actor: string; subject: string }[] }>(
      'GET',
      '/api/v1/audit?action=keys.used',
    )
    expect(rows.length).toBeGreaterThan(1)
    expect(rows[0]).toMatchObject({ actor: 'system', subject: (await only(app)).name })
  })
})

describe('keys that ConnectWise refuses', () => {
  let app: ConnectedApp
  let id: string
  beforeEach(async () => {
    app = await startConnectedApp()
    id = await connect(app)
    await app.workspace.sync({ only: ['tickets'] })
    await app.revokeKeys()
    const report = await app.workspace.sync()
    expect(report.stoppedBy?.code).toBe('AUTH-401')
  })
  afterEach(() => app.close())

  it('pause the schedule, also after a restart of it, and the data stays', async () => {
    const paused = await only(app)
    expect(paused).toMatchObject({ state: 'paused', hasKeys: true })
    expect(paused.pausedBecause).toMatch(/key/i)
    const asked = app.practice.requests().total
    const schedule = startSchedule(app.workspace, () => undefined)
    await schedule.stop()
    expect(app.practice.requests().total).toBe(asked)
    expect((await app.workspace.answer('open-tickets')).rows.length).toBeGreaterThan(0)
  })

  it('stay paused by a test that says since when, and go on with new ones', async () => {
    expect(await app.json('POST', `${API}/${id}/test`)).toMatchObject({ code: 'AUTH-LATER' })
    expect((await only(app)).state).toBe('paused')
    const { publicKey, privateKey } = app.values()
    await app.ask('PATCH', `${API}/${id}`, { publicKey, privateKey })
    expect(await only(app)).toMatchObject({ state: 'ready', pausedBecause: null })
    expect(await app.workspace.maySync()).toBe(true)
  })

  it('are tried once more by Sync now, and paused again', async () => {
    const watched = await app.ask('GET', '/api/v1/sync/events')
    const response = await app.ask('POST', `${API}/${id}/sync`)
    expect(response.status).toBe(202)
    const events = await eventsUntil(watched, 'done')
    expect(events.at(-1)?.data).toMatchObject({ stoppedBy: { code: 'AUTH-401' } })
    expect((await only(app)).state).toBe('paused')
  })
})
