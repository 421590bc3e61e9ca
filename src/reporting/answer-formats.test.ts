import { describe, expect, it } from 'vitest'
import type { Row } from '../store/store.ts'
import { answerAsCsv } from './answer-as-csv.ts'
import { answerAsTable } from './answer-as-table.ts'
import type { Answer } from './answer.ts'

function answerOf(rows: readonly Row[], rest: Partial<Answer> = {}): Answer {
  return {
    report: {
      id: 'sample',
      title: 'Sample',
      area: 'Data Check',
      question: 'Who?',
      definition: '',
      chart: { kind: 'none', x: 'name', y: [] },
    },
    params: {},
    asOf: '2026-11-22T12:00:00Z',
    freshness: [],
    headline: null,
    kpis: [],
    columns: [
      { name: 'name', label: 'Name', format: 'text' },
      { name: 'id', label: 'Id', format: 'text', hidden: true },
      { name: 'amount', label: 'Amount', format: 'money' },
    ],
    rows,
    totals: null,
    rowCount: rows.length,
    truncated: false,
    links: { self: '/reports/sample', record: null },
    ...rest,
  }
}

const nameIn = (name: string) =>
  answerAsCsv(answerOf([{ name, id: 1, amount: 1 }])).split('\r\n')[1]

describe('an answer as CSV', () => {
  it('quotes commas, quotes and line breaks, and leaves hidden columns out', () => {
    const csv = answerAsCsv(answerOf([{ name: 'a "b", c\nd', id: 1, amount: 12.5 }]))
    expect(csv).toBe('name,amount\r\n"a ""b"", c\nd",12.5\r\n')
  })

  it.each([
    ['=1+1', `"'=1+1",1`],
    ['+49 30 1234', `"'+49 30 1234",1`],
    ['-2+3', `"'-2+3",1`],
    ['@SUM(A1)', `"'@SUM(A1)",1`],
    ['\t=1', `"'\t=1",1`],
    ['  =1', `"'  =1",1`],
    ['＝1', `"'＝1",1`],
    ['a=1', 'a=1,1'],
    ['-', `"'-",1`],
    ['-9007199254740993', '-9007199254740993,1'],
  ])('takes the formula out of %j', (name, line) => {
    expect(nameIn(name)).toBe(line)
  })

  it('keeps negative numbers numbers', () => {
    expect(answerAsCsv(answerOf([{ name: 'a', id: 1, amount: -12.5 }]))).toContain('a,-12.5\r\n')
  })

  it('says how much of a cut answer it holds', () => {
    const cut = answerOf([{ name: 'a', id: 1, amount: null }], { rowCount: 1200, truncated: true })
    expect(answerAsCsv(cut)).toBe('name,amount\r\na,\r\n"1 of 1,200 rows"\r\n')
  })
})

describe('an answer as a table', () => {
  it('aligns, totals and names what is stale', () => {
    const table = answerAsTable(
      answerOf(
        [
          { name: 'Acme', id: 1, amount: 1500 },
          { name: 'Bolt', id: 2, amount: -20 },
        ],
        {
          headline: 'Two clients.',
          totals: { name: 'Total', amount: 1480 },
          freshness: [
            {
              stream: 'tickets',
              title: 'tickets',
              coveredUntil: null,
              rows: 0,
              state: 'stale',
              note: 'The copy of tickets is 2 days old.',
            },
          ],
        },
      ),
    )
    expect(table).toBe(`Sample
Who?

Two clients.

Name   Amount
─────────────
Acme   $1,500
Bolt     −$20
─────────────
Total  $1,480

The copy of tickets is 2 days old.
`)
  })

  it('lets no name move the cursor, and cuts lines to the terminal', () => {
    const rows = [{ name: `\u001b[31mred\r\n${'x'.repeat(60)}`, id: 1, amount: 1 }]
    const table = answerAsTable(answerOf(rows), { width: 20 })
    expect(table).not.toMatch(/[^\P{Cc}\n]/u)
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(20)
  })

  it('says when there is nothing', () => {
    expect(answerAsTable(answerOf([]))).toContain('No rows.')
  })
})
