import pino from 'pino'
import type { Log } from '../kernel/log.ts'

/** Names under which a secret could ever stand in a log line; pino blots them out. */
const SECRET_NAMES = ['privateKey', 'publicKey', 'authorization', 'password', 'token', 'secret']

/** The operator's log: JSON lines on standard error, so that standard output holds answers only. */
export function createLog(level: string): Log {
  const paths = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  return pino({ level, redact: paths, base: null }, pino.destination({ dest: 2, sync: true }))
}
