import { createServer as createTcp } from 'node:net'
import { createServer as createTls } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate } from './certificate.test-kit.ts'
import type { DiagnosisCode } from './diagnose.ts'
import { diagnoses } from './diagnose.ts'
import type { Setting } from './healthy-psa.test-kit.ts'
import {
  certificate,
  deadPort,
  deafServer,
  failsWith,
  json,
  line,
  named,
  NO_ACCESS,
  NO_ENDPOINT,
  page,
  psa,
  refusal,
  ROLE,
  root,
  run,
  stopAll,
  tlsPsa,
} from './healthy-psa.test-kit.ts'
import type { TestReply, TestRequest } from './loopback.test-kit.ts'
import { COMPANY_INFO, KEYS, listen } from './loopback.test-kit.ts'

/*
 * Every row of the diagnosis table that a server on the loopback address can provoke. Not here:
 * NET-UNREACH    needs a host without a route; `http.test.ts` has its codes.
 * API-404        inside the test becomes AUTH-404MASK or EDITION; `connect-psa.test.ts` has it.
 * PERM-WRITE, PERM-BOARD403   nothing is written, and single boards are the sync's affair.
 */

afterEach(stopAll)

interface Row {
  readonly code: DiagnosisCode
  readonly when: string
  readonly provoke: () => Setting | Promise<Setting>
  readonly title: string
  readonly firstRemedy: RegExp
  /** Set when the connection works and the diagnosis is one of its warnings. */
  readonly warning?: true
}

const ROWS: readonly Row[] = [
  {
    code: 'CFG-URL',
    when: 'the address holds spaces',
    provoke: () => ({ input: { siteUrl: 'our connectwise server' } }),
    title: 'The site address is not a web address',
    firstRemedy: /^Enter the host only/,
  },
  {
    code: 'CFG-URL',
    when: 'the scheme is not of the web',
    provoke: () => ({ input: { siteUrl: 'ftp://na.myconnectwise.net' } }),
    title: 'The site address is not a web address',
    firstRemedy: /^Enter the host only/,
  },
  {
    code: 'CFG-HTTP',
    when: 'http was typed',
    provoke: () => tlsPsa({}, { typed: 'http://psa.test' }),
    title: 'The address was switched to https',
    firstRemedy: /enable HTTPS/,
    warning: true,
  },
  {
    code: 'CFG-PORTAL',
    when: 'the developer site was entered',
    provoke: () => ({ input: { siteUrl: 'https://developer.connectwise.com/Products' } }),
    title: 'This is a ConnectWise website, not your PSA server',
    firstRemedy: /^Enter the address that the browser shows/,
  },
  {
    code: 'CFG-HOST',
    when: 'the server is neither ConnectWise’s nor listed',
    provoke: () => ({ input: { siteUrl: 'cw.yourmsp.com' } }),
    title: 'cw.yourmsp.com is not a server this installation may call',
    firstRemedy: /^If ConnectWise hosts your PSA/,
  },
  {
    code: 'CFG-COMPANY',
    when: 'the company is an e-mail address',
    provoke: () => ({ input: { companyId: 'owner@msp.com' } }),
    title: 'The company ID does not look like one',
    firstRemedy: /^Copy the Company field/,
  },
  {
    code: 'CFG-CLIENTID',
    when: 'the client ID is no GUID',
    provoke: () => ({ input: { clientId: 'my client' } }),
    title: 'The client ID does not look like one',
    firstRemedy: /developer\.connectwise\.com/,
  },
  {
    code: 'CFG-KEYS',
    when: 'both keys are the same',
    provoke: () => ({ input: { privateKey: KEYS.publicKey } }),
    title: 'The public and private key do not look like a pair',
    firstRemedy: /^Copy both keys again/,
  },
  {
    code: 'NET-DNS',
    when: 'the name does not exist',
    provoke: () => ({
      input: { siteUrl: 'nz.myconnectwise.net' },
      deps: { resolve: failsWith('ENOTFOUND') },
    }),
    title: 'nz.myconnectwise.net does not exist in public DNS',
    firstRemedy: /^Try (na|za)\.myconnectwise\.net/,
  },
  {
    code: 'NET-DNS-TMP',
    when: 'the name server fails',
    provoke: () => ({ deps: { resolve: failsWith('EAI_AGAIN') } }),
    title: 'The name api-na.myconnectwise.net could not be looked up just now',
    firstRemedy: /^Try again/,
  },
  {
    code: 'NET-PRIVATE',
    when: 'a ConnectWise name leads into a private network',
    provoke: () => ({
      deps: { resolve: () => Promise.resolve([{ address: '10.0.0.5', family: 4 as const }]) },
    }),
    title: 'api-na.myconnectwise.net is a private address that will not be called',
    firstRemedy: /^Publish the PSA/,
  },
  {
    code: 'NET-PRIVATE',
    when: 'an unlisted loopback address was typed',
    provoke: () => ({ input: { siteUrl: 'http://127.0.0.1:4190' } }),
    title: '127.0.0.1 is a private address that will not be called',
    firstRemedy: /^Publish the PSA/,
  },
  {
    code: 'NET-REFUSED',
    when: 'nothing listens',
    provoke: async () => {
      const { host } = await deadPort()
      return { input: { siteUrl: host }, deps: { allowedHosts: [host] } }
    },
    title: 'Nothing listens on 127.0.0.1, port PORT',
    firstRemedy: /bound to port \d+ in IIS/,
  },
  {
    code: 'NET-TIMEOUT',
    when: 'a firewall drops what we send',
    provoke: async () => {
      const { input, deps } = named(await deafServer())
      return {
        ...(input ? { input } : {}),
        deps: { ...deps, budgetFactor: 0.1, egress: ['203.0.113.7'] },
      }
    },
    title: 'psa.test did not answer within 1 second',
    firstRemedy: /^On the firewall, allow 203\.0\.113\.7 to reach port \d+\.$/,
  },
  {
    code: 'NET-RESET',
    when: 'the connection is cut before encryption',
    provoke: async () => named(await listen(createTcp((socket) => socket.resetAndDestroy()))),
    title: 'psa.test closed the connection before answering',
    firstRemedy: /inspection rules/,
  },
  {
    code: 'NET-PROXY',
    when: 'a proxy answers 407',
    provoke: () => psa({ '/login/companyinfo/practice': { status: 407 } }),
    title: 'A proxy between here and 127.0.0.1:PORT refused the connection',
    firstRemedy: /operator of this installation/,
  },
  {
    code: 'TLS-SELF',
    when: 'the certificate vouches for itself',
    provoke: () => {
      const own = makeCertificate({ name: 'psa.test' })
      return tlsPsa({}, { tls: { cert: own.pem, key: own.keyPem } })
    },
    title: 'The certificate of psa.test is not from a trusted authority',
    firstRemedy: /public authority/,
  },
  {
    code: 'TLS-CHAIN',
    when: 'the intermediate certificate is missing',
    provoke: () => {
      const between = makeCertificate({ name: 'Between', isAuthority: true, signedBy: root })
      const own = makeCertificate({ name: 'psa.test', signedBy: between })
      return tlsPsa({}, { tls: { cert: own.pem, key: own.keyPem } })
    },
    title: 'psa.test does not send its intermediate certificate',
    firstRemedy: /full certificate chain/,
  },
  {
    code: 'TLS-NAME',
    when: 'the certificate is for another name',
    provoke: () => {
      const own = makeCertificate({ name: 'cw.other.test', signedBy: root })
      return tlsPsa({}, { tls: { cert: own.pem, key: own.keyPem } })
    },
    title: 'The certificate is for another name than psa.test',
    firstRemedy: /cw\.other\.test/,
  },
  {
    code: 'TLS-EXPIRED',
    when: 'the certificate has expired',
    provoke: () => {
      const dates = { from: new Date('2020-01-01'), until: new Date('2021-02-03') }
      const own = makeCertificate({ name: 'psa.test', signedBy: root, ...dates })
      return tlsPsa({}, { tls: { cert: own.pem, key: own.keyPem } })
    },
    title: 'The certificate of psa.test expired on 2021-02-03',
    firstRemedy: /^Renew/,
  },
  {
    code: 'TLS-NOTYET',
    when: 'the certificate lies in the future',
    provoke: () => {
      const dates = { from: new Date('2044-01-01'), until: new Date('2045-01-01') }
      const own = makeCertificate({ name: 'psa.test', signedBy: root, ...dates })
      return tlsPsa({}, { tls: { cert: own.pem, key: own.keyPem } })
    },
    title: 'The certificate of psa.test is valid only from 2044-01-01',
    firstRemedy: /clock of this installation/,
  },
  {
    code: 'TLS-PROTO',
    when: 'the server knows TLS 1.1 at best',
    provoke: async () => {
      const server = createTls({
        cert: certificate.pem,
        key: certificate.keyPem,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      })
      server.on('tlsClientError', () => undefined)
      return named(await listen(server))
    },
    title: 'psa.test and this installation share no modern encryption',
    firstRemedy: /TLS 1\.2 or 1\.3/,
  },
  {
    code: 'TLS-MITM',
    when: 'an inspection device signed the certificate',
    provoke: () => {
      const device = makeCertificate({ name: 'Zscaler Root CA', isAuthority: true })
      const own = makeCertificate({ name: 'psa.test', signedBy: device })
      return tlsPsa({}, { tls: { cert: own.pem, key: own.keyPem } })
    },
    title: 'Something on the way opens the connection to psa.test',
    firstRemedy: /^Exempt psa\.test/,
  },
  {
    code: 'CERT-SOON',
    when: 'the certificate ends within a fortnight',
    provoke: () => {
      const until = new Date(Date.now() + 10 * 86_400_000)
      const own = makeCertificate({ name: 'psa.test', signedBy: root, until })
      return tlsPsa({}, { tls: { cert: own.pem, key: own.keyPem } })
    },
    title: `The certificate of psa.test expires on ${new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)}`,
    firstRemedy: /^Renew/,
    warning: true,
  },
  {
    code: 'RDR-LOGIN',
    when: 'the server sends us to its sign-in page',
    provoke: () =>
      psa({ '/system/info': { status: 302, headers: { location: '/login/login.aspx' } } }),
    title: '127.0.0.1:PORT sent us to a sign-in page',
    firstRemedy: /^Enter the API address/,
  },
  {
    code: 'RDR-LOGIN',
    when: 'the server sends us to an identity provider',
    provoke: () =>
      psa({
        '/login/companyinfo/practice': {
          status: 303,
          headers: { location: 'https://login.microsoftonline.com/common/oauth2/authorize' },
        },
      }),
    title: '127.0.0.1:PORT sent us to a sign-in page',
    firstRemedy: /^Enter the API address/,
  },
  {
    code: 'RDR-HTTP',
    when: 'the server sends us to plain http',
    provoke: () =>
      tlsPsa({ '/system/info': { status: 301, headers: { location: 'http://psa.test/x' } } }),
    title: 'psa.test:PORT sends us to an address without encryption',
    firstRemedy: /reverse proxy/,
  },
  {
    code: 'RDR-HOST',
    when: 'the instance has moved to another ConnectWise server',
    provoke: () =>
      psa({
        '/login/companyinfo/practice': {
          status: 301,
          headers: { location: 'https://eu.myconnectwise.net/login/companyinfo/practice' },
        },
      }),
    title: 'Your PSA may have moved to eu.myconnectwise.net',
    firstRemedy: /enter eu\.myconnectwise\.net/,
  },
  {
    code: 'FMT-HTML',
    when: 'a web page comes instead of the company',
    provoke: () => psa({ '/login/companyinfo/practice': page(200, 'Welcome to IIS') }),
    title: 'We got a web page, not the API',
    firstRemedy: /PSA’s own/,
  },
  {
    code: 'FMT-TEXT',
    when: 'the gateway cannot route',
    provoke: () =>
      psa({
        '/system/info': {
          status: 400,
          headers: { 'content-type': 'text/plain' },
          body: 'Cannot route. Codebase/company is invalid',
        },
      }),
    title: 'ConnectWise could not route the request',
    firstRemedy: /client ID is of type Public/,
  },
  {
    code: 'FMT-JSON',
    when: 'the reply is empty',
    provoke: () => psa({ '/login/companyinfo/practice': { body: '' } }),
    title: 'The reply could not be read',
    firstRemedy: /^Try again/,
  },
  {
    code: 'FMT-JSON',
    when: 'the reply is cut short',
    provoke: () => psa({ '/system/info': { body: '{"version":"v20' } }),
    title: 'The reply could not be read',
    firstRemedy: /^Try again/,
  },
  {
    code: 'CO-NULL',
    when: 'the server knows no such company',
    provoke: () => psa({ '/login/companyinfo/practice': { body: 'null' } }),
    title: '127.0.0.1:PORT knows no company “practice”',
    firstRemedy: /^Copy the Company field/,
  },
  {
    code: 'CO-NULL',
    when: 'another region knows the company',
    provoke: async () => {
      const here = await psa({ '/login/companyinfo/practice': { body: 'null' } })
      const there = await psa()
      const regions = [here, there].map(({ input }) => `http://${input?.siteUrl ?? ''}`)
      return { ...here, deps: { ...here.deps, regions } }
    },
    title: '127.0.0.1:PORT knows no company “practice”',
    firstRemedy: /^Enter 127\.0\.0\.1:\d+ as the site address/,
  },
  {
    code: 'CO-404',
    when: 'a proxy hides /login',
    provoke: () => psa({ '/login/companyinfo/practice': page(404, 'Not Found') }),
    title: 'The company information cannot be read',
    firstRemedy: /^Let \/login\/companyinfo/,
    warning: true,
  },
  {
    code: 'CO-VERSION',
    when: 'the server is older than client IDs',
    provoke: () =>
      psa({
        '/login/companyinfo/practice': json({
          ...COMPANY_INFO,
          Codebase: 'v4_6_release/',
          VersionCode: 'v2018.6',
          IsCloud: false,
        }),
      }),
    title: 'PSA 2018.6 is older than the oldest supported version, 2019.3',
    firstRemedy: /^Update the PSA/,
  },
  {
    code: 'API-SSL',
    when: 'the server wants an api- name that may not be called',
    provoke: () => psa({ '/system/info': refusal(403, 'Security', 'SSL is required.') }),
    title: 'ConnectWise wants its API address',
    firstRemedy: /^Enter api-127/,
  },
  ...[400, 401, 403].map((status): Row => ({
    code: 'API-CLIENTID',
    when: `the client ID is rejected with ${status}`,
    provoke: () => psa({ '/system/info': refusal(status, 'Unauthorized', 'Invalid clientId') }),
    title: 'ConnectWise rejected the client ID',
    firstRemedy: /^Copy the client ID again/,
  })),
  {
    code: 'API-400',
    when: 'the request is rejected',
    provoke: () =>
      psa({ '/system/info': refusal(400, 'ApiFindCondition', 'x is not a recognized name.') }),
    title: 'ConnectWise rejected the request',
    firstRemedy: /our mistake/,
  },
  ...(
    [
      [401, 'Unauthorized', 'Authentication failed'],
      [401, 'ConnectWiseApi', 'UserNotAuthenticated'],
      [400, 'X', 'Incorrect public/private key'],
    ] as const
  ).map(([status, code, message]): Row => ({
    code: 'AUTH-401',
    when: `the keys are refused with ${status} ${message}`,
    provoke: () => {
      const refused = refusal(status, code, message)
      return psa({ '/system/info': refused, '/company/companies/count': refused })
    },
    title: 'ConnectWise refused the key pair',
    firstRemedy: /^Compare the company ID.*“practice”/,
  })),
  {
    code: 'AUTH-404MASK',
    when: 'the cloud answers 404 everywhere',
    provoke: () => psa({ '/system/info': NO_ENDPOINT, '/company/companies/count': NO_ENDPOINT }),
    title: 'ConnectWise hides whether the keys or the address are wrong',
    firstRemedy: /^Copy both keys again/,
  },
  {
    code: 'EDITION',
    when: 'an on-premises server has no lists at all',
    provoke: () =>
      psa({
        '/login/companyinfo/practice': json({ ...COMPANY_INFO, IsCloud: false }),
        '/system/info': NO_ENDPOINT,
        '/company/companies/count': NO_ENDPOINT,
      }),
    title: 'This edition of the PSA has no API access',
    firstRemedy: /^Ask ConnectWise/,
  },
  {
    code: 'AUTH-LATER',
    when: 'keys that worked are refused',
    provoke: () => {
      const refused = refusal(401, 'Unauthorized', 'no')
      return psa(
        { '/system/info': refused, '/company/companies/count': refused },
        { workedUntil: new Date('2026-11-01T08:30:00Z') },
      )
    },
    title: 'ConnectWise no longer accepts the keys',
    firstRemedy: /member is active/,
  },
  {
    code: 'WAF-403',
    when: 'a firewall answers with its page',
    provoke: () => psa({ '/system/info': page(403, 'Access denied | Cloudflare') }),
    title: 'Something in front of ConnectWise blocked us',
    firstRemedy: /^In the firewall or filter, allow/,
  },
  {
    code: 'API-405',
    when: 'the method is not allowed',
    provoke: () => psa({ '/system/info': { status: 405 } }),
    title: 'ConnectWise does not accept this kind of request',
    firstRemedy: /our mistake/,
  },
  {
    code: 'API-415',
    when: 'the media type is refused with and without a version',
    provoke: () => psa({ '/system/info': { status: 415 } }),
    title: 'ConnectWise does not accept this form of request',
    firstRemedy: /our mistake/,
  },
  {
    code: 'API-409',
    when: 'the record is in use',
    provoke: () => psa({ '/system/info': { status: 409 } }),
    title: 'The record is in use in ConnectWise',
    firstRemedy: /^Try again/,
  },
  {
    code: 'API-429',
    when: 'ConnectWise asks for 30 seconds',
    provoke: () =>
      psa({
        '/system/info': {
          status: 429,
          headers: { 'retry-after': '30' },
          body: '{"error":"ConnectWiseAPI","message":"Too many requests. Please try again in 30 seconds."}',
        },
      }),
    title: 'ConnectWise asked us to wait',
    firstRemedy: /^Wait/,
  },
  {
    code: 'API-5xx',
    when: 'a proxy answers 502 with a page',
    provoke: () => psa({ '/system/info': page(502, '502 Bad Gateway') }),
    title: 'ConnectWise had an error of its own',
    firstRemedy: /status\.connectwise\.com/,
  },
  {
    code: 'API-500T',
    when: 'the database times out',
    provoke: () =>
      psa({
        '/system/info': refusal(500, 'ConnectWiseApi', 'A timeout has occured. Please try again.'),
      }),
    title: 'ConnectWise took too long over a query',
    firstRemedy: /^Try again/,
  },
  {
    code: 'API-SLOW',
    when: 'the server takes the request and says nothing',
    provoke: () => psa({ '/login/companyinfo/practice': () => undefined }, { budgetFactor: 0.05 }),
    title: 'Connected, but no reply within 1 second',
    firstRemedy: /less busy/,
  },
  {
    code: 'VER-ACCEPT',
    when: 'the server does not know the API version',
    provoke: () =>
      psa({
        '/system/info': ({ headers }) =>
          headers.accept?.includes('version') ? { status: 406 } : json({ version: 'v2021.3' }),
      }),
    title: 'The server does not know API version 2025.1',
    firstRemedy: /^Nothing to do now/,
    warning: true,
  },
  {
    code: 'CLK-SKEW',
    when: 'the clocks differ by ten minutes',
    provoke: () => psa({}, { clock: { now: () => new Date(Date.now() - 600_000) } }),
    title: 'The clocks differ by 10 minutes',
    firstRemedy: /time server/,
    warning: true,
  },
  {
    code: 'DUP-CONN',
    when: 'the company is connected already',
    provoke: async () => {
      const setting = await psa()
      const siteUrl = `http://${setting.input?.siteUrl ?? ''}`
      const others = [{ name: 'Main', siteUrl, companyId: 'practice' }]
      return { ...setting, deps: { ...setting.deps, others } }
    },
    title: 'This company is already connected',
    firstRemedy: /^Edit the existing connection/,
  },
  {
    code: 'CHANGED-CO',
    when: 'an existing connection would change its company',
    provoke: async () => {
      const setting = await psa()
      const siteUrl = `http://${setting.input?.siteUrl ?? ''}`
      return {
        ...setting,
        deps: { ...setting.deps, replaces: { name: 'Main', siteUrl, companyId: 'old' } },
      }
    },
    title: 'This points to another ConnectWise company',
    firstRemedy: /^Create a new connection for practice/,
  },
  ...(
    [
      [
        'MEM-INACTIVE',
        { inactiveFlag: true },
        'The API member “briefing” is inactive',
        /^Reactivate/,
      ],
      ['MEM-CLASS', { licenseClass: 'F' }, 'The keys belong to a person', /^Create an API member/],
      [
        'MEM-BOARDS',
        { excludedServiceBoardIds: [3] },
        '1 board is hidden from the API member',
        /exclusions/,
      ],
      [
        'MEM-COST',
        { blockCostFlag: true },
        'Costs or prices are hidden from the API member',
        /Block cost/,
      ],
      [
        'MEM-LEVEL',
        { structureLevel: { id: 2, name: 'Location' } },
        'The API member sees one part of the company only',
        /Corporate/,
      ],
    ] as const
  ).map(([code, flaw, title, firstRemedy]): Row => ({
    code,
    when: `the member has ${JSON.stringify(flaw)}`,
    provoke: () => {
      const member = { identifier: 'briefing', licenseClass: 'A', ...flaw }
      return psa({ '/system/myMembers/info': json(member), '/system/apiMembers': NO_ACCESS })
    },
    title,
    firstRemedy,
    warning: true,
  })),
  {
    code: 'MEM-ADMIN',
    when: 'the role may do everything',
    provoke: () => {
      const all = { addLevel: 'All', editLevel: 'All', deleteLevel: 'All' }
      return psa({ '/system/mySecurity': json(ROLE.map((one) => ({ ...one, ...all }))) })
    },
    title: 'The API member may do far more than it needs',
    firstRemedy: /inquire only/,
    warning: true,
  },
  {
    code: 'PERM-READ',
    when: 'companies may not be read',
    provoke: () =>
      psa({
        '/system/mySecurity': NO_ACCESS,
        '/company/companies': NO_ACCESS,
        '/company/companies/count': NO_ACCESS,
      }),
    title: 'The role does not let us read companies',
    firstRemedy:
      /^System → Security Roles → Read only → Companies → Company Maintenance → Inquire: All → Save$/,
  },
  {
    code: 'PERM-READ',
    when: 'the role has no agreements',
    provoke: () =>
      psa({
        '/system/mySecurity': json([ROLE[0], line('Finance', 'Agreements', 'None'), ROLE[2]]),
      }),
    title: 'The role does not let us read agreements',
    firstRemedy: /→ Finance → Agreements → Inquire: All → Save$/,
    warning: true,
  },
  {
    code: 'PERM-MY',
    when: 'the role reads its own agreements',
    provoke: () =>
      psa({ '/system/mySecurity': json([ROLE[0], line('Finance', 'Agreements', 'My'), ROLE[2]]) }),
    title: 'Only the member’s own agreements are visible',
    firstRemedy: /→ Finance → Agreements → Inquire: All → Save$/,
    warning: true,
  },
  {
    code: 'PERM-TABLE',
    when: 'Table Setup is customised against boards',
    provoke: () =>
      psa({
        '/system/mySecurity': json([ROLE[0], ROLE[1], line('System', 'Table Setup', 'All', true)]),
        '/service/boards': NO_ACCESS,
      }),
    title: 'Lists are closed to the role: boards',
    firstRemedy: /→ Table Setup → Inquire: All → Customize: allow boards → Save$/,
    warning: true,
  },
  {
    code: 'PERM-AGR',
    when: 'no agreement shows and the line can be customised',
    provoke: () => psa({ '/finance/agreements/count': json({ count: 0 }) }),
    title: 'Some agreement types may be hidden',
    firstRemedy: /Read only → Finance → Agreements → Customize/,
    warning: true,
  },
  {
    code: 'PERM-CFG',
    when: 'no configuration shows and the line can be customised',
    provoke: () =>
      psa({
        '/system/mySecurity': json([...ROLE, line('Companies', 'Configurations', 'All', true)]),
        '/company/configurations/count': json({ count: 0 }),
      }),
    title: 'Some configuration types may be hidden',
    firstRemedy: /Companies → Configurations → Customize/,
    warning: true,
  },
  {
    code: 'OK-EMPTY',
    when: 'no company is visible',
    provoke: () => psa({ '/company/companies/count': json({ count: 0 }) }),
    title: 'Connected, but no companies are visible',
    firstRemedy: /Level to Corporate/,
    warning: true,
  },
]

describe('every diagnosis that a loopback server can provoke', () => {
  it.each(ROWS)('$code when $when', async ({ code, provoke, title, firstRemedy, warning }) => {
    const result = await run(await provoke())
    const told = warning ? result.warnings.find((one) => one.code === code) : result
    expect(result.ok, result.title).toBe(warning ?? false)
    expect(told).toMatchObject({ code })
    expect(told?.title.replaceAll(/(127\.0\.0\.1:|psa\.test:|port )\d+/g, '$1PORT')).toBe(title)
    expect(told?.remedies[0]).toMatch(firstRemedy)
    expect(told?.explanation.trim()).not.toBe('')
    expect(JSON.stringify(result)).not.toMatch(
      /[{}]\w+[}]|undefined|practicePrivate|practicePublic/,
    )
    expect(result.stages.map(({ stage }) => stage).join(' ')).toBe('S0 S1 S2 S3 S4 S5 S6 S7 S8')
    expect(result.stages.filter(({ state }) => state === 'failed')).toHaveLength(warning ? 0 : 1)
  })

  it('leaves no row of the catalogue out, but for the ones named above', () => {
    const elsewhere = ['NET-UNREACH', 'API-404', 'CFG-PATH', 'OK']
    const covered = new Set<string>([...ROWS.map(({ code }) => code), ...elsewhere])
    expect(Object.keys(diagnoses).filter((code) => !covered.has(code))).toEqual([])
  })
})

describe('a connection that works', () => {
  it('says what it is connected to, with version, region, counts and permissions', async () => {
    const result = await run(await psa())
    expect(result).toMatchObject({
      ok: true,
      blocking: false,
      code: 'OK',
      title: 'Connected to Practice MSP',
      explanation:
        'PSA 2025.1.90000, ConnectWise cloud region NA. 60 companies, 421 open tickets and 1 agreement visible. 3 of 3 lists can be read.',
      server: { timeZone: 'Eastern Standard Time', codebase: 'v2025_1/' },
      warnings: [],
    })
    expect(result.stages.every(({ state }) => state === 'ok')).toBe(true)
  })

  it('shows each stage as it ends', async () => {
    const seen: string[] = []
    await run(await psa({}, { onStage: ({ stage, state }) => seen.push(`${stage} ${state}`) }))
    expect(seen).toHaveLength(9)
    expect(seen.at(-1)).toBe('S8 ok')
  })

  it('takes a pasted page address and says what it left out', async () => {
    const setting = await tlsPsa(
      {},
      { typed: 'https://user:pw@psa.test/v2025_1/ConnectWise.aspx?a=1' },
    )
    const result = await run(setting)
    expect(result.ok).toBe(true)
    expect(result.normalised.siteUrl).toMatch(/^https:\/\/psa\.test:\d+$/)
    expect(result.normalised.changes.map(({ code }) => code)).toEqual(['CFG-FORM', 'CFG-PATH'])
  })

  it('goes to the api- name by itself when the server asks for it', async () => {
    const setting = await tlsPsa({
      '/system/info': ({ headers }) =>
        headers.host?.startsWith('api-')
          ? json({ version: 'v2025.1' })
          : refusal(403, 'Security', 'SSL is required.'),
    })
    const result = await run(setting)
    expect(result.title).toBe('Connected to Practice MSP')
    expect(result.normalised.siteUrl).toMatch(/^https:\/\/api-psa\.test:\d+$/)
  })

  it('is found good even where /system/info refuses keys that work elsewhere', async () => {
    const refused = refusal(401, 'ConnectWiseApi', 'UserNotAuthenticated')
    expect(await run(await psa({ '/system/info': refused }))).toMatchObject({ ok: true })
  })

  it('tries each list where the role does not show itself', async () => {
    const result = await run(
      await psa({ '/system/mySecurity': NO_ACCESS, '/finance/agreements': NO_ACCESS }),
    )
    expect(result.permissions.map(({ stream, state }) => `${stream} ${state}`)).toEqual([
      'companies ok',
      'agreements missing',
      'boards ok',
    ])
  })
})

describe('what a test keeps to itself', () => {
  it('never sends the keys before the server has shown itself to be a PSA', async () => {
    const authorised: string[] = []
    const spy = (reply: TestReply) => (request: TestRequest) => {
      if (request.headers.authorization) authorised.push(request.path)
      return reply
    }
    await run(await psa({ '/login/companyinfo/practice': spy(page(200, 'Welcome')) }))
    await run(await psa({ '/login/companyinfo/practice': spy({ body: 'null' }) }))
    expect(authorised).toEqual([])
  })

  it('strikes out keys that a server echoes, and pages in their title', async () => {
    const echo = `practicePrivate ${Buffer.from('practice+practicePublic:practicePrivate').toString('base64')}`
    for (const reply of [refusal(400, echo, echo), page(404, echo), { status: 418, body: echo }]) {
      const text = JSON.stringify(await run(await psa({ '/system/info': reply })))
      expect(text).not.toMatch(/practicePrivate|practicePublic|cHJhY3RpY2Ur/i)
    }
  })

  it('does not repeat a key that was pasted into the address', async () => {
    const result = await run({ input: { siteUrl: 'practicePrivate x' } })
    expect(JSON.stringify(result)).not.toContain('practicePrivate')
  })
})
