/**
 * The first sync of all tickets, landed in DuckDB, against npm's `connectwise-rest` merely fetching
 * them with its own `paginate`: the same practice PSA with the latency of a cloud, each in a process
 * of its own, taking turns. `connectwise-rest` is served over HTTPS: it speaks nothing else.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import https from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import { median, writeResult } from './result.ts'

const SEED = 1
const SIZE = 'medium'
const LATENCY_MS = 50
const CONNECTIONS = 4
const ROUNDS = 3

const KEYS = {
  companyId: 'practice',
  publicKey: 'practicePublic',
  privateKey: 'practicePrivate',
  clientId: '00000000-0000-4000-8000-000000000001',
}

/** What a round's process says of itself. */
interface Round {
  readonly seconds: number
  readonly rows: number
  readonly peakMb: number
}

interface Served {
  readonly plain: string
  readonly secure: string
  readonly cert: string
}

/** Runs the rounds, prints the table, writes `bench/out/tickets.json`; the answer is the same. */
export async function benchTickets(): Promise<Readonly<Record<string, unknown>>> {
  const practice = startRole('serve', [])
  try {
    const served = JSON.parse(await firstLine(practice)) as Served
    const ours: Round[] = []
    const theirs: Round[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await runRole('ours', served))
      theirs.push(await runRole('theirs', served))
    }
    const seconds = {
      ours: median(ours.map((round) => round.seconds)),
      theirs: median(theirs.map((round) => round.seconds)),
    }
    const result = {
      seed: SEED,
      size: SIZE,
      latencyMs: LATENCY_MS,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      rows: ours[0]?.rows,
      rowsOfConnectwiseRest: theirs[0]?.rows,
      seconds: seconds.ours,
      secondsOfConnectwiseRest: seconds.theirs,
      ratio: seconds.theirs / seconds.ours,
      ratioWanted: 5,
      rowsPerSecond: Math.round((ours[0]?.rows ?? 0) / seconds.ours),
      peakMb: Math.max(...ours.map((round) => round.peakMb)),
      peakMbLimit: 400,
      peakMbOfConnectwiseRest: Math.max(...theirs.map((round) => round.peakMb)),
    }
    writeResult('tickets', result)
    return result
  } finally {
    practice.kill('SIGTERM')
    await once(practice, 'exit')
  }
}

const ROLES: Readonly<Record<string, (served: Served) => Promise<void>>> = {
  async serve() {
    const { createWorld } = await import('../src/practice/data/create-world.ts')
    const { startPractice } = await import('../src/practice/start-practice.ts')
    const { selfSigned } = await import('../src/practice/self-signed.test-kit.ts')
    const tls = selfSigned()
    const world = createWorld({ seed: SEED, size: SIZE, today: '2026-11-22' })
    const faults = { latencyMs: LATENCY_MS }
    const plain = await startPractice({ world, faults })
    const secure = await startPractice({ world, faults, tls })
    say({ plain: plain.siteUrl, secure: secure.siteUrl, cert: tls.cert } satisfies Served)
  },

  async ours({ plain }) {
    const { connectPsa } = await import('../src/psa/connect-psa.ts')
    const { openDuckDbStore } = await import('../src/store/duckdb/open-duckdb-store.ts')
    const { streams } = await import('../src/streams/catalogue.ts')
    const { runSync } = await import('../src/sync/run-sync.ts')
    const folder = mkdtempSync(join(tmpdir(), 'bench-tickets-'))
    const psa = connectPsa({
      site: plain,
      allowedHosts: [plain],
      credentials: KEYS,
      clock: systemClock,
      log: silentLog,
      budget: { concurrency: CONNECTIONS, perMinute: 100_000 },
    })
    try {
      const begun = performance.now()
      const store = await openDuckDbStore({ path: join(folder, 'bench.duckdb'), log: silentLog })
      const { runs } = await runSync({
        psa,
        store,
        streams,
        only: ['tickets'],
        clock: systemClock,
        log: silentLog,
        concurrency: CONNECTIONS,
      })
      const ms = performance.now() - begun
      const [run] = runs
      if (run?.outcome !== 'done') throw new Error(JSON.stringify(run))
      const [landed] = await store.query('select count(*)::integer as rows from tickets')
      await store.close()
      sayRound(ms, Number(landed?.['rows']))
    } finally {
      await psa.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },

  async theirs({ secure, cert }) {
    const { ManageAPI } = await import('connectwise-rest')
    https.globalAgent.options.ca = cert
    const manage = new ManageAPI({ ...KEYS, companyUrl: secure, logger: () => {} })
    const begun = performance.now()
    const rows = await manage.paginate(
      (params: object) => manage.ServiceAPI.getServiceTickets(params),
      { pageSize: 1000 },
      {},
    )
    sayRound(performance.now() - begun, rows.length)
    https.globalAgent.destroy()
  },
}

function sayRound(ms: number, rows: number): void {
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  say({ seconds: Math.round(ms) / 1000, rows, peakMb } satisfies Round)
}

function say(document: object): void {
  process.stdout.write(`${JSON.stringify(document)}\n`)
}

function startRole(role: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [import.meta.filename, role, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function runRole(role: string, served: Served): Promise<Round> {
  const child = startRole(role, [JSON.stringify(served)])
  const line = await firstLine(child)
  const round = JSON.parse(line) as Round
  process.stderr.write(`${role}: ${line}\n`)
  if (child.exitCode === null) await once(child, 'exit')
  return round
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (text.includes('\n')) return text.trim()
  }
  throw new Error('a process of the benchmark ended without a word')
}

const [role = '', served] = process.argv.slice(2)
const play = process.argv[1] === import.meta.filename ? ROLES[role] : undefined
if (play)
  await play(
    served === undefined ? { plain: '', secure: '', cert: '' } : (JSON.parse(served) as Served),
  )
else await benchTickets()
