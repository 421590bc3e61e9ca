import type { Stream } from '../streams/define-stream.ts'
import { isSweepDue } from './sweep.ts'

/** Why and which parents a child's sync asks for their lists. */
export interface ParentSelection {
  readonly reason: string
  /** Parents whose row changed here from this instant on; null for all that qualify. */
  readonly since: string | null
  /** SQL condition over the parent's table. */
  readonly condition: string
}

/**
 * Parents that a pass over all of them leaves out, per child stream. A parent that changed since the
 * last sync is always asked, whatever is said here.
 */
const RULES: Readonly<Record<string, { readonly first: string; readonly again: string }>> = {
  // ConnectWise has no list of all payments. An invoice whose balance is still its whole total, with
  // nothing paid or credited, has none; one that is settled gets no more without being changed.
  invoice_payments: {
    first: `(payments <> 0 or credits <> 0 or balance is distinct from total)`,
    again: `balance <> 0 and balance is distinct from total`,
  },
  // A cancelled agreement's lines are history.
  additions: { first: 'true', again: 'cancelled_flag is distinct from true' },
}

const ALL = { first: 'true', again: 'true' }

/**
 * Selects the parents: all of them at first (or when everything is asked for), then those whose row
 * changed, and, because an edit of a child is not known to move its parent's stamp, every day (or
 * week) all that are still open.
 */
export function selectParents(
  stream: Stream,
  parent: Stream,
  covered: { readonly until: string | null; readonly sweptAt: string | null },
  run: { readonly full: boolean; readonly now: string },
): ParentSelection {
  const rule = withKnownColumns(RULES[stream.name] ?? ALL, parent)
  if (run.full) return { reason: 'everything, as asked', since: null, condition: rule.first }
  if (covered.until === null) return { reason: 'first sync', since: null, condition: rule.first }
  const changed = `synced_at >= '${covered.until}'::timestamptz`
  if (isSweepDue(stream, covered.sweptAt, run.now)) {
    return {
      reason: `all open ${parent.title}, as every ${stream.sweep === 'daily' ? 'day' : 'week'}`,
      since: null,
      condition: `(${changed} or ${rule.again})`,
    }
  }
  return {
    reason: `${parent.title} that changed`,
    since: covered.until,
    condition: changed,
  }
}

/** A rule counts only where the parent has every column it speaks of. */
function withKnownColumns(rule: typeof ALL, parent: Stream): typeof ALL {
  const words = `${rule.first} ${rule.again}`.match(/\b[a-z]+(?:_[a-z]+)*\b/g) ?? []
  const columns = words.filter((word) => !SQL_WORDS.has(word))
  return columns.every((column) => column in parent.columns) ? rule : ALL
}

const SQL_WORDS: ReadonlySet<string> = new Set(['is', 'distinct', 'from', 'or', 'and', 'true'])
