import { AppError } from '../kernel/app-error.ts'
import type { ListOptions, Psa, PsaPage } from '../psa/psa.ts'
import { all, where } from '../psa/conditions.ts'

/** A list, or a stretch of it, to be walked to its end. */
export interface ListWalk {
  readonly psa: Psa
  readonly endpoint: string
  readonly conditions?: string | undefined
  readonly fields?: readonly string[]
  /** Ids above this one are not asked for. */
  readonly upTo?: number | null
  readonly signal?: AbortSignal | undefined
}

/**
 * Takes a page and says how far the walk has come with it: the greatest id it knows landed, and how
 * many rows the page held.
 */
export type TakePage = (
  page: PsaPage,
) => Promise<{ readonly rows: number; readonly lastId: number }>

/** Pages in a row that may lead nowhere before the walk gives up. */
const PATIENCE = 5

/** A list that has no count is believed to be at its end when it came empty this often in a row. */
const EMPTY_ENOUGH = 3

/**
 * Walks a list to its true end. Pages in between may come empty or twice under load: the walk moves
 * on by the rows it got, never by what a page claims, and believes an empty last page only when the
 * count of what lies behind is zero, or, without a count, when it comes empty again and again. Throws
 * `list-stuck` when asking again does not help.
 */
export async function walkList(list: ListWalk, after: number, take: TakePage): Promise<void> {
  let lastId = after
  for (let fruitless = 0; fruitless < PATIENCE; fruitless += 1) {
    const before = lastId
    const end = await walkOnce(list, lastId, take, (reached) => (lastId = reached))
    if (end === 'ended') return
    if (end === 'empty') {
      const behind = await countBehind(list, lastId)
      if (behind === 0 || (behind === null && fruitless + 1 >= EMPTY_ENOUGH)) return
    }
    // What stalls half way is not stuck: only asking in vain uses up patience.
    if (lastId > before) fruitless = -1
  }
  throw new AppError(`The list ${list.endpoint} does not go on behind id ${lastId}.`, {
    code: 'list-stuck',
    remedy: 'retry',
    hint: 'ConnectWise keeps sending empty or repeated pages; the next sync goes on from here.',
  })
}

type End =
  /** A page with rows said that it was the last. */
  | 'ended'
  /** The last page was empty. */
  | 'empty'
  /** A page led nowhere new. */
  | 'stalled'

async function walkOnce(
  list: ListWalk,
  after: number,
  take: TakePage,
  reach: (lastId: number) => void,
): Promise<End> {
  let lastId = after
  const options: ListOptions = {
    afterId: after,
    ...asked(conditionsOf(list, 0)),
    ...(list.fields === undefined ? {} : { fields: list.fields }),
    ...(list.signal === undefined ? {} : { signal: list.signal }),
  }
  for await (const page of list.psa.pages(list.endpoint, options)) {
    const taken = await take(page)
    const isLast = page.nextPageId === null
    if (taken.rows === 0) return isLast ? 'empty' : 'stalled'
    if (taken.lastId <= lastId) return 'stalled'
    lastId = taken.lastId
    reach(lastId)
    if (isLast) return 'ended'
  }
  return 'empty'
}

/** Rows behind an id; null where the list has no count, which leaves only its own word. */
async function countBehind(list: ListWalk, lastId: number): Promise<number | null> {
  try {
    return await list.psa.count(list.endpoint, conditionsOf(list, lastId) || undefined)
  } catch (error) {
    if (error instanceof AppError && NO_COUNT.has(error.code)) return null
    throw error
  }
}

const NO_COUNT: ReadonlySet<string> = new Set(['API-400', 'API-404', 'API-405'])

function conditionsOf({ conditions, upTo }: ListWalk, after: number): string {
  return all(
    conditions,
    upTo === null || upTo === undefined ? undefined : where('id', '<=', upTo),
    after === 0 ? undefined : where('id', '>', after),
  )
}

function asked(conditions: string): Pick<ListOptions, 'conditions'> {
  return conditions === '' ? {} : { conditions }
}
