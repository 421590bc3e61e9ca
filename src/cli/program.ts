import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { ROLES, type Scope, SCOPES } from '../accounts/people/role.ts'
import type { Size } from '../practice/entity.ts'
import type { CliParts, CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { note } from './io.ts'
import { isClosedPipe, reportError } from './report-error.ts'

const SIZES: readonly Size[] = ['small', 'medium', 'large']

/**
 * Parses a command line, runs its command and answers with the exit status. Every command's code is
 * loaded only when it is asked for, so that `--version` and a typing error answer at once.
 */
export async function runProgram(argv: readonly string[], parts: CliParts): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done
  const program = buildProgram(parts, (ended) => (status = ended))
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse
    if (isClosedPipe(error)) return EXIT.done
    const json = argv.includes('--json')
    return reportError(parts.io, error, { json, debug: parts.debug })
  }
}

function buildProgram(parts: CliParts, end: (status: ExitStatus) => void): Command {
  const { io } = parts
  const program = new Command('briefing')
    .description(
      'ConnectWise PSA, understood: a complete copy, the answers, and a morning briefing.',
    )
    .version(parts.version)
    .showHelpAfterError('(briefing --help lists the commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })

  const command = (name: string, about: string) =>
    program
      .command(name)
      .description(about)
      .option('--json', 'one JSON document on standard output')
  const withData = (made: Command) =>
    made.option('--workspace <slug>', 'which MSP, where there are several', 'main')

  command('demo', 'connect, sync and brief on a practice ConnectWise: nothing to set up')
    .option('--once', 'write out/briefing.html, .pdf and .json, then exit')
    .addOption(sizeOption())
    .option('--seed <n>', 'which practice company', wholeNumber, 1)
    .option('--port <n>', 'where the briefing is shown', portNumber)
    .action(async (options) => end(await (await import('./demo.ts')).demo(parts, options)))

  command('practice', 'the practice ConnectWise PSA alone')
    .option('--port <n>', 'where it listens', portNumber, 4190)
    .addOption(sizeOption())
    .option('--seed <n>', 'which practice company', wholeNumber, 1)
    .option('--today <day>', 'the UTC day its data ends on (default: today)')
    .option('--faults <file>', 'a fault plan, JSON')
    .addOption(new Option('--with-parent').hideHelp())
    .action(async (options) => end(await (await import('./practice.ts')).practice(parts, options)))

  const connect = program.command('connect').description('the connection to ConnectWise')
  for (const [name, about] of [
    ['test', 'test the five values, stage by stage; stores nothing'],
    ['save', 'test them, then seal and keep them'],
  ] as const) {
    withData(connect.command(name).description(about))
      .option('--json', 'one JSON document on standard output')
      .option('--site-url <url>', 'where you open ConnectWise (or BRIEFING_PSA_SITE_URL)')
      .option('--company-id <id>', 'company of the sign-in page (or BRIEFING_PSA_COMPANY_ID)')
      .option('--public-key <key>', 'of the API member (or BRIEFING_PSA_PUBLIC_KEY)')
      .option('--private-key-file <file>', 'holds the private key (or BRIEFING_PSA_PRIVATE_KEY)')
      .option('--client-id <guid>', 'from developer.connectwise.com (or BRIEFING_CLIENT_ID)')
      .action(async (options) => {
        const { connectSave, connectTest } = await import('./connect.ts')
        end(await (name === 'test' ? connectTest : connectSave)(parts, options))
      })
  }

  withData(command('sync', 'bring the copy up to date'))
    .option('--stream <name>', 'only this stream; may be repeated', collect, [])
    .option('--full', 'ask for everything again, into the living rows')
    .action(async (options) => end(await (await import('./sync.ts')).sync(parts, options)))

  const report = program.command('report').description('the answers')
  report
    .command('list')
    .description('every report with its question')
    .option('--json', 'one JSON document on standard output')
    .action(async (options: CommonOptions) =>
      end(await (await import('./report.ts')).reportList(parts, options)),
    )
  withData(report.command('show <id>').description('one answer'))
    .option('--param <name=value>', 'a parameter; may be repeated', collect, [])
    .option('--format <format>', 'table, json or csv', 'table')
    .option('--out <file>', 'into a file')
    .option('--json', 'the same as --format json')
    .action(async (id: string, options) =>
      end(await (await import('./report.ts')).reportShow(parts, id, options)),
    )

  withData(command('brief', 'compose the briefing now'))
    .option('--out <folder>', 'also write briefing.html, .pdf and .json there')
    .action(async (options) => end(await (await import('./brief.ts')).brief(parts, options)))

  withData(command('sql <query>', 'a read-only query over the views and tables')).action(
    async (query: string, options: CommonOptions) =>
      end(await (await import('./sql.ts')).sql(parts, query, options)),
  )

  withData(command('serve', 'the pages, the API and the schedule'))
    .option('--port <n>', 'where it listens, on this machine only', portNumber)
    .action(async (options) => end(await (await import('./serve.ts')).serve(parts, options)))

  withData(command('doctor', 'examine the installation and say what to do')).action(
    async (options: CommonOptions) =>
      end(await (await import('./doctor.ts')).doctor(parts, options)),
  )

  program
    .command('key')
    .description('the key that seals every stored secret')
    .command('rotate')
    .description('a new one, while the server goes on; resumes one that was stopped')
    .option('--json', 'one JSON document on standard output')
    .action(async (options: { readonly json?: boolean }) =>
      end(await (await import('./key-rotate.ts')).keyRotate(parts, options)),
    )

  const user = program.command('user').description('who may sign in')
  withData(user.command('add <email>').description('an account, or a link to make it with'))
    .addOption(roleOption())
    .option('--name <name>', 'asked for where it is left out')
    .option('--invite', 'a link for the person to choose a password with')
    .option('--json', 'one JSON document on standard output')
    .action(async (email: string, options) =>
      end(await (await import('./user.ts')).userAdd(parts, email, options)),
    )
  withData(user.command('reset <email>').description('a link to choose a new password with'))
    .option('--json', 'one JSON document on standard output')
    .action(async (email: string, options: CommonOptions) =>
      end(await (await import('./user.ts')).userReset(parts, email, options)),
    )

  const token = program.command('token').description('what programs sign in with')
  withData(token.command('add <name>').description('an API token, shown once'))
    .requiredOption('--scope <scope>', 'read, run or admin; may be repeated', collectScope)
    .option('--expires-on <day>', 'when it is over, such as 2027-01-31', calendarDay)
    .option('--json', 'one JSON document on standard output')
    .action(async (name: string, options) =>
      end(await (await import('./token.ts')).tokenAdd(parts, name, options)),
    )

  program
    .command('test')
    .description('install what the tests need and run all of them (from a clone)')
    .action(() => {
      note(io, 'The tests run from a clone of the repository: ./briefing test')
      end(EXIT.wrongUse)
    })

  return program
}

function sizeOption(): Option {
  return new Option('--size <size>', 'how much data').choices([...SIZES]).default('small')
}

function roleOption(): Option {
  return new Option('--role <role>', 'what they may do').choices(ROLES).makeOptionMandatory()
}

function collectScope(value: string, before: readonly Scope[] = []): readonly Scope[] {
  const scope = SCOPES.find((each) => each === value)
  if (scope !== undefined) return [...before, scope]
  throw new InvalidArgumentError('It must be read, run or admin.')
}

function calendarDay(text: string): string {
  const day = new Date(`${text}T00:00:00Z`)
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text
  throw new InvalidArgumentError('It must be a day such as 2027-01-31.')
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new InvalidArgumentError('It must be a whole number from 0 up.')
}

function portNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value
  throw new InvalidArgumentError('It must be a port, 0 to 65535.')
}
