import { AppError } from '../kernel/app-error.ts'
import type { Psa } from '../psa/psa.ts'

/** What stops all streams at once: the caller, or a fault that none of them can get past. */
export interface SyncStop {
  readonly signal: AbortSignal
  /** Set once a fault has stopped everything. */
  readonly fault: AppError | null
  /** Stops everything when the error concerns all streams; says whether it did. */
  consider(error: AppError): Promise<boolean>
}

/** The keys or the client ID are refused: nothing else will be let through either. */
const REFUSED: ReadonlySet<string> = new Set(['AUTH-401', 'API-CLIENTID', 'MEM-INACTIVE'])

/** True for the fault of a sync that ConnectWise turned away, asked twice: it will again. */
export function areKeysAtFault(code: string): boolean {
  return REFUSED.has(code)
}

/** The store cannot take rows, whichever stream they are of. */
const UNWRITABLE: ReadonlySet<string> = new Set(['disk-full', 'data-corrupt', 'data-unreadable'])

/** Any member may read this: a refusal here is about the keys and not about a permission. */
const OPEN_TO_ALL = '/system/info'

export function createSyncStop(psa: Psa, outer: AbortSignal | undefined): SyncStop {
  const own = new AbortController()
  let fault: AppError | null = null
  let asking: Promise<boolean> | null = null

  async function areKeysRefused(): Promise<boolean> {
    try {
      await psa.get(OPEN_TO_ALL)
      return false
    } catch (error) {
      return error instanceof AppError && REFUSED.has(error.code)
    }
  }

  return {
    signal: outer ? AbortSignal.any([outer, own.signal]) : own.signal,
    get fault() {
      return fault
    },
    async consider(error) {
      if (REFUSED.has(error.code)) {
        asking ??= areKeysRefused()
        if (!(await asking)) {
          asking = null
          return false
        }
      } else if (!UNWRITABLE.has(error.code)) return false
      fault ??= error
      own.abort(fault)
      return true
    },
  }
}
