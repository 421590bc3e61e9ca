import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readCredentials } from './credentials.ts'

const VALUES = {
  companyId: 'company',
  publicKey: 'publickey',
  privateKey: 'privatekey',
  clientId: '00000000-0000-4000-8000-000000000001',
}

describe('an API member’s keys', () => {
  it('sign in as the Developer Guide’s own example does', () => {
    expect(readCredentials(VALUES).headers()).toEqual({
      authorization: 'Basic Y29tcGFueStwdWJsaWNrZXk6cHJpdmF0ZWtleQ==',
      clientId: VALUES.clientId,
    })
  })

  it('are trimmed, invisible characters too, and keep their case', () => {
    const typed = {
      companyId: '\u200b CompanyX\n',
      publicKey: '\u00a0Pub ',
      privateKey: '\ufeffPriv\t',
      clientId: ` {${VALUES.clientId}} `,
    }
    const { authorization } = readCredentials(typed).headers()
    expect(Buffer.from(authorization?.slice(6) ?? '', 'base64').toString()).toBe(
      'CompanyX+Pub:Priv',
    )
  })

  it('never show themselves, however they are printed', () => {
    const keys = readCredentials(VALUES)
    const printed = [
      String(keys),
      inspect(keys, { depth: 9, showHidden: true }),
      JSON.stringify({ keys }),
      format('%o %j %s', keys, keys, keys),
      Object.values(keys).join(),
    ].join()
    expect(printed).not.toMatch(/publickey|privatekey|Y29t/)
    expect(printed).toContain('[keys of company]')
  })

  it.each([
    ['companyId', '', 'CFG-COMPANY'],
    ['companyId', 'Acme Inc', 'CFG-COMPANY'],
    ['companyId', 'me@acme.com', 'CFG-COMPANY'],
    ['companyId', 'https://acme', 'CFG-COMPANY'],
    ['companyId', 'acme.com', 'CFG-COMPANY'],
    ['companyId', 'acme+key', 'CFG-COMPANY'],
    ['companyId', 'acme:key', 'CFG-COMPANY'],
    ['clientId', '', 'CFG-CLIENTID'],
    ['clientId', '00000000-0000-4000-8000-00000000000', 'CFG-CLIENTID'],
    ['clientId', '00000000000040008000000000000001', 'CFG-CLIENTID'],
    ['publicKey', ' ', 'CFG-KEYS'],
    ['publicKey', 'company+publickey', 'CFG-KEYS'],
    ['publicKey', 'pub:priv', 'CFG-KEYS'],
    ['publicKey', 'Basic Y29tcGFueQ==', 'CFG-KEYS'],
    ['privateKey', '', 'CFG-KEYS'],
    ['privateKey', 'two words', 'CFG-KEYS'],
    ['privateKey', 'publickey', 'CFG-KEYS'],
    ['privateKey', 'a\u0001b', 'CFG-KEYS'],
  ])('are refused when %s is %j', (name, value, code) => {
    const error = (() => {
      try {
        return readCredentials({ ...VALUES, [name]: value })
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toMatchObject({ code, remedy: 'correct-input' })
    if (value.trim() !== '') expect(JSON.stringify(error)).not.toContain(value)
  })
})
