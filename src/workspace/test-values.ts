import type { Config } from '../config/load-config.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import {
  type ConnectionInput,
  type ConnectionTestResult,
  type StageResult,
  testConnection,
} from '../psa/connection-test.ts'
import { reports } from '../reports/catalogue.ts'
import { streams } from '../streams/catalogue.ts'

export interface TestParts {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
}

/**
 * The staged connection test with what this product reads: each stream, and the reports that go
 * without it. Needs no data and stores nothing, so it runs beside a server too.
 */
export function testValues(
  { config, clock, log }: TestParts,
  input: ConnectionInput,
  onStage?: (stage: StageResult) => void,
  workedUntil: Date | null = null,
): Promise<ConnectionTestResult> {
  const subjects = streams.map((stream) => ({
    ...stream,
    reports: reports.filter((report) => report.reads.includes(stream.name)).map(({ id }) => id),
  }))
  return testConnection(input, {
    clock,
    log,
    streams: subjects,
    allowedHosts: config.allowedPsaHosts,
    ...(onStage && { onStage }),
    ...(workedUntil && { workedUntil }),
  })
}
