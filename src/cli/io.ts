import { createInterface } from 'node:readline/promises'
import { Writable, type Readable } from 'node:stream'
import { AppError } from '../kernel/app-error.ts'

/** A terminal, or what stands in for one: where commands read from and write to. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean }
}

/** The answer of a command: standard output, ending in a newline. */
export function print(io: Io, text: string): void {
  io.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** What happens meanwhile: standard error, so that the answer can be piped. */
export function note(io: Io, text: string): void {
  io.stderr.write(`${text}\n`)
}

/** The one JSON document of `--json`. */
export function printJson(io: Io, document: unknown): void {
  io.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}

/** Asks a person. Throws `no-input` where nobody can answer, naming the other ways to give the value. */
export async function ask(
  io: Io,
  question: string,
  options: { readonly secret?: boolean; readonly otherWays: string },
): Promise<string> {
  if (io.stdin.isTTY !== true) {
    throw new AppError(`${question} is missing.`, {
      code: 'no-input',
      remedy: 'correct-input',
      hint: options.otherWays,
    })
  }
  io.stderr.write(`${question}: `)
  // A muted output keeps a secret off the screen while readline still edits the line.
  const output =
    options.secret === true ? new Writable({ write: (_c, _e, done) => done() }) : io.stderr
  const lines = createInterface({ input: io.stdin, output, terminal: true })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    if (options.secret === true) io.stderr.write('\n')
  }
}
