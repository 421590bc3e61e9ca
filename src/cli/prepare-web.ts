import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'

const HOME = resolve(import.meta.dirname, '..', '..')
const BUILT = join(HOME, 'web', 'dist')

/** What the app is made of: a change in any of it makes a build old. */
const SOURCES = [
  'web/src',
  'web/index.html',
  'web/vite.config.ts',
  'web/look-plugin.ts',
  'src/delivery',
  'src/kernel',
  'src/reporting',
  'package-lock.json',
]

/** It takes seconds; past this something hangs. */
const BUILD_TIMEOUT_MS = 180_000

/**
 * The folder of the web app, built first when it is missing or older than its sources; `say` is told
 * so in one line. Null when it cannot be built: the server then serves its own pages.
 */
export async function prepareWeb(say: (line: string) => void): Promise<string | null> {
  if (isCurrent()) return BUILT
  say('Building the web app, once …')
  // Built beside its place and then put there: two servers that start together never mix their files.
  const fresh = `${BUILT}-${process.pid}`
  try {
    await promisify(execFile)(process.execPath, [join(HOME, 'web', 'build.ts'), fresh], {
      cwd: HOME,
      timeout: BUILD_TIMEOUT_MS,
      env: { ...process.env, NODE_ENV: 'production' },
    })
    await rm(BUILT, { recursive: true, force: true })
    await rename(fresh, BUILT)
    return BUILT
  } catch (error) {
    // Another server that started beside this one was quicker: its build is as good.
    if (isCurrent()) return BUILT
    const hasOlder = builtAt(BUILT) > 0
    const instead = hasOlder ? 'an older one is served' : 'the pages to print are here instead'
    say(`The web app cannot be built (${reason(error)}); ${instead}.`)
    return hasOlder ? BUILT : null
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

function isCurrent(): boolean {
  return builtAt(BUILT) >= newest(SOURCES.map((path) => join(HOME, path)))
}

function builtAt(folder: string): number {
  return statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? -1
}

function newest(paths: readonly string[]): number {
  return Math.max(
    0,
    ...paths.map((path) => {
      const found = statSync(path, { throwIfNoEntry: false })
      if (found === undefined) return 0
      if (!found.isDirectory()) return found.mtimeMs
      return newest(readdirSync(path).map((name) => join(path, name)))
    }),
  )
}

/** What the builder names as the fault: the line after it says that it failed. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const said = 'stderr' in error ? stripVTControlCharacters(String(error.stderr)) : ''
  return /Build failed with.*\n+\s*(\S.*)/.exec(said)?.[1] ?? error.message.split('\n')[0] ?? ''
}
