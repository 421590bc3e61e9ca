import { randomBytes } from 'node:crypto'
import { AppError } from '../../kernel/app-error.ts'
import type { SealingKey } from '../seal.ts'
import { seal, unseal } from '../seal.ts'
import { ensureWorkspaceKey, workspaceKey } from '../workspace-keys.ts'
import { instant, type PeopleParts } from './people-parts.ts'
import type { PersonRow } from './person.ts'
import { hashToken } from './secret-token.ts'
import { countTry, forgetTries } from './throttle.ts'
import { base32, newTotpSecret, totpStepOf, totpUri } from './totp.ts'

/** As many as fit a card; each is 80 bits and works once. */
const RECOVERY_CODES = 10
const RECOVERY_BYTES = 10

/** What somebody sets their second factor up with, shown once. */
export interface TwoFactorStart {
  /** For an authenticator app, as a link or a QR code. */
  readonly uri: string
  /** For the day that the phone is lost; each works once. */
  readonly recoveryCodes: readonly string[]
}

/** Makes a new secret, which counts once a first code of it was right. Throws `two-factor-on`. */
export async function beginTwoFactor(
  parts: PeopleParts,
  personId: string,
): Promise<TwoFactorStart> {
  const { db, master, workspace, clock } = parts
  const secret = newTotpSecret()
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  const row = await db.transaction().execute(async (tx) => {
    const key = await ensureWorkspaceKey(tx, master, workspace.id, clock)
    const begun = await tx
      .updateTable('people')
      .set({
        sealed_totp: seal(key, placeOf(workspace.id, personId), secret),
        totp_last_step: null,
      })
      .where('workspace_id', '=', workspace.id)
      .where('id', '=', personId)
      .where('totp_confirmed_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!begun) throw alreadyOn()
    await tx.deleteFrom('recovery_codes').where('person_id', '=', personId).execute()
    for (const code of recoveryCodes) {
      const kept = { code_hash: hashOfCode(code), person_id: personId, used_at: null }
      await tx.insertInto('recovery_codes').values(kept).execute()
    }
    return begun
  })
  return { uri: totpUri(secret, row.email, 'Cloud Briefing'), recoveryCodes }
}

/** Turns the second factor on. Throws `code-wrong`, `too-many-tries`, `two-factor-off`, `two-factor-on`. */
export async function confirmTwoFactor(
  parts: PeopleParts,
  personId: string,
  code: string,
): Promise<void> {
  const row = await rowOf(parts, personId)
  if (row.totp_confirmed_at !== null) throw alreadyOn()
  if (row.sealed_totp === null) throw notOn()
  await proveTotp(parts, row, code)
  await parts.db
    .updateTable('people')
    .set({ totp_confirmed_at: instant(parts.clock) })
    .where('id', '=', personId)
    .execute()
}

/** Turns it off, with a code of it or a recovery code. Throws `code-wrong`, `too-many-tries`, `two-factor-off`. */
export async function endTwoFactor(
  parts: PeopleParts,
  personId: string,
  code: string,
): Promise<void> {
  const row = await rowOf(parts, personId)
  if (row.totp_confirmed_at === null) throw notOn()
  await proveSecondFactor(parts, row, code)
  await parts.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('recovery_codes').where('person_id', '=', personId).execute()
    await tx
      .updateTable('people')
      .set({ sealed_totp: null, totp_confirmed_at: null, totp_last_step: null })
      .where('id', '=', personId)
      .execute()
  })
}

/** Throws `code-wrong`, `too-many-tries`. A code works once, an app's as well as a recovery code. */
export async function proveSecondFactor(
  parts: PeopleParts,
  row: PersonRow,
  code: string,
): Promise<void> {
  if (/^[\d\s]+$/.test(code)) return proveTotp(parts, row, code)
  const tries = triesOf(row)
  await countTry(parts, tries)
  const used = await parts.db
    .updateTable('recovery_codes')
    .set({ used_at: instant(parts.clock) })
    .where('person_id', '=', row.id)
    .where('code_hash', '=', hashOfCode(code))
    .where('used_at', 'is', null)
    .returning('code_hash')
    .executeTakeFirst()
  if (!used) throw wrongCode()
  await forgetTries(parts, tries)
}

async function proveTotp(parts: PeopleParts, row: PersonRow, code: string): Promise<void> {
  const { db, clock } = parts
  const tries = triesOf(row)
  await countTry(parts, tries)
  const secret = await secretOf(parts, row)
  const step = secret && totpStepOf(secret, code, clock.now())
  if (step === null) throw wrongCode()
  // In one statement, so that of two sign-ins with the same code one fails.
  const used = await db
    .updateTable('people')
    .set({ totp_last_step: step })
    .where('id', '=', row.id)
    .where('sealed_totp', '=', row.sealed_totp)
    .where((is) => is.or([is('totp_last_step', 'is', null), is('totp_last_step', '<', step)]))
    .returning('id')
    .executeTakeFirst()
  if (!used) throw wrongCode()
  await forgetTries(parts, tries)
}

/** Counted from wherever they come: six digits can be guessed from many addresses at once. */
function triesOf(row: PersonRow): string[] {
  return ['second-factor', row.id]
}

async function secretOf(parts: PeopleParts, row: PersonRow): Promise<Buffer | null> {
  const { db, master, workspace } = parts
  const key: SealingKey | null = await workspaceKey(db, master, workspace.id)
  if (key === null || row.sealed_totp === null) return null
  return unseal(key, placeOf(workspace.id, row.id), row.sealed_totp)
}

function placeOf(workspaceId: string, personId: string): string[] {
  return [workspaceId, personId, 'totp']
}

async function rowOf({ db, workspace }: PeopleParts, personId: string): Promise<PersonRow> {
  return db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspace.id)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
}

/** `ABCD-EFGH-IJKL-MNOP`: never digits only, so that it is not taken for an app's code. */
function newRecoveryCode(): string {
  const text = base32(randomBytes(RECOVERY_BYTES))
  if (/^\d+$/.test(text)) return newRecoveryCode()
  return (text.match(/.{4}/g) ?? []).join('-')
}

function hashOfCode(code: string): string {
  return hashToken(code.toUpperCase().replace(/[^A-Z2-7]/g, ''))
}

function wrongCode(): AppError {
  return new AppError('This code is not right, or was used already.', {
    code: 'code-wrong',
    remedy: 'correct-input',
    hint: 'Wait for the next code of your authenticator app, or use a recovery code.',
  })
}

function alreadyOn(): AppError {
  return new AppError('Two-factor sign-in is on already.', {
    code: 'two-factor-on',
    remedy: 'correct-input',
    hint: 'Turn it off first to set up another device.',
  })
}

function notOn(): AppError {
  return new AppError('Two-factor sign-in is not set up.', {
    code: 'two-factor-off',
    remedy: 'correct-input',
    hint: 'Begin by setting it up.',
  })
}
