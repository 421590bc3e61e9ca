import type { Selectable } from 'kysely'
import { AppError } from '../../kernel/app-error.ts'
import type { PeopleTables } from './people-tables.ts'
import type { Role } from './role.ts'

/** Somebody with an account, as everybody may see it. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  /** True when a code is asked for besides the password. */
  readonly twoFactor: boolean
  readonly disabled: boolean
  /** ISO, UTC. */
  readonly createdAt: string
}

export type PersonRow = Selectable<PeopleTables['people']>

export function toPerson(row: PersonRow): Person {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    twoFactor: row.totp_confirmed_at !== null,
    disabled: row.disabled_at !== null,
    createdAt: row.created_at,
  }
}

/** An address as it is kept and looked up. Throws `invalid-email`. */
export function cleanEmail(text: string): string {
  const email = text.trim().toLowerCase()
  // 254 is what a path of RFC 5321 leaves for an address; whether it exists, only mail can tell.
  if (email.length <= 254 && /^[^\s@\p{C}]+@[^\s@\p{C}]+\.[^\s@\p{C}]+$/u.test(email)) return email
  throw new AppError('This is not an e-mail address.', {
    code: 'invalid-email',
    remedy: 'correct-input',
    hint: 'It looks like name@example.com.',
  })
}

/** A name on one line, without what cannot be seen. Throws `invalid-name`. */
export function cleanName(text: string): string {
  const name = text.replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim()
  if (name !== '' && name.length <= 100) return name
  throw new AppError(name === '' ? 'A name is missing.' : 'This name is too long.', {
    code: 'invalid-name',
    remedy: 'correct-input',
    hint: 'Give a name of at most 100 characters.',
  })
}
