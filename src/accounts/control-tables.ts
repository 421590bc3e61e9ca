import type { IntakeTables } from './intake-tables.ts'
import type { PeopleTables } from './people/people-tables.ts'

/** The tables of the control store as `migrations/` makes them. Instants are ISO text in UTC. */
export interface ControlTables extends PeopleTables, IntakeTables {
  readonly workspaces: {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly created_at: string
  }
  readonly workspace_keys: {
    readonly workspace_id: string
    readonly wrapped_key: string
    readonly created_at: string
  }
  readonly connections: {
    readonly id: string
    readonly workspace_id: string
    readonly name: string
    readonly site_url: string
    readonly api_base: string
    readonly company_id: string
    readonly codebase: string
    readonly client_id: string
    readonly sealed_public_key: string | null
    readonly sealed_private_key: string | null
    readonly fingerprint: string | null
    readonly server_version: string | null
    readonly created_at: string
    readonly updated_at: string
    readonly last_test_code: string | null
    readonly last_test_at: string | null
    readonly version: number
    readonly paused_because: string | null
    readonly paused_at: string | null
    readonly disconnected_at: string | null
  }
  readonly workspace_settings: {
    readonly workspace_id: string
    readonly settings: string
    readonly updated_at: string
    readonly version: number
  }
  /** Append-only: triggers refuse everything but an insert at the end. */
  readonly audit_log: {
    readonly id: number
    readonly at: string
    readonly workspace_id: string | null
    readonly actor: string
    readonly action: string
    readonly subject: string | null
    readonly detail: string | null
    readonly address: string | null
    readonly previous_hash: string
    readonly hash: string
  }
}
