import { AppError } from '../kernel/app-error.ts'
import { exitStatusOf, type ExitStatus } from './exit-status.ts'
import { note, printJson, type Io } from './io.ts'

/**
 * Ends a command that threw: one clear sentence and the next step on standard error, the same as one
 * document when JSON was asked for.
 */
export function reportError(
  io: Io,
  error: unknown,
  options: { readonly json: boolean; readonly debug: boolean },
): ExitStatus {
  const status = exitStatusOf(error)
  const known = error instanceof AppError ? error : null
  const message = known?.message ?? `Something in Cloud Briefing broke: ${messageOf(error)}`
  const hint =
    known?.hint ??
    (known ? null : 'Run it again with BRIEFING_LOG_LEVEL=debug and report the output.')
  if (options.json) {
    printJson(io, {
      error: {
        code: known?.code ?? 'internal',
        message,
        remedy: known?.remedy ?? 'report-bug',
        hint,
      },
    })
  } else {
    note(io, hint === null ? message : `${message}\n${hint}`)
  }
  if (known === null && options.debug) note(io, stackOf(error))
  return status
}

/** Standard output was closed by its reader (`briefing sql … | head`): nothing went wrong. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
