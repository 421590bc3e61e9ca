import { once } from 'node:events'
import { AppError } from '../kernel/app-error.ts'
import { dayOf } from '../kernel/calendar.ts'
import type { Day } from '../kernel/calendar.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Clock } from '../kernel/clock.ts'
import { silentLog } from '../kernel/log.ts'
import type { Log } from '../kernel/log.ts'
import { createWorld } from './data/create-world.ts'
import type { Size, World } from './entity.ts'
import { streamsOf } from './http/control-door.ts'
import { parseFaultPlan } from './http/fault-plan.ts'
import type { FaultPlan } from './http/fault-plan.ts'
import type { JournalSummary } from './http/journal.ts'
import { serverOf } from './http/server.ts'
import type { Tls } from './http/server.ts'
import { Site } from './http/site.ts'

export type { FaultPlan } from './http/fault-plan.ts'

export interface PracticeOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  readonly clock?: Clock
  readonly faults?: FaultPlan
  readonly log?: Log
  readonly size?: Size
  readonly seed?: number
  /** The day at whose start (UTC) the data ends, `YYYY-MM-DD`. Default: today by the clock. */
  readonly today?: Day
  /** Other data than the generated company. */
  readonly world?: World
  /** Serves HTTPS: some clients of ConnectWise can do nothing else. */
  readonly tls?: Tls
  /** Status for a missing or unknown client ID; installations of ConnectWise differ. Default: 401. */
  readonly clientIdStatus?: 400 | 401 | 403
}

/** A running practice PSA. */
export interface Practice {
  /** `http://127.0.0.1:4190` */
  readonly url: string
  readonly port: number
  /** The site address to type into the product: `127.0.0.1:4190`. */
  readonly siteUrl: string
  readonly world: World
  /** What was asked so far, by whom, how often. */
  requests(): JournalSummary
  /** Replaces the fault plan; throws `AppError` for a plan that is not one. */
  setFaults(plan: FaultPlan): void
  /** Moves the practice clock. */
  advance(seconds: number): void
  /** Cuts every connection and frees the port. */
  close(): Promise<void>
}

/**
 * Starts a practice ConnectWise PSA on the loopback address. Company, members and client ID are those
 * of the documentation. Throws `AppError` when the port is taken or the fault plan is not one.
 */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const {
    port = 0,
    clock = systemClock,
    log = silentLog,
    tls = null,
    clientIdStatus = 401,
  } = options
  const { size = 'small', seed = 1, today = dayOf(clock.now(), 'UTC') } = options
  const world = options.world ?? createWorld({ size, seed, today })
  const site = new Site({ world, clock, log, clientIdStatus })
  const setFaults = (plan: FaultPlan) => site.setFaults(parseFaultPlan(plan, streamsOf(site)))
  setFaults(options.faults ?? {})
  const server = serverOf(site, tls)
  server.listen(port, HOST)
  await once(server, 'listening').catch((cause: unknown) => {
    throw new AppError(`The practice PSA cannot listen on port ${port}.`, {
      code: 'practice-port',
      remedy: 'correct-input',
      hint: 'Choose another port, or 0 for any free one.',
      cause,
    })
  })
  const address = server.address()
  const ownPort = typeof address === 'object' && address ? address.port : port
  return {
    url: `${tls ? 'https' : 'http'}://${HOST}:${ownPort}`,
    port: ownPort,
    siteUrl: `${HOST}:${ownPort}`,
    world,
    requests: () => site.journal.summary(),
    setFaults,
    advance: (seconds) => site.advance(seconds),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Never anything else: the practice PSA gives its keys to whoever asks. */
const HOST = '127.0.0.1'
