import type { Scope } from '../accounts/people/role.ts'
import type { CliParts, CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { note, print, printJson } from './io.ts'
import { withPeople } from './user.ts'

export interface TokenAddOptions extends CommonOptions {
  readonly scope: readonly Scope[]
  /** A day such as 2027-01-31; the token is over when it begins, in UTC. */
  readonly expiresOn?: string
}

/** `token add NAME`: an API token for a program, shown this once. */
export async function tokenAdd(
  parts: CliParts,
  name: string,
  options: TokenAddOptions,
): Promise<ExitStatus> {
  return withPeople(parts, options, async ({ people, audit }) => {
    const expiresAt = options.expiresOn === undefined ? null : `${options.expiresOn}T00:00:00Z`
    const made = await people.makeToken({ name, scopes: options.scope, expiresAt }, null)
    const detail = { prefix: made.prefix, scopes: made.scopes.join(' ') }
    await audit.record({ actor: 'system', action: 'token.made', subject: made.name, detail })
    if (options.json === true) printJson(parts.io, made)
    else {
      print(parts.io, made.token)
      note(parts.io, 'It is shown this once. Send it as: Authorization: Bearer …')
    }
    return EXIT.done
  })
}
