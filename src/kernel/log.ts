/** What every layer may say to the operator; pino implements it. Never given secrets or record bodies. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** A log that keeps quiet: for tests and for commands whose answer is their only output. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
