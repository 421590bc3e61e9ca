import type { Context } from 'hono'
import type { Person } from '../accounts/people/person.ts'
import type { Role, Scope } from '../accounts/people/role.ts'
import { AppError } from '../kernel/app-error.ts'

/** Who asks: a person, a program with a token, or nobody that is known. */
export interface Caller {
  readonly person: Pick<Person, 'id' | 'name' | 'email' | 'role' | 'twoFactor'> | null
  /** The session that the person is signed in with. */
  readonly sessionId: string | null
  /** The API token of a program, with the role of whoever made it. */
  readonly token: { readonly id: string; readonly name: string; readonly role: Role } | null
  /** What they may do at all; a person's role decides further. */
  readonly scopes: readonly Scope[]
  /** Where the request came from, as the socket says. */
  readonly address?: string
  /** True before there is an owner: whoever sits at this machine may read. */
  readonly isOpen: boolean
  /** How this request reached us: `https://briefing.example.com`. */
  readonly origin: string
}

declare module 'hono' {
  interface ContextVariableMap {
    caller: Caller
  }
}

/** The person who is signed in. Throws `sign-in-required` for anybody else, a program too. */
export function signedIn(c: Context): {
  readonly person: NonNullable<Caller['person']>
  readonly sessionId: string
} {
  const { person, sessionId } = c.get('caller')
  if (person === null || sessionId === null) throw signInRequired()
  return { person, sessionId }
}

export function signInRequired(): AppError {
  return new AppError('This is for people who are signed in.', {
    code: 'sign-in-required',
    remedy: 'sign-in',
    hint: 'Sign in and do it again. Before there is an owner: open the set-up link that the server printed.',
  })
}
