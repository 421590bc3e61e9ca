/**
 * How long each report takes, beside the same answer in hand-written SQL in the same process:
 * `npm run bench -- reports [--size small|medium|large]`.
 */
import { parseArgs } from 'node:util'
import { endOfDay, startOfDay } from '../src/kernel/calendar.ts'
import type { Size } from '../src/practice/entity.ts'
import type { Report } from '../src/reporting/define-report.ts'
import { runReport } from '../src/reporting/run-report.ts'
import { todayOf, type Viewer } from '../src/reporting/viewer.ts'
import { reports } from '../src/reports/catalogue.ts'
import type { Params, Value } from '../src/store/store.ts'
import { BY_HAND } from './reports-by-hand.ts'
import { openBenchWorkspace } from './reports-workspace.ts'
import { median, writeResult } from './result.ts'

/** Odd, so that the median is a run that happened. */
const ROUNDS = 9

const LIMIT_MS = 300
const LIMIT_RATIO = 1.3

const { size } = parseArgs({
  options: { size: { type: 'string', default: 'small' } },
  // The name of the benchmark stands in front.
  allowPositionals: true,
}).values
if (size !== 'small' && size !== 'medium' && size !== 'large') {
  process.stderr.write('--size is small, medium or large.\n')
  process.exit(2)
}

interface Measured {
  readonly report: string
  readonly rows: number
  readonly ms: number
  readonly byHandMs: number
  readonly ratio: number
}

const measured = await measureAll(size)
const width = Math.max(...measured.map(({ report }) => report.length))
process.stdout.write(`${'report'.padEnd(width)}     rows        ms   by hand   ratio\n`)
for (const { report, rows, ms, byHandMs, ratio } of measured) {
  const cells = [String(rows), ms.toFixed(1), byHandMs.toFixed(1), ratio.toFixed(2)]
  const [count = '', own = '', hand = '', times = ''] = cells
  process.stdout.write(
    `${report.padEnd(width)} ${count.padStart(8)} ${own.padStart(9)} ${hand.padStart(9)} ${times.padStart(7)}\n`,
  )
}
writeResult('reports', {
  size,
  rounds: ROUNDS,
  slowestMs: Math.max(...measured.map(({ ms }) => ms)),
  limitMs: LIMIT_MS,
  worstRatio: Math.max(...measured.map(({ ratio }) => ratio)),
  limitRatio: LIMIT_RATIO,
  reports: measured,
})

async function measureAll(chosen: Size): Promise<Measured[]> {
  const { store, viewer, close } = await openBenchWorkspace(chosen)
  const constants = await constantsOf(viewer)
  const results: Measured[] = []
  try {
    for (const report of reports) {
      const own: number[] = []
      const byHand: number[] = []
      const sql = BY_HAND[report.id]
      if (sql === undefined) throw new Error(`no hand-written SQL for ${report.id}`)
      const params = await paramsOf(viewer, report)
      let rows = 0
      // Taking turns: what disturbs the machine disturbs both.
      for (let round = 0; round < ROUNDS; round += 1) {
        const begun = performance.now()
        rows = (await runReport(viewer, report)).rowCount
        const between = performance.now()
        await store.query(sql, { ...params, ...constants })
        own.push(between - begun)
        byHand.push(performance.now() - between)
      }
      const [ms, byHandMs] = [median(own), median(byHand)]
      results.push({ report: report.id, rows, ms, byHandMs, ratio: ms / byHandMs })
    }
  } finally {
    await close()
  }
  return results
}

/** The report's default parameters, as the engine binds them. */
async function paramsOf(viewer: Viewer, report: Report): Promise<Params> {
  const { params } = await runReport(viewer, report)
  const bound: Record<string, Value> = { ...params, zone: viewer.zone, today: todayOf(viewer) }
  for (const [name, { type }] of Object.entries(report.params)) {
    if (type !== 'date') continue
    bound[`${name}_at`] = startOfDay(String(params[name]), viewer.zone).toISOString()
    bound[`${name}_end_at`] = endOfDay(String(params[name]), viewer.zone).toISOString()
  }
  return bound
}

async function constantsOf({ reader }: Viewer): Promise<Params> {
  const [row] = await reader.query(`
    select (select min(id) from mappings where mapping = 'own_companies') as own,
           (select min(id) from mappings where mapping = 'pto_charge_codes') as pto`)
  return row ?? {}
}
