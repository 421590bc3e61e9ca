import type { Context } from 'hono'
import type { Asker } from '../workspace/asker.ts'
import type { Caller } from './caller.ts'

/** Who asks, as the audit log names them; before there are people it is whoever sits at this machine. */
export function askerOf(c: Context): Asker {
  const { person, token, address } = c.get('caller')
  return { actor: actorOf(person, token), ...(address !== undefined && { address }) }
}

function actorOf(person: Caller['person'], token: Caller['token']): string {
  if (person !== null) return person.email
  return token === null ? 'system' : `token:${token.name}`
}
