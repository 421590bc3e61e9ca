import type { Context } from 'hono'
import type { Asker } from '../workspace/asker.ts'

/** Who asks, as the audit log names them; without people yet it is whoever sits at this machine. */
export function askerOf(c: Context): Asker {
  const caller = c.get('caller') as Caller | undefined
  return {
    actor: caller?.person?.email ?? 'system',
    ...(caller?.address !== undefined && { address: caller.address }),
  }
}

interface Caller {
  readonly person: { readonly email: string } | null
  readonly address?: string
}
