// Brings what Cloud Briefing needs, then starts it. Runs on any Node that npm runs on, so it must not
// use what only Node 24 has. On a machine without a POSIX shell the npm scripts come straight here.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = dirname(fileURLToPath(import.meta.url))
const lock = join(home, 'package-lock.json')
const installedLock = join(home, 'node_modules', '.installed-lock')
const windows = process.platform === 'win32'

if (!isInstalled()) install()
const [command, ...rest] = process.argv.slice(2)
const script =
  command === 'test'
    ? [join(home, 'test', 'run-all.ts'), ...rest]
    : command === 'bench'
      ? [join(home, 'bench', 'bench.ts'), ...rest]
      : [join(home, 'src', 'main.ts'), ...process.argv.slice(2)]
// Node keeps the stripped and compiled sources here: a start then costs 0.1 s, not half of one.
const cache = process.env.NODE_COMPILE_CACHE ?? join(home, 'node_modules', '.compiled')
// As in `briefing`, where the reason stands.
const env = { MALLOC_ARENA_MAX: '1', ...process.env, NODE_COMPILE_CACHE: cache }
const ended = spawnSync(findNode(), script, { stdio: 'inherit', env })
process.exitCode = ended.status ?? 1

function isInstalled() {
  return existsSync(installedLock) && readFileSync(installedLock).equals(readFileSync(lock))
}

/** Installs exactly what the lockfile names. The stamp is written last: a broken install is done again. */
function install() {
  process.stderr.write('Installing what Cloud Briefing needs, once (half a minute or so) …\n')
  rmSync(installedLock, { force: true })
  // `npm ci` refuses a lockfile that does not name the binaries of every platform; this installs the
  // versions it names as well, and leaves it as it is.
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund']
  args.push('--loglevel=error')
  // npm is a .cmd on Windows, which only a shell starts; the arguments are all ours.
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd: home,
    stdio: ['ignore', 2, 2],
    shell: windows,
    env: { ...process.env, NODE_ENV: '' },
  })
  if (npm.status !== 0) {
    process.stderr.write(
      'npm could not install the dependencies; its message is above. Check the network or the npm registry setting, then run the command again.\n',
    )
    process.exit(1)
  }
  copyFileSync(lock, installedLock)
}

/** The Node of the pinned npm package; the machine's own where that brings none for this platform. */
function findNode() {
  const pinned = join(home, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')
  if (existsSync(pinned)) return pinned
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major < 24) {
    process.stderr.write(
      `Cloud Briefing needs Node 24 or newer; this is ${process.versions.node}, and npm brought none for ${process.platform}-${process.arch}. Install Node 24, then run the command again.\n`,
    )
    process.exit(1)
  }
  return process.execPath
}
