import type { Role } from './role.ts'

/** The tables of people, sessions and tokens. Instants are ISO text in UTC. */
export interface PeopleTables {
  readonly people: {
    readonly id: string
    readonly workspace_id: string
    readonly email: string
    readonly name: string
    readonly role: Role
    readonly password_hash: string
    readonly created_at: string
    readonly disabled_at: string | null
    readonly sealed_totp: string | null
    readonly totp_confirmed_at: string | null
    readonly totp_last_step: number | null
  }
  readonly sessions: {
    readonly id: string
    readonly workspace_id: string
    readonly person_id: string
    readonly token_hash: string
    readonly created_at: string
    readonly last_used_at: string
    readonly expires_at: string
    readonly address: string | null
    readonly user_agent: string | null
  }
  readonly one_time_tokens: {
    readonly token_hash: string
    readonly workspace_id: string
    readonly purpose: 'set-up' | 'invitation' | 'password'
    readonly person_id: string | null
    readonly email: string | null
    readonly role: Role | null
    readonly created_at: string
    readonly expires_at: string
    readonly used_at: string | null
  }
  readonly recovery_codes: {
    readonly code_hash: string
    readonly person_id: string
    readonly used_at: string | null
  }
  readonly api_tokens: {
    readonly id: string
    readonly workspace_id: string
    readonly name: string
    readonly prefix: string
    readonly token_hash: string
    readonly scopes: string
    readonly created_by: string | null
    readonly created_at: string
    readonly expires_at: string | null
    readonly last_used_at: string | null
  }
  readonly sign_in_tries: {
    readonly id: string
    readonly bucket: string
    readonly tried_at: string
  }
}
