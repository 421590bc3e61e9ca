import { join, resolve } from 'node:path'
import type { z } from 'zod'
import { AppError } from '../kernel/app-error.ts'
import { conceal } from '../kernel/conceal.ts'
import { joinWords } from '../kernel/words.ts'
import { type Environment, environment } from './environment.ts'

/** Everything the operator may decide from outside. Frozen; secrets in it show only when named. */
export interface Config {
  /** Absolute. */
  readonly dataDir: string
  /** Absolute; the file with the key that seals every stored secret. */
  readonly keyFile: string
  /** Set when control data and warehouse live in PostgreSQL; null on a single machine. */
  readonly hosted: Readonly<{ databaseUrl: string }> | null
  readonly port: number
  /** Where people reach the web app, without a slash at the end. */
  readonly baseUrl: string
  /** `smtpUrl` is undefined when mail is not set up. */
  readonly mail: Readonly<{ from: string | undefined; smtpUrl: string | undefined }>
  /** Hosts outside ConnectWise's cloud that keys may be sent to: `psa.example.com`, `127.0.0.1:4190`. */
  readonly allowedPsaHosts: readonly string[]
  /** Values for `connect test` and `connect save`; the provider's client ID serves every workspace. */
  readonly psa: Readonly<PsaValues>
  readonly logLevel: Environment['BRIEFING_LOG_LEVEL']
}

export interface PsaValues {
  readonly siteUrl: string | undefined
  readonly companyId: string | undefined
  readonly clientId: string | undefined
  readonly publicKey: string | undefined
  readonly privateKey: string | undefined
}

/**
 * Reads the environment, the only place that does; the caller hands over `process.env`. An empty
 * variable counts as absent. Throws `config-invalid` that names every variable at fault and what to
 * write instead, and repeats no value: some are secrets.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const values = parse(env)
  const dataDir = resolve(values.BRIEFING_DATA_DIR)
  return Object.freeze({
    dataDir,
    keyFile: resolve(values.BRIEFING_KEY_FILE ?? join(dataDir, 'key')),
    hosted:
      values.BRIEFING_DATABASE_URL === undefined
        ? null
        : conceal({}, { databaseUrl: values.BRIEFING_DATABASE_URL }),
    port: values.BRIEFING_PORT,
    baseUrl: values.BRIEFING_BASE_URL ?? `http://localhost:${values.BRIEFING_PORT}`,
    mail: conceal({ from: values.BRIEFING_MAIL_FROM }, { smtpUrl: values.BRIEFING_SMTP_URL }),
    allowedPsaHosts: Object.freeze(values.BRIEFING_ALLOWED_PSA_HOSTS),
    psa: conceal(
      {
        siteUrl: values.BRIEFING_PSA_SITE_URL,
        companyId: values.BRIEFING_PSA_COMPANY_ID,
        clientId: values.BRIEFING_CLIENT_ID,
      },
      {
        publicKey: values.BRIEFING_PSA_PUBLIC_KEY,
        privateKey: values.BRIEFING_PSA_PRIVATE_KEY,
      },
    ),
    logLevel: values.BRIEFING_LOG_LEVEL,
  })
}

function parse(env: NodeJS.ProcessEnv): Environment {
  const present = Object.entries(env).filter(([, value]) => value?.trim())
  const result = environment.safeParse(Object.fromEntries(present))
  if (result.success) return result.data
  throw invalid(result.error.issues)
}

function invalid(issues: readonly z.core.$ZodIssue[]): AppError {
  const names = [...new Set(issues.map((issue) => String(issue.path[0])))]
  const verb = names.length === 1 ? 'is' : 'are'
  return new AppError(`${joinWords(names)} ${verb} not set correctly.`, {
    code: 'config-invalid',
    remedy: 'reconfigure',
    hint: issues.map((issue) => issue.message).join(' '),
  })
}
