import { describe, expect, it } from 'vitest'
import { defineReport } from './define-report.ts'
import { parseParams, type RawParams } from './parse-params.ts'

const report = defineReport({
  id: 'sample',
  title: 'Sample',
  area: 'Data Check',
  question: 'What?',
  reads: [],
  params: {
    from: { type: 'date', label: 'From', default: 'start-of-last-month' },
    to: { type: 'date', label: 'To', default: 'end-of-last-month' },
    days: { type: 'integer', label: 'Days', default: 14, min: 1, max: 365 },
    by: { type: 'choice', label: 'By', default: 'week', choices: ['week', 'month'] },
    company: { type: 'text', label: 'Company', default: '' },
    all: { type: 'boolean', label: 'All', default: false },
  },
  sql: 'select 1',
  columns: {},
  chart: { kind: 'none', x: '', y: [] },
  headline: () => null,
  definition: '',
})

const parse = (raw: RawParams, weekStart = 1) =>
  parseParams(report, raw, { today: '2026-03-01', weekStart })

describe('parameters of a report', () => {
  it('fills in the defaults, moving days by the calendar of the workspace', () => {
    expect(parse({})).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
      days: 14,
      by: 'week',
      company: '',
      all: false,
    })
  })

  it('takes what a query string or a command line can say', () => {
    const raw = {
      from: '2026-01-31',
      to: 'today',
      days: '1',
      by: 'month',
      company: ' O’Hara ',
      all: 'yes',
    }
    expect(parse(raw)).toEqual({
      from: '2026-01-31',
      to: '2026-03-01',
      days: 1,
      by: 'month',
      company: 'O’Hara',
      all: true,
    })
  })

  it('starts a week where the workspace starts it', () => {
    expect(parse({ from: 'start-of-week', to: 'end-of-week' })).toMatchObject({
      from: '2026-02-23',
      to: '2026-03-01',
    })
    expect(parse({ from: 'start-of-week', to: 'end-of-week' }, 0)).toMatchObject({
      from: '2026-03-01',
      to: '2026-03-07',
    })
  })

  it.each([
    [{ from: '2026-02-30' }, 'from', 'a day'],
    [{ from: "2026-01-01'; drop table tickets" }, 'from', 'a day'],
    [{ days: '0' }, 'days', 'from 1 to 365'],
    [{ days: '1.5' }, 'days', 'whole number'],
    [{ by: 'year' }, 'by', 'week, month'],
    [{ by: 'constructor' }, 'by', 'week, month'],
    [{ from: 'toString' }, 'from', 'a day'],
    [{ all: 'perhaps' }, 'all', 'true or false'],
    [{ company: 'x'.repeat(201) }, 'company', '200 characters'],
    [{ company: 'a\0b' }, 'company', 'part of a name'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'to', 'on or after 2026-02-02'],
    [{ colour: 'red' }, 'colour', 'from, to, days, by, company and all'],
    [{ __proto__x: '1' }, '__proto__x', 'from, to'],
  ])('refuses %j, names the parameter and says what it takes', (raw, name, hint) => {
    const error = refusal(raw)
    expect(error).toMatchObject({ code: 'invalid-parameter', remedy: 'correct-input' })
    expect(String(error)).toContain(`"${name}"`)
    expect(error).toMatchObject({ hint: expect.stringContaining(hint) })
  })
})

function refusal(raw: RawParams): unknown {
  try {
    return parse(raw)
  } catch (error) {
    return error
  }
}
