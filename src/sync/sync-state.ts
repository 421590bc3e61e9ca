import { AppError } from '../kernel/app-error.ts'

/** A stretch of ids that one connection walks alone: `after` < id <= `up_to` (null: no end). */
export interface Segment {
  readonly after: number
  readonly up_to: number | null
  /** Everything up to this id is landed. */
  last_id: number
  done: boolean
}

/** A walk that is not finished: the sync resumes it, whatever stopped it. */
export interface Walk {
  /** Records changed from here on; null for all there are. ISO instant. */
  readonly since: string | null
  /** When it began: what `covered_until` becomes when it ends. ISO instant. */
  readonly started_at: string
  /** True when the table was empty at the start: no id of an unfinished segment was landed before. */
  readonly fresh: boolean
  readonly segments: readonly Segment[]
}

/**
 * How far a stream has come: its checkpoint, of bounded size. For a `changed` stream instants are
 * ConnectWise's clock; for the others, which are compared with `synced_at`, they are ours.
 */
export interface StreamState {
  readonly covered_until: string | null
  readonly walk: Walk | null
  /** When deletions were last looked for. */
  readonly swept_at: string | null
}

export const NEW_STATE: StreamState = { covered_until: null, walk: null, swept_at: null }

/** Reads a saved checkpoint; throws `checkpoint-corrupt` for anything that is none. */
export function readState(stream: string, text: string | null): StreamState {
  if (text === null) return NEW_STATE
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw corrupt(stream, cause)
  }
  if (!isState(value)) throw corrupt(stream)
  return value
}

function isState(value: unknown): value is StreamState {
  return (
    isObject(value) &&
    isInstantOrNull(value['covered_until']) &&
    isInstantOrNull(value['swept_at']) &&
    (value['walk'] === null || isWalk(value['walk']))
  )
}

function isWalk(value: unknown): value is Walk {
  return (
    isObject(value) &&
    isInstantOrNull(value['since']) &&
    isInstant(value['started_at']) &&
    typeof value['fresh'] === 'boolean' &&
    Array.isArray(value['segments']) &&
    value['segments'].every(isSegment)
  )
}

function isSegment(value: unknown): value is Segment {
  return (
    isObject(value) &&
    isId(value['after']) &&
    (value['up_to'] === null || isId(value['up_to'])) &&
    isId(value['last_id']) &&
    typeof value['done'] === 'boolean'
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}

function isInstantOrNull(value: unknown): value is string | null {
  return value === null || isInstant(value)
}

function corrupt(stream: string, cause?: unknown): AppError {
  return new AppError(`The checkpoint of ${stream} cannot be read.`, {
    code: 'checkpoint-corrupt',
    remedy: 'correct-input',
    hint: `Its rows are untouched. Run \`briefing sync --full --stream ${stream}\` to walk it anew.`,
    ...(cause === undefined ? {} : { cause }),
  })
}
