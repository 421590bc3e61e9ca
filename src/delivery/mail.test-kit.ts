import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

/** A mail server on this machine that keeps what it is sent. */
export interface MailSink {
  readonly port: number
  readonly letters: readonly SunkLetter[]
  close(): Promise<void>
}

export interface SunkLetter {
  readonly from: string
  readonly to: readonly string[]
  /** As it came over the wire: headers, an empty line, the body. */
  readonly raw: string
}

export interface SinkOptions {
  /** Signs in with these and no others; nobody needs to sign in when left out. */
  readonly password?: string
  /** Recipients that are refused. */
  readonly refuse?: RegExp
}

/** Starts a mail server on loopback. */
export async function startMailSink({ password, refuse }: SinkOptions = {}): Promise<MailSink> {
  const letters: SunkLetter[] = []
  const server = new SMTPServer({
    authOptional: password === undefined,
    // Loopback only, where nothing else could listen.
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    logger: false,
    onAuth(auth, _session, done) {
      if (auth.password === password) done(null, { user: auth.username ?? '' })
      else done(new Error('wrong user or password'))
    },
    onRcptTo({ address }, _session, done) {
      const isRefused = refuse?.test(address) === true
      done(isRefused ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        letters.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return {
    port: address.port,
    letters,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
