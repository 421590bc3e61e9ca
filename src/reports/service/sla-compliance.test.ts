import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { slaCompliance } from './sla-compliance.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => {
  workspace = await openWorkspaceOfRows()
  await workspace.land('slas', [
    { id: 1, name: 'Standard', respond_hours: 1, plan_within: 4, resolution_hours: 8 },
    { id: 2, name: 'Best effort', respond_hours: 0 },
  ])
})
afterEach(() => workspace.close())

const done = '2026-11-18T15:00:00Z'
const ticket = { sla_id: 1, priority_name: 'High', company_name: 'Finch', board_name: 'Help Desk' }

describe('SLA compliance', () => {
  it('keeps a promise exactly on the goal and breaks it a minute later', async () => {
    await workspace.land('tickets', [
      { ...ticket, id: 1, date_responded: done, respond_minutes: 60 },
      { ...ticket, id: 2, date_responded: done, respond_minutes: 61 },
    ])
    expect((await workspace.ask(slaCompliance)).rows).toMatchObject([
      { grouped_by: 'High', response_measured: 2, response_met: 1, response_share: 0.5 },
    ])
  })

  it('adds skipped minutes to the stage that was skipped, and waiting to none', async () => {
    await workspace.land('tickets', [
      {
        ...ticket,
        id: 1,
        date_responded: done,
        date_resplan: done,
        date_resolved: done,
        respond_minutes: 40,
        responded_skipped_minutes: 21,
        res_plan_minutes: 100,
        resplan_skipped_minutes: 101,
        resolve_minutes: 340,
        minutes_waiting: 5000,
      },
    ])
    // 40 + 21 > 60; 100 + 101 + 40 > 240; 340 + 100 + 40 = 480 = 8 hours.
    expect((await workspace.ask(slaCompliance)).rows).toMatchObject([
      { response_met: 0, plan_measured: 1, plan_met: 0, resolution_measured: 1, resolution_met: 1 },
    ])
  })

  it('measures nothing without a date, a goal above zero, an SLA or minutes', async () => {
    await workspace.land('tickets', [
      { ...ticket, id: 1, respond_minutes: 9 },
      { ...ticket, id: 2, sla_id: 2, date_responded: done, respond_minutes: 0 },
      { ...ticket, id: 3, sla_id: null, date_responded: done, respond_minutes: 9 },
      { ...ticket, id: 4, date_responded: done },
      { ...ticket, id: 5, sla_id: 99, date_responded: done, respond_minutes: 9 },
    ])
    expect(await workspace.ask(slaCompliance)).toMatchObject({ rows: [], headline: null })
  })

  it('counts each stage by its own local day', async () => {
    await workspace.land('tickets', [
      {
        ...ticket,
        id: 1,
        date_responded: '2026-11-18T05:59:59Z',
        respond_minutes: 10,
        date_resolved: '2026-11-19T05:59:59Z',
        resolve_minutes: 10,
      },
    ])
    const day = { from: '2026-11-18', to: '2026-11-18' }
    expect((await workspace.ask(slaCompliance, day)).rows).toMatchObject([
      { response_measured: 0, response_share: null, resolution_measured: 1, resolution_share: 1 },
    ])
  })

  it('groups by priority, client or board, and names the weakest', async () => {
    const resolved = { date_responded: done, date_resolved: done, respond_minutes: 5 }
    await workspace.land('tickets', [
      { ...ticket, ...resolved, id: 1, resolve_minutes: 10 },
      {
        ...ticket,
        ...resolved,
        id: 2,
        resolve_minutes: 9000,
        priority_name: 'Low',
        company_name: 'Orchard',
      },
    ])
    const answer = await workspace.ask(slaCompliance)
    expect(answer.rows.map((row) => row['grouped_by'])).toEqual(['High', 'Low'])
    expect(answer.totals).toMatchObject({ resolution_measured: 2, resolution_share: 0.5 })
    expect(answer.headline).toBe(
      '100 % of responses and 50 % of resolutions came in time; Low is weakest, with 0 % resolved in time.',
    )
    const clients = await workspace.ask(slaCompliance, { group_by: 'client', company: 'finch' })
    expect(clients.rows.map((row) => row['grouped_by'])).toEqual(['Finch'])
  })
})
