import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Ended, runBriefing } from './run-briefing.ts'
import { PASSWORD } from './signing-in.ts'

let folder: string
let env: Record<string, string>
const brief = (...args: string[]): Promise<Ended> => runBriefing(args, env, folder)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefing-people-'))
  env = { BRIEFING_DATA_DIR: join(folder, 'data'), PATH: process.env['PATH'] ?? '' }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('serve prints where the owner begins, once, and commands work beside it', async () => {
  const first = await serve()
  const address = new URL(first.setUpUrl ?? '')
  expect(address.pathname).toBe('/set-up')
  expect(address.search).toBe('')
  const token = address.hash.replace('#token=', '')
  const owner = { name: 'Ann', email: 'ann@acme.example', password: PASSWORD, token }
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${first.url}/api/v1${path}`, {
      method: 'POST',
      headers: { origin: first.url, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  expect((await post('/set-up', { ...owner, token: 'guess' })).status).toBe(400)
  expect((await post('/set-up', owner)).status).toBe(200)
  expect((await fetch(`${first.url}/api/v1/reports`)).status).toBe(401)

  const made = await brief('token', 'add', 'Power BI', '--scope', 'read')
  expect(made.err).toContain('shown this once')
  const headers = { authorization: `Bearer ${made.out.trim()}` }
  expect((await fetch(`${first.url}/api/v1/reports`, { headers })).status).toBe(200)
  expect((await fetch(`${first.url}/api/v1/people`, { headers })).status).toBe(403)

  const invited = await brief('user', 'add', 'bob@acme.example', '--role', 'reader', '--invite')
  const joining = { token: invited.out.trim().split('#token=')[1], name: 'Bob', password: PASSWORD }
  expect((await post('/invitations/accept', joining)).status).toBe(200)
  const reset = await brief('user', 'reset', 'bob@acme.example', '--json')
  const { link } = JSON.parse(reset.out) as { link: string }
  const next = { token: link.split('#token=')[1], password: 'quite another long one' }
  expect((await post('/password/reset', next)).status).toBe(204)

  await first.stop()
  const second = await serve()
  expect(second.setUpUrl).toBeNull()
  await second.stop()
}, 120_000)

it('says what is missing or wrong, with status 2', async () => {
  const cases: string[][] = [
    ['user', 'add', 'carl@acme.example'],
    ['user', 'add', 'carl@acme.example', '--role', 'king'],
    ['user', 'add', 'carl@acme.example', '--role', 'reader'],
    ['user', 'add', 'bob@acme.example', '--role', 'reader', '--invite'],
    ['user', 'add', 'no address', '--role', 'reader', '--invite'],
    ['user', 'reset', 'nobody@acme.example'],
    ['token', 'add', 'x'],
    ['token', 'add', 'x', '--scope', 'all'],
    ['token', 'add', 'x', '--scope', 'read', '--expires-on', '2027-02-30'],
    ['token', 'add', 'x', '--scope', 'read', '--expires-on', '2020-01-01'],
  ]
  for (const args of cases) {
    const { status, out, err } = await brief(...args)
    expect([args.join(' '), status, out]).toEqual([args.join(' '), 2, ''])
    expect(err).not.toBe('')
  }
}, 120_000)

interface Serving {
  readonly url: string
  readonly setUpUrl: string | null
  stop(): Promise<void>
}

async function serve(): Promise<Serving> {
  const main = join(import.meta.dirname, '..', 'src', 'main.ts')
  const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--json'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let out = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  await expect.poll(() => out, { timeout: 60_000, interval: 100 }).toContain('}')
  return {
    ...(JSON.parse(out) as Pick<Serving, 'url' | 'setUpUrl'>),
    async stop() {
      child.kill('SIGINT')
      await once(child, 'close')
    },
  }
}
