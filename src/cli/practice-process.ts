import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { AppError } from '../kernel/app-error.ts'
import type { Size } from '../practice/entity.ts'
import type { practiceValues } from './practice.ts'

/** The practice PSA in a process of its own: a demo then measures two programs, as in real life. */
export interface PracticeProcess {
  readonly values: ReturnType<typeof practiceValues>
  stop(): Promise<void>
}

/** Starts it on a free port. Throws `practice-not-started` with what it said. */
export async function startPracticeProcess(
  program: { readonly node: string; readonly main: string },
  options: { readonly size: Size; readonly seed: number },
): Promise<PracticeProcess> {
  const args = [program.main, 'practice', '--json', '--with-parent', '--port', '0']
  args.push('--size', options.size, '--seed', String(options.seed))
  const child = spawn(program.node, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  const text = await firstDocument(child)
  return {
    values: JSON.parse(text) as PracticeProcess['values'],
    async stop() {
      if (child.exitCode !== null) return
      // The end of its input is its sign to stop, also where the parent dies without a word.
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}

/** Reads until the one JSON document that `--json` prints is whole. */
async function firstDocument(child: ChildProcess): Promise<string> {
  let text = ''
  let complaints = ''
  child.stderr?.on('data', (chunk) => (complaints += String(chunk)))
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (text.trimEnd().endsWith('}')) return text
  }
  throw new AppError(`The practice ConnectWise did not start. ${complaints.trim()}`, {
    code: 'practice-not-started',
    remedy: 'retry',
  })
}
