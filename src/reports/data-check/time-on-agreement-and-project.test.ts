import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { timeOnAgreementAndProject } from './time-on-agreement-and-project.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const entry = {
  member_id: 1,
  member_name: 'Ann',
  company_name: 'Acme',
  project_id: 3,
  project_name: 'New server',
  agreement_id: 4,
  agreement_name: 'Care',
  time_start: '2026-11-10T15:00:00Z',
  actual_hours: 2,
  agreement_hours: 1.5,
  hourly_rate: 100,
}

describe('time entries with both agreement and project', () => {
  it('values what the agreement absorbed and shows the wages that go unseen', async () => {
    await workspace.land('members', [{ id: 1, hourly_cost: 40 }])
    await workspace.land('tickets', [{ id: 7, agreement_id: 4 }])
    await workspace.land('time_entries', [
      { ...entry, id: 1 },
      { ...entry, id: 2, agreement_hours: 0 },
      { ...entry, id: 3, agreement_id: null, ticket_id: 7 },
      { ...entry, id: 4, project_id: null },
      { ...entry, id: 5, time_start: '2025-11-22T05:59:00Z' },
    ])
    const answer = await workspace.ask(timeOnAgreementAndProject)
    expect(answer).toMatchObject({
      headline:
        'Agreements absorbed 1.5 hours of project work worth $150, most of it on New server.',
      rows: [
        { time_entry_id: 1, worked_on: '2026-11-10', lost_amount: 150, labor_cost: 80 },
        { time_entry_id: 2, lost_amount: 0 },
      ],
      totals: { hours: 4, agreement_hours: 1.5, lost_amount: 150, labor_cost: 160 },
    })
  })

  it('can leave out entries of which nothing was absorbed', async () => {
    await workspace.land('time_entries', [{ ...entry, id: 2, agreement_hours: 0 }])
    const all = await workspace.ask(timeOnAgreementAndProject)
    expect(all.headline).toBe(
      '1 time entry carries both an agreement and a project; nothing was absorbed so far.',
    )
    const absorbed = await workspace.ask(timeOnAgreementAndProject, { only_absorbed: true })
    expect([absorbed.rows, absorbed.headline]).toEqual([[], null])
  })
})
