/** What a person may do, the most powerful first. Each may do what those after it may. */
export const ROLES = ['owner', 'administrator', 'analyst', 'reader'] as const

export type Role = (typeof ROLES)[number]

/** What an API token may do; a token has one or more, and none includes another. */
export const SCOPES = ['read', 'run', 'admin'] as const

export type Scope = (typeof SCOPES)[number]

/** True when the role is this one or a more powerful one. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(least)
}

/** The scopes that a person of this role may give a token. */
export function scopesOf(role: Role): readonly Scope[] {
  if (isAtLeast(role, 'administrator')) return SCOPES
  return role === 'analyst' ? ['read', 'run'] : []
}
