/**
 * `./briefing test`: installs what the tests need and runs every check of the house, each to its end,
 * so that one run tells everything. Closes with the line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const home = resolve(import.meta.dirname, '..')
process.chdir(home)

interface Tally {
  passed: number
  failed: number
  skipped: number
}

const CHECKS: readonly (readonly [name: string, bin: string, ...args: string[]])[] = [
  ['types', 'tsc'],
  ['types of the web app', 'tsc', '-p', 'web'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'prettier', '--check', '--log-level=warn', '.'],
  ['dead code', 'knip'],
]

const tally: Tally = { passed: 0, failed: 0, skipped: 0 }
installChromium()
for (const [name, bin, ...args] of CHECKS) {
  const passed = run(bin, args) === 0
  process.stdout.write(`${passed ? 'passed' : 'FAILED'}: ${name}\n`)
  if (passed) tally.passed += 1
  else tally.failed += 1
}
runTests(process.argv.slice(2))
const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed${skipped}\n`)
process.exitCode = tally.failed === 0 ? 0 : 1

/** Runs a package's command with this Node: the machine's own may be too old for it. */
function run(bin: string, args: readonly string[]): number {
  const path = join(home, 'node_modules', '.bin', bin)
  const node = resolve(process.execPath, '..')
  const env = { ...process.env, PATH: `${node}:${process.env['PATH'] ?? ''}` }
  return spawnSync(path, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status ?? 1
}

/** All test files, or those whose path holds one of the given words. */
function runTests(words: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'briefing-test-'))
  const report = join(folder, 'report.json')
  const status = run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...words,
  ])
  const counted = existsSync(report) ? readReport(report) : null
  rmSync(folder, { recursive: true, force: true })
  if (counted !== null) {
    tally.passed += counted.numPassedTests
    tally.failed += counted.numFailedTests
    tally.skipped += counted.numPendingTests + counted.numTodoTests
  }
  // A file that breaks before its first test, or a run without any, fails no test: count it here.
  const failedUnseen = counted === null || (status !== 0 && counted.numFailedTests === 0)
  if (failedUnseen || counted.numTotalTests === 0) tally.failed += 1
}

interface VitestReport {
  readonly numTotalTests: number
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

function readReport(path: string): VitestReport {
  return JSON.parse(readFileSync(path, 'utf8')) as VitestReport
}

/** Browser tests need Chromium; on Debian it is one package away. Elsewhere they say that they were skipped. */
function installChromium(): void {
  if (existsSync('/usr/bin/chromium')) return
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) {
    process.stdout.write(
      'No /usr/bin/chromium: the browser tests are skipped. Install it to run them.\n',
    )
    return
  }
  process.stdout.write('Installing Chromium for the browser tests …\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
  apt('update')
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')
}
