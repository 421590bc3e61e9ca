import {
  type ApiToken,
  apiTokenHolder,
  endApiToken,
  listApiTokens,
  makeApiToken,
  type NewApiToken,
  type TokenHolder,
} from './api-tokens.ts'
import {
  acceptInvitation,
  addPerson,
  changePerson,
  hasOwner,
  invite,
  listPeople,
  newSetUpToken,
  type NewPerson,
  type PersonChange,
  setUp,
} from './membership.ts'
import { changePassword, forgotPassword, type PasswordReset, resetPassword } from './passwords.ts'
import type { PeopleParts } from './people-parts.ts'
import type { Person } from './person.ts'
import type { Role } from './role.ts'
import {
  endSession,
  type Session,
  type SessionOwner,
  sessionOwner,
  sessionsOf,
  signOut,
  type Visit,
} from './sessions.ts'
import { type SecondFactor, signIn, type SignedIn, type SignInInput } from './sign-in.ts'
import {
  beginTwoFactor,
  confirmTwoFactor,
  endTwoFactor,
  type TwoFactorStart,
} from './two-factor.ts'

/** The people of one workspace: who they are, and how they and their programs prove it. */
export interface People {
  /** True once somebody owns this workspace: from then on people sign in. */
  hasOwner(): Promise<boolean>
  /** Makes its holder the owner, for half an hour; the one before stops working. */
  newSetUpToken(): Promise<string>
  /** Throws `link-spent`, `owner-exists`, `invalid-email`, `invalid-name`, `password-weak`. */
  setUp(input: Omit<NewPerson, 'role'> & { token: string }, visit: Visit): Promise<SignedIn>
  /** `before`: the token the browser came with. Throws `sign-in-refused`, `code-wrong`, `too-many-tries`, `sign-in-busy`. */
  signIn(input: SignInInput, visit: Visit, before: string | null): Promise<SignedIn | SecondFactor>
  signOut(token: string): Promise<void>
  /** Null when the session is over or its person may no longer sign in. */
  sessionOwner(token: string): Promise<SessionOwner | null>
  sessionsOf(personId: string): Promise<readonly Session[]>
  /** Throws `session-not-found`. */
  endSession(personId: string, sessionId: string): Promise<void>

  list(): Promise<readonly Person[]>
  /** Throws `invalid-email`, `invalid-name`, `password-weak`, `person-exists`. */
  add(person: NewPerson): Promise<Person>
  /** `by`: the inviter's role. Throws `invalid-email`, `person-exists`, `not-allowed`. */
  invite(
    input: { email: string; role: Role },
    by: Role | null,
  ): Promise<{ readonly email: string; readonly token: string }>
  /** Throws `link-spent`, `invalid-name`, `password-weak`, `person-exists`. */
  acceptInvitation(
    input: { token: string; name: string; password: string },
    visit: Visit,
  ): Promise<SignedIn>
  /** Throws `person-not-found`, `not-allowed`, `last-owner`. */
  change(id: string, change: PersonChange, by: { id: string | null; role: Role }): Promise<Person>

  /** Null for an address that nobody signs in with. Throws `too-many-tries`. */
  forgotPassword(email: string, visit: Visit): Promise<PasswordReset | null>
  /** Ends every session and begins none. Throws `link-spent`, `password-weak`. */
  resetPassword(input: { token: string; password: string }): Promise<Person>
  /** Ends the other sessions. Throws `password-wrong`, `password-weak`, `too-many-tries`. */
  changePassword(
    whose: { personId: string; sessionId: string },
    input: { current: string; next: string },
  ): Promise<void>

  /** Counts once a first code was right. Throws `two-factor-on`. */
  beginTwoFactor(personId: string): Promise<TwoFactorStart>
  /** Throws `code-wrong`, `too-many-tries`, `two-factor-on`, `two-factor-off`. */
  confirmTwoFactor(personId: string, code: string): Promise<void>
  /** Throws `code-wrong`, `too-many-tries`, `two-factor-off`. */
  endTwoFactor(personId: string, code: string): Promise<void>

  /** The token is shown this once. `by` is null on the command line. Throws `invalid-token`. */
  makeToken(
    input: NewApiToken,
    by: { id: string; role: Role } | null,
  ): Promise<ApiToken & { readonly token: string }>
  /** Newest first; of one person where named. */
  tokens(of: string | null): Promise<readonly ApiToken[]>
  /** Throws `token-not-found`. */
  endToken(id: string, of: string | null): Promise<ApiToken>
  /** Null for a token that is unknown, over, or whose maker may no longer sign in. */
  tokenHolder(token: string): Promise<TokenHolder | null>
}

/** The people of the workspace in `parts`; no call of it reaches another one's. */
export function peopleOf(parts: PeopleParts): People {
  return {
    hasOwner: () => hasOwner(parts),
    newSetUpToken: () => newSetUpToken(parts),
    setUp: (input, visit) => setUp(parts, input, visit),
    signIn: (input, visit, before) => signIn(parts, input, visit, before),
    signOut: (token) => signOut(parts, token),
    sessionOwner: (token) => sessionOwner(parts, token),
    sessionsOf: (personId) => sessionsOf(parts, personId),
    endSession: (personId, sessionId) => endSession(parts, personId, sessionId),
    list: () => listPeople(parts),
    add: (person) => addPerson(parts, person),
    invite: (input, by) => invite(parts, input, by),
    acceptInvitation: (input, visit) => acceptInvitation(parts, input, visit),
    change: (id, change, by) => changePerson(parts, id, change, by),
    forgotPassword: (email, visit) => forgotPassword(parts, email, visit),
    resetPassword: (input) => resetPassword(parts, input),
    changePassword: (whose, input) => changePassword(parts, whose, input),
    beginTwoFactor: (personId) => beginTwoFactor(parts, personId),
    confirmTwoFactor: (personId, code) => confirmTwoFactor(parts, personId, code),
    endTwoFactor: (personId, code) => endTwoFactor(parts, personId, code),
    makeToken: (input, by) => makeApiToken(parts, input, by),
    tokens: (of) => listApiTokens(parts, of),
    endToken: (id, of) => endApiToken(parts, id, of),
    tokenHolder: (token) => apiTokenHolder(parts, token),
  }
}
