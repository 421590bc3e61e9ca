import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { AppError } from '../kernel/app-error.ts'
import { dayOf, isDay } from '../kernel/calendar.ts'
import type { Size } from '../practice/entity.ts'
import { createWorld } from '../practice/data/create-world.ts'
import { startPractice, type FaultPlan, type Practice } from '../practice/start-practice.ts'
import type { CliParts } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { print, printJson } from './io.ts'
import { untilStopped } from './until-stopped.ts'

export interface PracticeOptions {
  readonly port: number
  readonly size: Size
  readonly seed: number
  readonly today?: string
  readonly faults?: string
  readonly json?: boolean
  /** Ends when standard input ends: so that it never outlives the program that started it. */
  readonly withParent?: boolean
}

/** `practice`: the practice ConnectWise PSA alone, until it is stopped. */
export async function practice(parts: CliParts, options: PracticeOptions): Promise<ExitStatus> {
  const { io } = parts
  const faults = options.faults === undefined ? {} : await readFaults(options.faults)
  const today = options.today ?? dayOf(parts.clock.now(), 'UTC')
  if (!isDay(today)) throw notADay(today)
  const world = createWorld({ seed: options.seed, size: options.size, today })
  const server = await startPractice({ port: options.port, world, faults, clock: parts.clock })
  if (options.json === true) printJson(io, practiceValues(server))
  else print(io, describePractice(server, options))
  const stopped = untilStopped()
  if (options.withParent === true) io.stdin.resume()
  await (options.withParent === true ? Promise.race([stopped, once(io.stdin, 'end')]) : stopped)
  await server.close()
  io.stdin.destroy()
  return EXIT.done
}

/** The five values of the practice company, as a client would get them from ConnectWise. */
export function practiceValues(server: Practice) {
  return {
    url: server.url,
    siteUrl: server.siteUrl,
    companyId: 'practice',
    publicKey: 'practicePublic',
    privateKey: 'practicePrivate',
    clientId: '00000000-0000-4000-8000-000000000001',
  }
}

function describePractice(server: Practice, options: PracticeOptions): string {
  const values = practiceValues(server)
  return [
    `Practice ConnectWise PSA, size ${options.size}, seed ${options.seed}, at ${values.url}`,
    '',
    `  Site URL     ${values.siteUrl}`,
    `  Company ID   ${values.companyId}`,
    `  Public key   ${values.publicKey}`,
    `  Private key  ${values.privateKey}`,
    `  Client ID    ${values.clientId}`,
    '',
    'Restricted members: noFinance, boardsHidden, levelLocation, myOnly, inactive (+ Public / Private).',
    `Control door: ${values.url}/_practice/. Stop it with Ctrl-C.`,
  ].join('\n')
}

/** Read as JSON here; whether it is a fault plan is for the practice PSA to say. */
async function readFaults(path: string): Promise<FaultPlan> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as FaultPlan
  } catch (cause) {
    throw new AppError(`The fault plan ${path} cannot be read as JSON.`, {
      code: 'fault-plan-unreadable',
      remedy: 'correct-input',
      hint: 'Give a file such as {"seed": 1, "latencyMs": 50, "rateLimit": 0.05}.',
      cause,
    })
  }
}

function notADay(text: string): AppError {
  return new AppError(`"${text}" is not a day.`, {
    code: 'invalid-day',
    remedy: 'correct-input',
    hint: 'Write --today 2026-11-22.',
  })
}
