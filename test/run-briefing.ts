import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** How a command ended, and what it said where. */
export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts')

/** Runs a command in a process of its own, as a person would, with nothing on its input. */
export async function runBriefing(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', BRIEFING_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, out, err }
}
