import { createServer } from 'node:net'
import { once } from 'node:events'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { mailerOf } from './mail.ts'
import { type MailSink, type SinkOptions, startMailSink } from './mail.test-kit.ts'

const FROM = 'Cloud Briefing <briefing@example.com>'

let sink: MailSink | null = null
afterEach(async () => {
  await sink?.close()
  sink = null
})

const start = async (options?: SinkOptions) => (sink = await startMailSink(options))
const mailer = (smtpUrl: string) => {
  const made = mailerOf({ smtpUrl, from: FROM })
  if (!made) throw new Error('mail is not set up')
  return made
}

describe('mail', () => {
  it('is null where it is not set up', () => {
    expect(mailerOf({ smtpUrl: undefined, from: undefined })).toBeNull()
    expect(mailerOf({ smtpUrl: undefined, from: FROM })).toBeNull()
  })

  it('brings a letter with its subject and its text, signed in', async () => {
    const { port, letters } = await start({ password: 'p@ss/word' })
    await mailer(`smtp://user:p%40ss%2Fword@127.0.0.1:${port}`).send({
      to: 'ann@example.com',
      subject: 'Grüße — you are invited',
      text: 'Open this:\nhttps://briefing.example.com/#token',
    })
    expect(letters).toHaveLength(1)
    expect(letters[0]).toMatchObject({ from: 'briefing@example.com', to: ['ann@example.com'] })
    expect(letters[0]?.raw).toContain('https://briefing.example.com/#token')
    expect(letters[0]?.raw).toContain('Auto-Submitted: auto-generated')
    expect(letters[0]?.raw).toMatch(/^From: Cloud Briefing <briefing@example.com>\r$/m)
  })

  it.each([
    ['a comma', 'ann@example.com, eve@evil.example'],
    ['a line break', 'ann@example.com\r\nBcc: eve@evil.example'],
    ['angle brackets', 'ann@example.com> <eve@evil.example'],
  ])('goes to one recipient, whatever stands in the address: %s', async (_, to) => {
    const { port, letters } = await start()
    await mailer(`smtp://127.0.0.1:${port}`)
      .send({ to, subject: 'x', text: 'x' })
      .catch(() => {})
    for (const letter of letters) {
      expect(letter.to).toHaveLength(1)
      expect(letter.raw).not.toMatch(/^Bcc:/m)
    }
  })

  it('has no header more than it was given, whatever stands in the subject', async () => {
    const { port, letters } = await start()
    const subject = 'Acme\r\nBcc: eve@evil.example\r\n\r\nanother body'
    await mailer(`smtp://127.0.0.1:${port}`).send({ to: 'ann@example.com', subject, text: 'x' })
    expect(letters[0]?.raw).not.toMatch(/^Bcc:/m)
    expect(letters[0]?.to).toEqual(['ann@example.com'])
  })

  it('that is refused says what to do, and repeats no password', async () => {
    const { port } = await start({ password: 'right', refuse: /nobody/ })
    const letter = { to: 'nobody@example.com', subject: 'x', text: 'x' }
    const wrong = mailer(`smtp://user:canaryPassword@127.0.0.1:${port}`).send(letter)
    await expect(wrong).rejects.toMatchObject({ code: 'mail-refused', remedy: 'reconfigure' })
    const error = await wrong.catch((reason: unknown) => reason)
    expect(inspect(error, { depth: 9 })).not.toMatch(/canaryPassword|Y2FuYXJ5/)
    const unknown = mailer(`smtp://user:right@127.0.0.1:${port}`).send(letter)
    await expect(unknown).rejects.toMatchObject({ code: 'recipient-refused' })
  })

  it('finds no server: it can be tried again', async () => {
    const { port } = await start()
    await sink?.close()
    sink = null
    const letter = { to: 'ann@example.com', subject: 'x', text: 'x' }
    await expect(mailer(`smtp://127.0.0.1:${port}`).send(letter)).rejects.toMatchObject({
      code: 'mail-unreachable',
      remedy: 'retry',
    })
  })

  it('does not send a password in the clear to another machine', async () => {
    // An address of this machine that does not say so stands for a server elsewhere.
    const heard: string[] = []
    const server = createServer((socket) => {
      socket.write('220 mail\r\n')
      socket.on('data', (chunk) => {
        heard.push(String(chunk))
        socket.write(String(chunk).startsWith('EHLO') ? '250 AUTH PLAIN LOGIN\r\n' : '500 no\r\n')
      })
      socket.on('error', () => {})
    })
    server.listen(0, '0.0.0.0')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(
      mailer(`smtp://user:canaryPassword@0.0.0.0:${port}`).send({
        to: 'ann@example.com',
        subject: 'x',
        text: 'x',
      }),
    ).rejects.toThrow()
    expect(heard.length).toBeGreaterThan(0)
    expect(heard.join('')).not.toMatch(/AUTH|canaryPassword|Y2FuYXJ5/)
    server.close()
  })
})
