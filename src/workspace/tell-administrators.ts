import type { Connection } from '../accounts/connections.ts'
import { mailerOf } from '../delivery/mail.ts'
import type { SyncParts } from './sync-workspace.ts'

/** What administrators are told at once, wherever they are. */
interface News {
  readonly subject: string
  readonly text: string
}

/** Somebody gave other keys, or another site, to a connection there was. */
export function keysReplaced({ name, siteUrl }: Connection, actor: string): News {
  return {
    subject: `The ConnectWise keys of ${name} were replaced`,
    text: [
      `${actor} replaced the keys of ${name}. From now on they are sent to ${siteUrl}.`,
      'If nobody meant to do this, disconnect under Admin → Integrations → ConnectWise, and delete the keys in ConnectWise. The audit log says when it was done and from where.',
    ].join('\n\n'),
  }
}

/** ConnectWise takes the keys no more; `because` is the diagnosis in words. */
export function syncPaused({ name }: Connection, because: string): News {
  return {
    subject: `ConnectWise refuses the keys of ${name}`,
    text: [
      because,
      'Syncing is paused. The data that is there can still be read, and grows old.',
      'Give other keys, or test them again, under Admin → Integrations → ConnectWise.',
    ].join('\n\n'),
  }
}

/**
 * Mails the owner and every administrator, where mail is set up. Does not throw: what it tells of has
 * happened already.
 */
export async function tellAdministrators(parts: SyncParts, news: News): Promise<void> {
  const { accounts, record, config, log } = parts
  const mailer = mailerOf(config.mail)
  if (mailer === null) return
  const people = await accounts.people(record).list()
  const told = people.filter(
    ({ role, disabled }) => !disabled && ['owner', 'administrator'].includes(role),
  )
  const sent = await Promise.allSettled(
    told.map(({ email }) => mailer.send({ to: email, ...news })),
  )
  const failed = sent.filter(({ status }) => status === 'rejected').length
  if (failed > 0) log.warn({ failed, of: told.length }, 'administrators could not be mailed')
}
