/** The table of intake links. Instants are ISO text in UTC. */
export interface IntakeTables {
  readonly intake_links: {
    readonly id: string
    readonly workspace_id: string
    readonly token_hash: string
    readonly client_name: string
    readonly email: string | null
    readonly note: string | null
    readonly asked_by: string
    readonly asked_by_email: string | null
    readonly created_at: string
    readonly expires_at: string
    readonly tries: number
    readonly used_at: string | null
    readonly revoked_at: string | null
    readonly last_test_code: string | null
  }
}
