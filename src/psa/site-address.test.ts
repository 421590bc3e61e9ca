import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestCloudHost, readSiteAddress, trustedSiteUrl } from './site-address.ts'

const LISTED = ['127.0.0.1:4190', 'cw.yourmsp.com', 'cw.other.com:8443', '[::1]:4191', '10.1.2.3']

const originOf = (typed: string): string => readSiteAddress(typed, LISTED).origin

describe('reading a site address', () => {
  it.each([
    ['na.myconnectwise.net', 'https://api-na.myconnectwise.net'],
    ['  https://NA.MyConnectWise.net/ ', 'https://api-na.myconnectwise.net'],
    ['https://api-eu.myconnectwise.net', 'https://api-eu.myconnectwise.net'],
    ['au.myconnectwise.net.', 'https://api-au.myconnectwise.net'],
    [
      'https://aus.myconnectwise.net/v2025_1/ConnectWise.aspx?locale=en',
      'https://api-aus.myconnectwise.net',
    ],
    ['za.myconnectwise.net/v4_6_release/apis/3.0/', 'https://api-za.myconnectwise.net'],
    ['staging.connectwisedev.com', 'https://api-staging.connectwisedev.com'],
    ['sandbox-na.myconnectwise.net', 'https://sandbox-na.myconnectwise.net'],
    ['http://na.myconnectwise.net', 'https://api-na.myconnectwise.net'],
    ['https://na.myconnectwise.net:443/#a', 'https://api-na.myconnectwise.net'],
    ['https:\\\\na.myconnectwise.net\\', 'https://api-na.myconnectwise.net'],
    ['//na.myconnectwise.net', 'https://api-na.myconnectwise.net'],
    ['“na.myconnectwise.net”', 'https://api-na.myconnectwise.net'],
    ['<https://na.myconnectwise.net>', 'https://api-na.myconnectwise.net'],
    ['\u200bna.my\u00adconnectwise.net\u00a0\ufeff', 'https://api-na.myconnectwise.net'],
    ['na.myconnectwise.net\n', 'https://api-na.myconnectwise.net'],
    ['cw.yourmsp.com', 'https://cw.yourmsp.com'],
    ['http://cw.yourmsp.com', 'https://cw.yourmsp.com'],
    ['https://cw.yourmsp.com:443', 'https://cw.yourmsp.com'],
    ['CW.other.com:8443/x', 'https://cw.other.com:8443'],
    ['10.1.2.3', 'https://10.1.2.3'],
    ['127.0.0.1:4190', 'http://127.0.0.1:4190'],
    ['http://127.0.0.1:4190/', 'http://127.0.0.1:4190'],
    ['https://127.0.0.1:4190', 'https://127.0.0.1:4190'],
    ['[::1]:4191', 'http://[::1]:4191'],
  ])('understands %j', (typed, origin) => {
    expect(originOf(typed)).toBe(origin)
  })

  it('reads what it wrote as the same address, without further changes', () => {
    for (const typed of ['na.myconnectwise.net', 'cw.yourmsp.com/x', 'http://127.0.0.1:4190']) {
      const again = readSiteAddress(originOf(typed), LISTED)
      expect(again).toMatchObject({ origin: originOf(typed), changes: [] })
    }
  })

  it('shows what it changed, and nothing of a pasted query or password', () => {
    const typed = 'http://me:secret@na.myconnectwise.net/v2025_1/ConnectWise.aspx?session=secret#x'
    const { changes } = readSiteAddress(typed)
    expect(changes.map(({ text }) => text)).toEqual([
      'http was changed to https; ConnectWise refuses plain http.',
      'The user name in the address was left out.',
      'The path /v2025_1/ConnectWise.aspx was left out; only the host is needed.',
      'na.myconnectwise.net became api-na.myconnectwise.net, its address for programs.',
    ])
  })

  it.each([
    '',
    ' ',
    'http://',
    'our server',
    'ftp://na.myconnectwise.net',
    'na.myconnectwise.net:99999',
    'https://[::1',
    'a..b',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'na.myconnectwise.net:0',
    `${'a'.repeat(300)}.com`,
  ])('refuses %j as no web address', (typed) => {
    expect(() => readSiteAddress(typed)).toThrow('The site address is not a web address')
  })

  it.each([
    'developer.connectwise.com',
    'https://home.connectwise.com/',
    'docs.connectwise.com',
    'www.connectwise.com',
    'connectwise.com',
    'university.connectwise.com',
    'https://portal.acme.myconnectwise.net/support',
  ])('tells %s for a ConnectWise website', (typed) => {
    expect(() => readSiteAddress(typed)).toThrow('This is a ConnectWise website')
  })

  it('allows a listed server on its listed port only', () => {
    for (const typed of ['cw.yourmsp.com:8443', 'cw.other.com', '127.0.0.1:4191', '127.0.0.1']) {
      expect(() => readSiteAddress(typed, LISTED)).toThrow(/may call|not be called/)
    }
  })

  it('suggests the nearest region for a slip, and nothing for another name', () => {
    expect(nearestCloudHost('ma.myconectwise.net')).toBe('na.myconnectwise.net')
    expect(nearestCloudHost('example.com')).toBeUndefined()
  })

  it('never accepts a name outside the cloud and the list, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.domain(), fc.ipV4(), fc.string()), (typed) => {
        try {
          const { hostname } = readSiteAddress(typed)
          expect(hostname).toMatch(/\.(myconnectwise\.net|connectwisedev\.com)$/)
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(CFG|NET)-/) as string })
        }
      }),
    )
  })
})

describe('following the SiteUrl of company information', () => {
  const cloud = readSiteAddress('na.myconnectwise.net')
  const own = readSiteAddress('cw.yourmsp.com', LISTED)

  it('goes to another host of the cloud, and from a listed server only to itself', () => {
    expect(trustedSiteUrl('api-eu.myconnectwise.net', cloud, LISTED)).toBe(
      'https://api-eu.myconnectwise.net',
    )
    expect(trustedSiteUrl('https://cw.yourmsp.com/', own, LISTED)).toBe('https://cw.yourmsp.com')
    for (const named of ['cw.other.com:8443', 'api-na.myconnectwise.net', 'evil.test', '', null]) {
      expect(trustedSiteUrl(named, own, LISTED)).toBeNull()
    }
    for (const named of [
      'cw.yourmsp.com',
      'evil.test',
      'myconnectwise.net.evil.test',
      '10.1.2.3',
    ]) {
      expect(trustedSiteUrl(named, cloud, LISTED)).toBeNull()
    }
  })
})
