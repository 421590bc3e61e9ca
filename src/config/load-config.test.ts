import { join, resolve } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { AppError } from '../kernel/app-error.ts'
import { loadConfig } from './load-config.ts'

describe('the configuration', () => {
  it('of an empty environment is one machine on port 4180 with its key beside its data', () => {
    expect(loadConfig({})).toMatchObject({
      dataDir: resolve('data'),
      keyFile: resolve('data/key'),
      hosted: null,
      port: 4180,
      baseUrl: 'http://localhost:4180',
      mail: { from: undefined },
      allowedPsaHosts: [],
      logLevel: 'info',
    })
  })

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ BRIEFING_PORT: '', BRIEFING_DATABASE_URL: ' ' })).toMatchObject({
      port: 4180,
      hosted: null,
    })
  })

  it('reads every variable', () => {
    const config = loadConfig({
      BRIEFING_DATA_DIR: '/srv/briefing',
      BRIEFING_DATABASE_URL: 'postgresql://app:pw@db.example.com/briefing',
      BRIEFING_KEY_FILE: '/run/secrets/key',
      BRIEFING_PORT: '8080',
      BRIEFING_BASE_URL: 'https://briefing.example.com/',
      BRIEFING_SMTP_URL: 'smtps://u:pw@mail.example.com:465',
      BRIEFING_MAIL_FROM: 'Cloud Briefing <briefing@example.com>',
      BRIEFING_ALLOWED_PSA_HOSTS: 'PSA.example.com, 127.0.0.1:4190 [::1]:4190',
      BRIEFING_CLIENT_ID: 'client',
      BRIEFING_PSA_SITE_URL: 'na.myconnectwise.net',
      BRIEFING_PSA_COMPANY_ID: 'acme',
      BRIEFING_PSA_PUBLIC_KEY: 'public',
      BRIEFING_PSA_PRIVATE_KEY: 'private',
      BRIEFING_LOG_LEVEL: 'debug',
      TZ: 'Mars/Base',
    })
    expect(config).toMatchObject({
      dataDir: '/srv/briefing',
      keyFile: '/run/secrets/key',
      port: 8080,
      baseUrl: 'https://briefing.example.com',
      mail: { from: 'Cloud Briefing <briefing@example.com>' },
      allowedPsaHosts: ['psa.example.com', '127.0.0.1:4190', '[::1]:4190'],
      psa: { siteUrl: 'na.myconnectwise.net', companyId: 'acme', clientId: 'client' },
      logLevel: 'debug',
    })
    expect(config.hosted?.databaseUrl).toBe('postgresql://app:pw@db.example.com/briefing')
    expect(config.mail.smtpUrl).toBe('smtps://u:pw@mail.example.com:465')
    expect([config.psa.publicKey, config.psa.privateKey]).toEqual(['public', 'private'])
  })

  it('puts the key beside the data wherever the data is', () => {
    expect(loadConfig({ BRIEFING_DATA_DIR: '/srv/x' }).keyFile).toBe(join('/srv/x', 'key'))
  })

  it('does not change after it was read', () => {
    const config = loadConfig({})
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError)
    expect(() => Object.assign(config.allowedPsaHosts, ['x'])).toThrow(TypeError)
  })

  it('shows no secret when printed', () => {
    const config = loadConfig({
      BRIEFING_KEY_FILE: '/k',
      BRIEFING_DATABASE_URL: 'postgres://u:canary1@h/d',
      BRIEFING_SMTP_URL: 'smtp://u:canary2@h',
      BRIEFING_MAIL_FROM: 'a@b.example',
      BRIEFING_PSA_PUBLIC_KEY: 'canary3',
      BRIEFING_PSA_PRIVATE_KEY: 'canary4',
    })
    expect(inspect(config, { depth: 9, showHidden: true }) + JSON.stringify(config)).not.toContain(
      'canary',
    )
  })
})

describe('a wrong variable', () => {
  it.each([
    ['BRIEFING_PORT', '65536'],
    ['BRIEFING_PORT', '80a'],
    ['BRIEFING_PORT', '-1'],
    ['BRIEFING_BASE_URL', 'canary.example.com'],
    ['BRIEFING_BASE_URL', 'ftp://canary.example.com'],
    ['BRIEFING_SMTP_URL', 'canary.example.com:465'],
    ['BRIEFING_DATABASE_URL', 'mysql://u:canary@h/d'],
    ['BRIEFING_MAIL_FROM', 'canary'],
    ['BRIEFING_MAIL_FROM', 'a@b.example\r\nBcc: c@d.example'],
    ['BRIEFING_ALLOWED_PSA_HOSTS', 'https://psa.example.com'],
    ['BRIEFING_ALLOWED_PSA_HOSTS', 'psa.example.com/path'],
    ['BRIEFING_ALLOWED_PSA_HOSTS', 'user@psa.example.com'],
    ['BRIEFING_LOG_LEVEL', 'canary'],
  ])('%s=%j is refused by its name, with what to write, and not repeated', (name, value) => {
    const error = refusal({
      BRIEFING_KEY_FILE: '/k',
      BRIEFING_MAIL_FROM: 'a@b.example',
      [name]: value,
    })
    expect(error).toMatchObject({ code: 'config-invalid', remedy: 'reconfigure' })
    expect(error.message).toBe(`${name} is not set correctly.`)
    expect(error.hint).toContain(name)
    expect(error.message + (error.hint ?? '')).not.toContain(value)
  })

  it('is named together with every other', () => {
    const error = refusal({ BRIEFING_PORT: 'x', BRIEFING_LOG_LEVEL: 'y' })
    expect(error.message).toMatch(/^BRIEFING_PORT and BRIEFING_LOG_LEVEL are not/)
  })

  it('is the key file, when hosted without one', () => {
    expect(refusal({ BRIEFING_DATABASE_URL: 'postgres://h/d' }).message).toMatch(
      /^BRIEFING_KEY_FILE is not/,
    )
  })

  it('is the sender, when mail is set up without one', () => {
    expect(refusal({ BRIEFING_SMTP_URL: 'smtp://h' }).message).toMatch(/^BRIEFING_MAIL_FROM is not/)
  })
})

function refusal(env: NodeJS.ProcessEnv): AppError {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('the environment was accepted')
}
