import { createHash, randomUUID } from 'node:crypto'
import { AppError } from '../../kernel/app-error.ts'
import { instant, MINUTE_MS, type PeopleParts } from './people-parts.ts'

/** Ten tries in a quarter of an hour: plenty for a typist, hopeless for a guesser. */
const MOST_TRIES = 10
const WINDOW_MS = 15 * MINUTE_MS

/**
 * Counts a try against what it is about: the account and the address, whether the account exists or not.
 * The try is counted before it is made, so that many at once are no more than one after the other.
 * Throws `too-many-tries`.
 */
export async function countTry(
  { db, clock }: PeopleParts,
  about: readonly string[],
): Promise<void> {
  const bucket = bucketOf(about)
  const oldest = instant(clock, -WINDOW_MS)
  const isAllowed = await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('sign_in_tries').where('tried_at', '<=', oldest).execute()
    const tries = await tx
      .selectFrom('sign_in_tries')
      .select('id')
      .where('bucket', '=', bucket)
      .limit(MOST_TRIES)
      .execute()
    if (tries.length >= MOST_TRIES) return false
    const row = { id: randomUUID(), bucket, tried_at: instant(clock) }
    await tx.insertInto('sign_in_tries').values(row).execute()
    return true
  })
  if (!isAllowed) throw tooMany()
}

/** Forgets the tries: the last one was right. */
export async function forgetTries({ db }: PeopleParts, about: readonly string[]): Promise<void> {
  await db.deleteFrom('sign_in_tries').where('bucket', '=', bucketOf(about)).execute()
}

/** What strangers typed is not kept, only counted. */
function bucketOf(about: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(about)).digest('base64url')
}

function tooMany(): AppError {
  return new AppError('There were too many tries.', {
    code: 'too-many-tries',
    remedy: 'retry',
    hint: 'Wait a quarter of an hour, or reset the password.',
  })
}
