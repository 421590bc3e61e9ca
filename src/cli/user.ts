import type { Role } from '../accounts/people/role.ts'
import { AppError } from '../kernel/app-error.ts'
import type { OpenPeople } from '../workspace/open-people.ts'
import type { CliParts, CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { ask, note, print, printJson } from './io.ts'

export interface UserAddOptions extends CommonOptions {
  readonly role: Role
  readonly name?: string
  /** A link for the person to choose a password with, instead of typing one here. */
  readonly invite?: boolean
}

/** `user add EMAIL`: an account with a password typed here, or a link to make it with. */
export async function userAdd(
  parts: CliParts,
  email: string,
  options: UserAddOptions,
): Promise<ExitStatus> {
  return withPeople(parts, options, async ({ people, audit }) => {
    const { role } = options
    if (options.invite === true) {
      const invited = await people.invite({ email, role }, null)
      const subject = invited.email
      await audit.record({ actor: 'system', action: 'person.invited', subject, detail: { role } })
      const path = `/invitation#token=${invited.token}`
      return giveLink(parts, options, path, 'once, for a week')
    }
    const otherWays = 'Use --invite to make a link instead.'
    const name = options.name ?? (await ask(parts.io, 'Name', { otherWays }))
    const password = await ask(parts.io, 'Password (not shown)', { secret: true, otherWays })
    const person = await people.add({ email, name, role, password })
    const subject = person.email
    await audit.record({ actor: 'system', action: 'person.added', subject, detail: { role } })
    if (options.json === true) printJson(parts.io, person)
    else print(parts.io, `${person.email} may sign in, as ${person.role}.`)
    return EXIT.done
  })
}

/** `user reset EMAIL`: a link to choose a new password with, for where mail is not set up. */
export async function userReset(
  parts: CliParts,
  email: string,
  options: CommonOptions,
): Promise<ExitStatus> {
  return withPeople(parts, options, async ({ people, audit }) => {
    const reset = await people.forgotPassword(email, { address: null, userAgent: null })
    if (reset === null) {
      throw new AppError(`Nobody signs in as ${email}.`, {
        code: 'person-not-found',
        remedy: 'correct-input',
        hint: 'Make the account with: briefing user add EMAIL --role ROLE.',
      })
    }
    const subject = reset.person.email
    await audit.record({ actor: 'system', action: 'person.reset-link-made', subject })
    return giveLink(parts, options, `/password/reset#token=${reset.token}`, 'once, for an hour')
  })
}

/** Opens the people of a workspace, works, and closes them whatever happened. */
export async function withPeople(
  parts: CliParts,
  options: CommonOptions,
  work: (open: OpenPeople) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const open = await parts.openPeople(await parts.config(), options.workspace)
  try {
    return await work(open)
  } finally {
    await open.close()
  }
}

async function giveLink(
  parts: CliParts,
  options: CommonOptions,
  path: string,
  lasts: string,
): Promise<ExitStatus> {
  const link = `${(await parts.config()).baseUrl}${path}`
  if (options.json === true) printJson(parts.io, { link })
  else {
    print(parts.io, link)
    note(parts.io, `Pass it on by a way you trust. It works ${lasts}.`)
  }
  return EXIT.done
}
