import { readFile } from 'node:fs/promises'
import { AppError } from '../kernel/app-error.ts'
import type { ConnectionInput, ConnectionTestResult, StageResult } from '../psa/connection-test.ts'
import { withWorkspace, type CliParts, type CommonOptions } from './command.ts'
import { EXIT, exitStatusOfCode, type ExitStatus } from './exit-status.ts'
import { ask, note, print, printJson, type Io } from './io.ts'

/** The values as flags give them; the private key has no flag, because a process list shows flags. */
export interface ConnectOptions extends CommonOptions {
  readonly siteUrl?: string
  readonly companyId?: string
  readonly publicKey?: string
  readonly privateKeyFile?: string
  readonly clientId?: string
}

/** `connect test`: the staged test, nothing stored. */
export async function connectTest(parts: CliParts, options: ConnectOptions): Promise<ExitStatus> {
  const input = await readValues(parts, options)
  const result = await runTest(parts, input, options.json === true)
  return result.ok ? EXIT.done : exitStatusOfCode(result.code)
}

/** `connect save`: tests, and stores the five values when ConnectWise accepts them. */
export async function connectSave(parts: CliParts, options: ConnectOptions): Promise<ExitStatus> {
  const input = await readValues(parts, options)
  const result = await runTest(parts, input, options.json === true)
  if (!result.ok) {
    note(parts.io, 'Nothing was saved.')
    return exitStatusOfCode(result.code)
  }
  return withWorkspace(parts, options.workspace, async (workspace) => {
    await workspace.saveConnection(input, result)
    note(parts.io, 'Saved. The keys are sealed. Next: briefing sync')
    return EXIT.done
  })
}

async function runTest(
  parts: CliParts,
  input: ConnectionInput,
  asJson: boolean,
): Promise<ConnectionTestResult> {
  const { io } = parts
  const show = (stage: StageResult) => note(io, stageLine(stage))
  const result = await parts.testConnection(await parts.config(), input, show)
  if (asJson) printJson(io, result)
  else print(io, describeTest(result))
  return result
}

const MARKS = { ok: '✓', warning: '!', failed: '✗', skipped: '·' } as const

/** One stage on one line: `✓ Sign-in  the keys were accepted  41 ms`. */
export function stageLine(stage: StageResult): string {
  return `${MARKS[stage.state]} ${stage.title.padEnd(18)} ${stage.detail}`
}

/** The answer of a test as a person reads it on a terminal. */
export function describeTest(result: ConnectionTestResult): string {
  const lines = ['', result.title, result.explanation]
  for (const [index, remedy] of result.remedies.entries()) lines.push(`  ${index + 1}. ${remedy}`)
  for (const warning of result.warnings) lines.push(`! ${warning.title} ${warning.explanation}`)
  const missing = result.permissions.filter(
    (row) => row.state !== 'ok' && row.state !== 'not-verified',
  )
  if (missing.length > 0) lines.push('', 'Not readable with this role:')
  for (const row of missing) lines.push(`  ${row.title.padEnd(22)} ${row.fix}`)
  return lines.filter((line, index) => index > 0 || line !== '').join('\n')
}

async function readValues(parts: CliParts, options: ConnectOptions): Promise<ConnectionInput> {
  const { io } = parts
  const given = (await parts.config()).psa
  const value = async (
    flag: string | undefined,
    set: string | undefined,
    name: string,
    ways: string,
  ) => flag ?? set ?? (await ask(io, name, { otherWays: `Give it with ${ways}.` }))
  return {
    siteUrl: await value(
      options.siteUrl,
      given.siteUrl,
      'Site URL',
      '--site-url or BRIEFING_PSA_SITE_URL',
    ),
    companyId: await value(
      options.companyId,
      given.companyId,
      'Company ID',
      '--company-id or BRIEFING_PSA_COMPANY_ID',
    ),
    publicKey: await value(
      options.publicKey,
      given.publicKey,
      'Public key',
      '--public-key or BRIEFING_PSA_PUBLIC_KEY',
    ),
    privateKey: await readPrivateKey(io, options.privateKeyFile, given.privateKey),
    clientId: await value(
      options.clientId,
      given.clientId,
      'Client ID',
      '--client-id or BRIEFING_CLIENT_ID',
    ),
  }
}

async function readPrivateKey(
  io: Io,
  file: string | undefined,
  given: string | undefined,
): Promise<string> {
  if (file !== undefined) {
    try {
      return (await readFile(file, 'utf8')).trim()
    } catch (cause) {
      throw new AppError(`The private key file ${file} cannot be read.`, {
        code: 'key-file-unreadable',
        remedy: 'correct-input',
        hint: 'Check the path and that this user may read it.',
        cause,
      })
    }
  }
  if (given !== undefined) return given
  return ask(io, 'Private key (not shown)', {
    secret: true,
    otherWays: 'Give it with --private-key-file or BRIEFING_PSA_PRIVATE_KEY.',
  })
}
