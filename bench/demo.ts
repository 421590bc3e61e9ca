/**
 * How long a newcomer waits: `./briefing demo --once --size small` from start to exit, and what the
 * launcher itself costs over a plain Node.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { median, writeResult } from './result.ts'

const ROUNDS = 3
const LAUNCHES = 15
const SEED = 1

const home = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'briefing-bench-'))

function seconds(command: string, args: readonly string[]): number {
  const startedAt = performance.now()
  const ended = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  if (ended.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${String(ended.stderr)}`)
  return (performance.now() - startedAt) / 1000
}

try {
  const launcher = join(home, 'briefing')
  const demo = Array.from({ length: ROUNDS }, () =>
    seconds(launcher, ['demo', '--once', '--size', 'small', '--seed', String(SEED)]),
  )
  const version = Array.from({ length: LAUNCHES }, () => seconds(launcher, ['--version']))
  const plain = Array.from({ length: LAUNCHES }, () => seconds(process.execPath, ['--version']))
  writeResult('demo', {
    size: 'small',
    seed: SEED,
    rounds: ROUNDS,
    demoSeconds: median(demo),
    demoLimitSeconds: 20,
    versionSeconds: median(version),
    plainNodeSeconds: median(plain),
    launcherOverPlainNodeSeconds: median(version) - median(plain),
    launcherLimitSeconds: 0.3,
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
