import { describe, expect, it } from 'vitest'
import { base32, newTotpSecret, totpCode, totpStepOf, totpUri } from './totp.ts'

/** The secret of RFC 6238, appendix B. */
const secret = Buffer.from('12345678901234567890')

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is the one of RFC 6238: %s', (second, code) => {
    expect(totpCode(secret, Math.floor(second / 30))).toBe(code)
    expect(totpStepOf(secret, code, new Date(second * 1000))).toBe(Math.floor(second / 30))
  })

  it('counts half a minute early and late, and no longer', () => {
    const at = (second: number) => totpStepOf(secret, '287082', new Date(second * 1000))
    expect([at(0), at(30), at(89)]).toEqual([1, 1, 1])
    expect(at(90)).toBeNull()
    expect(totpStepOf(secret, '287082', new Date(0 - 60_000))).toBeNull()
  })

  it.each(['', '28708', '2870821', 'abcdef', '２８７０８２', '287082;'])('is not %j', (code) => {
    expect(totpStepOf(secret, code, new Date(59_000))).toBeNull()
  })

  it('may be typed with a space in it', () => {
    expect(totpStepOf(secret, '287 082', new Date(59_000))).toBe(1)
  })
})

it('a secret is 160 bits and reads as RFC 4648 base32', () => {
  expect(newTotpSecret()).toHaveLength(20)
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  expect(totpUri(secret, 'ann+x@acme.example', 'Cloud Briefing')).toBe(
    'otpauth://totp/Cloud%20Briefing:ann%2Bx%40acme.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Cloud%20Briefing&algorithm=SHA1&digits=6&period=30',
  )
})
