/** Who asks for something that is remembered in the audit log. */
export interface Asker {
  /** A person's e-mail address, `token:` with its name, or `system`. */
  readonly actor: string
  /** Where the request came from. */
  readonly address?: string
}

/** The schedule, and whoever sits at the machine's own command line. */
export const SYSTEM: Asker = { actor: 'system' }
