/**
 * A process that syncs until somebody kills it: `node kill-sync-child.ts SITE FILE STREAM…`.
 * Says `begun` when the sync starts and `done` when it has ended well.
 */
import { systemClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import { streams } from '../src/streams/catalogue.ts'
import { runSync } from '../src/sync/run-sync.ts'
import { connectTo } from './sync-kit.ts'

const [site = '', path = '', ...names] = process.argv.slice(2)
const psa = connectTo(site)
const store = await openDuckDbStore({ path, log: silentLog })
process.stdout.write('begun\n')
const report = await runSync({
  psa,
  store,
  streams: streams.filter(({ name }) => names.includes(name)),
  clock: systemClock,
  log: silentLog,
})
await store.close()
await psa.close()
const faults = report.runs.filter(({ outcome }) => !['done', 'skipped'].includes(outcome))
process.stdout.write(faults.length === 0 ? 'done\n' : `${JSON.stringify(faults)}\n`)
