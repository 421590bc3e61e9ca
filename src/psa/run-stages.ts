import type { ApiMember } from './api-member.ts'
import { readApiMember } from './api-member.ts'
import type { ConnectionInput, ConnectionTestDeps, TestedServer } from './connection-test.ts'
import type { Credentials } from './credentials.ts'
import { readCredentials } from './credentials.ts'
import type { Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import type { KnownCompany } from './find-company.ts'
import { apiBaseOf, bare, findCompany } from './find-company.ts'
import type { Http } from './http.ts'
import { createHttp } from './http.ts'
import { networkError } from './network-errors.ts'
import { blockingError, permissionFindings } from './permission-findings.ts'
import type { PermissionCheck } from './permissions.ts'
import { checkPermissions } from './permissions.ts'
import { createPinnedLookup } from './pinned-lookup.ts'
import type { Evidence } from './psa-error.ts'
import { PsaError } from './psa-error.ts'
import { countRecords, emptinessWarnings } from './record-counts.ts'
import type { JsonObject } from './read-json.ts'
import { textOf } from './read-json.ts'
import { signIn } from './sign-in.ts'
import type { SiteAddress } from './site-address.ts'
import { CLOUD_REGION_ORIGINS, isListedHost, readSiteAddress } from './site-address.ts'
import type { StageRunner } from './stage-runner.ts'
import type { ServerHandshake } from './tls-probe.ts'
import { shakeHands } from './tls-probe.ts'

/** What the stages have found so far; a test that fails shows it as well. */
export interface TestProgress {
  site?: SiteAddress
  credentials?: Credentials
  http?: Http
  server?: TestedServer
  permissions?: PermissionCheck
  evidence?: Evidence
  readonly warnings: Finding[]
}

/** S0 to S8 in order; throws the `PsaError` of the stage that stands in the way. */
export async function runStages(
  input: ConnectionInput,
  deps: ConnectionTestDeps,
  runner: StageRunner,
  progress: TestProgress,
): Promise<void> {
  const { clock, log, allowedHosts = [], budgetFactor = 1 } = deps
  const trust = deps.extraCa === undefined ? {} : { extraCa: deps.extraCa }
  const seconds = (amount: number): number => amount * 1000 * budgetFactor
  const { warnings } = progress

  const { site, credentials } = await runner.run('S0', () => {
    const site = readSiteAddress(input.siteUrl, allowedHosts)
    progress.site = site
    const credentials = readCredentials(input)
    progress.credentials = credentials
    if (site.changes.some(({ code }) => code === 'CFG-HTTP')) warnings.push(diagnose('CFG-HTTP'))
    const changes = site.changes.map(({ text }) => text).join(' ')
    return { value: { site, credentials }, detail: changes || `The address is ${site.origin}.` }
  })

  const lookup = createPinnedLookup({
    mayBePrivate: (hostname) => isListedHost(hostname, allowedHosts),
    clock,
    ...(deps.resolve ? { resolve: deps.resolve } : {}),
  })
  const addresses = await runner.run('S1', async () => {
    const value = await lookup.addressesOf(site.hostname).catch((error: unknown) => {
      throw networkError(error, { url: site.origin })
    })
    return { value, detail: `${site.hostname} was found.` }
  })

  await runner.run('S2', async () => {
    const value = await shakeHands({ site, addresses, timeoutMs: seconds(5), ...trust })
    const soon = expiryWarning(value, clock.now(), site)
    if (soon) warnings.push(soon)
    return { value, detail: soon?.title ?? encryptionWords(value), state: soon ? 'warning' : 'ok' }
  })

  progress.http = createHttp({ lookup, ...trust })
  const { http } = progress
  const known = await runner.run('S3', async (signal) => {
    const regions = deps.regions ?? CLOUD_REGION_ORIGINS
    const timeoutMs = seconds(10)
    const value = await findCompany({ http, site, credentials, clock, regions, timeoutMs, signal })
    warnings.push(...value.warnings)
    progress.evidence = value.evidence
    progress.server = serverOf(value, credentials, {})
    return {
      value,
      detail: value.company
        ? `${value.company.companyName} was found${versionWords(value)}.`
        : 'The server hides its company information; taken for an on-premises one.',
      state: value.warnings.length > 0 ? 'warning' : 'ok',
    }
  })

  const base = await runner.run('S4', () => {
    refuseOtherCompany(site, credentials, deps)
    const value = apiBaseOf(known.company, site, allowedHosts)
    return { value, detail: `The API is at ${value.root}.` }
  })

  const { requests } = await runner.run('S5', async (signal) => {
    const timeoutMs = seconds(10)
    const value = await signIn({
      http,
      site,
      base,
      credentials,
      allowedHosts,
      clock,
      log,
      signal,
      timeoutMs,
    })
    progress.site = value.site
    progress.evidence = value.evidence
    progress.server = serverOf(known, credentials, value.info)
    warnings.push(...value.warnings)
    return { value, detail: 'The keys were accepted.' }
  })

  const member = await runner.run('S6', async (signal) => {
    const value = await readApiMember(requests, clock.now(), signal)
    warnings.push(...(value?.findings ?? []))
    return { value, detail: memberWords(value), state: value?.findings.length ? 'warning' : 'ok' }
  })

  const permissions = await runner.run('S7', async (signal) => {
    const roleName = member?.roleName ?? null
    const subjects = deps.streams
    const value = await checkPermissions({ requests, subjects, roleName, signal })
    progress.permissions = value
    const blocking = blockingError(value.rows)
    if (blocking) throw blocking
    const findings = permissionFindings(value.rows)
    warnings.push(...findings)
    if (value.role?.isAdministrator) warnings.push(diagnose('MEM-ADMIN'))
    const readable = value.rows.filter((row) => row.state === 'ok').length
    return {
      value,
      detail: `${readable} of ${value.rows.length} lists can be read.`,
      state: findings.length > 0 ? 'warning' : 'ok',
    }
  })

  await runner.run('S8', async (signal) => {
    const value = await countRecords(requests, signal)
    const found = emptinessWarnings(value, permissions.role, member?.roleName ?? null)
    warnings.push(...found)
    if (progress.server) progress.server = { ...progress.server, counts: value }
    const detail = found[0]?.title ?? 'Records can be seen and counted.'
    return { value, detail, state: found.length > 0 ? 'warning' : 'ok' }
  })
}

/** The same company twice would double every number; another company would mix two. */
function refuseOtherCompany(
  site: SiteAddress,
  { companyId }: Credentials,
  { others = [], replaces }: ConnectionTestDeps,
): void {
  const before = replaces
  if (before && (before.siteUrl !== site.origin || before.companyId !== companyId)) {
    const describe = (company: string, url: string): string => `${company} on ${new URL(url).host}`
    throw new PsaError('CHANGED-CO', {
      values: {
        before: describe(before.companyId, before.siteUrl),
        after: describe(companyId, site.origin),
      },
    })
  }
  const same = others.find((one) => one.siteUrl === site.origin && one.companyId === companyId)
  if (same) throw new PsaError('DUP-CONN', { values: { name: same.name } })
}

/** Certificates are renewed in a quarter of an hour or in a fortnight, rarely in between. */
const EXPIRY_WARNING_DAYS = 14

function expiryWarning(
  { certificateUntil }: ServerHandshake,
  now: Date,
  site: SiteAddress,
): Finding | null {
  if (certificateUntil === null) return null
  const days = (certificateUntil.getTime() - now.getTime()) / 86_400_000
  if (days >= EXPIRY_WARNING_DAYS) return null
  const date = certificateUntil.toISOString().slice(0, 10)
  return diagnose('CERT-SOON', { host: site.hostname, date })
}

function encryptionWords({ protocol }: ServerHandshake): string {
  return protocol === null
    ? 'Not encrypted: the server is on this machine.'
    : `The connection is encrypted (${protocol}).`
}

function versionWords({ company }: KnownCompany): string {
  return company?.version ? `, PSA ${bare(company.version)}` : ''
}

function memberWords(member: ApiMember | null): string {
  if (member === null) return 'ConnectWise does not show the member to its own role.'
  return member.findings[0]?.title ?? `The keys belong to the API member ${member.identifier}.`
}

function serverOf(
  { company, clockSkewSeconds }: KnownCompany,
  { companyId }: Credentials,
  info: JsonObject,
): TestedServer {
  const version = textOf(info['version']) ?? company?.version ?? null
  const isCloud = typeof info['isCloud'] === 'boolean' ? info['isCloud'] : company?.isCloud
  return {
    companyName: company?.companyName || companyId,
    version: version === null ? null : bare(version),
    codebase: company?.codebase ?? null,
    isCloud: isCloud ?? false,
    region: isCloud ? textOf(info['cloudRegion']) : null,
    timeZone: textOf(info['serverTimeZone']),
    clockSkewSeconds,
    counts: null,
  }
}
