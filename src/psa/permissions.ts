import { PsaError } from './psa-error.ts'
import type { PsaRequests } from './psa-requests.ts'
import type { JsonObject } from './read-json.ts'
import { numberOf, objectsOf, textOf } from './read-json.ts'
import { readDocument } from './read-reply.ts'

/** A stream as far as permissions go. */
export interface PermissionSubject {
  readonly name: string
  readonly title: string
  /** `/finance/agreements/{parentId}/additions` for a child. */
  readonly endpoint: string
  readonly permission: { readonly module: string; readonly function: string }
  readonly profile: string
  /** Reports that go without when the stream is missing. */
  readonly reports?: readonly string[]
}

/**
 * `my-only`: the member sees its own records and nobody else's, so every number would be wrong.
 * `not-verified`: neither the role nor a trial could tell.
 */
export type PermissionState = 'ok' | 'my-only' | 'missing' | 'not-verified'

/** One line of the permission table. */
export interface PermissionRow {
  readonly stream: string
  readonly title: string
  readonly profile: string
  readonly module: string
  readonly function: string
  readonly required: 'Inquire: All'
  /** `Inquire: My` as the role says it, or how a trial ended. */
  readonly actual: string
  readonly state: PermissionState
  /** The way to click in ConnectWise. */
  readonly fix: string
  readonly reports: readonly string[]
}

export interface PermissionCheck {
  readonly rows: readonly PermissionRow[]
  /** The role as `/system/mySecurity` tells it; null where it may not be read. */
  readonly role: SecurityRole | null
}

/** The calling member's effective role, by line. */
export interface SecurityRole {
  lineOf(permission: PermissionSubject['permission']): SecurityLine | null
  /** True when it may also change and delete nearly everything: far more than reading needs. */
  readonly isAdministrator: boolean
}

export interface SecurityLine {
  readonly inquire: 'All' | 'My' | 'None'
  /** The line has a Customize list behind it, which can hide single tables or types. */
  readonly isCustomizable: boolean
}

export interface PermissionOptions {
  readonly requests: PsaRequests
  readonly subjects: readonly PermissionSubject[]
  /** For the way to click; null when it is not known. */
  readonly roleName: string | null
  readonly signal: AbortSignal
}

/** Three at once leave room for other users of the same server. */
const PARALLEL_PROBES = 3

/**
 * What the member may read, stream by stream: from its role where `/system/mySecurity` shows it,
 * from a one-row trial where the role says nothing or where a Customize list decides (Table Setup).
 * Nothing is ever written.
 */
export async function checkPermissions(options: PermissionOptions): Promise<PermissionCheck> {
  const role = await readRole(options)
  const fromRole = options.subjects.map((subject) => verdictOfRole(role, subject))
  const probe = createProbe(options)
  const verdicts = await inParallel(options.subjects, PARALLEL_PROBES, async (subject, i) => {
    return fromRole[i] ?? (await probe(subject))
  })
  const rows = options.subjects.map((subject, i) =>
    rowOf(subject, verdicts[i] ?? UNVERIFIED, options.roleName),
  )
  return { rows, role }
}

async function readRole({ requests, signal }: PermissionOptions): Promise<SecurityRole | null> {
  try {
    const lines = await requests.ask(
      { path: '/system/mySecurity', query: { pageSize: '1000' }, signal },
      (reply, context) => objectsOf(readDocument(reply, context)),
    )
    return lines.length === 0 ? null : securityRole(lines)
  } catch {
    return null
  }
}

function securityRole(lines: readonly JsonObject[]): SecurityRole {
  const byName = new Map<string, JsonObject>()
  for (const line of lines) {
    const modules = [line['moduleName'], line['moduleDescription'], line['moduleIdentifier']]
    const functions = [line['moduleFunctionName'], line['moduleFunctionIdentifier']]
    for (const module of modules) {
      for (const name of functions) byName.set(keyOf(textOf(module), textOf(name)), line)
    }
  }
  const full = lines.filter((line) =>
    ['addLevel', 'editLevel', 'deleteLevel'].every((level) => line[level] === 'All'),
  )
  return {
    lineOf(permission) {
      const line = byName.get(keyOf(permission.module, permission.function))
      return line === undefined ? null : securityLine(line)
    },
    // Nine tenths: even administrators lack a line or two.
    isAdministrator: full.length >= lines.length * 0.9,
  }
}

function securityLine(line: JsonObject): SecurityLine | null {
  const level = (textOf(line['inquireLevel']) ?? '').toLowerCase()
  const inquire = level === 'all' ? 'All' : level === 'none' ? 'None' : level === '' ? null : 'My'
  return inquire === null ? null : { inquire, isCustomizable: line['customFlag'] === true }
}

/** Spelling varies between versions: `Time & Expense`, `TimeAndExpense`, `Close Service Ticket(s)`. */
function keyOf(module: string | null, name: string | null): string {
  const plain = (text: string | null): string =>
    (text ?? '')
      .toLowerCase()
      .replaceAll('&', 'and')
      .replaceAll(/[^a-z]/g, '')
      .replace(/s$/, '')
  const renamed = plain(name).replace('managedocument', 'manageattachment')
  return `${plain(module)}/${renamed}`
}

interface Verdict {
  readonly state: PermissionState
  readonly actual: string
}

const UNVERIFIED: Verdict = { state: 'not-verified', actual: 'Not verified' }

/** Null where the role does not settle it. */
function verdictOfRole(role: SecurityRole | null, subject: PermissionSubject): Verdict | null {
  const line = role?.lineOf(subject.permission) ?? null
  if (line === null) return null
  if (line.inquire === 'None') return { state: 'missing', actual: 'Inquire: None' }
  if (line.inquire === 'My') return { state: 'my-only', actual: 'Inquire: My' }
  // Behind Table Setup each table can be shut by itself; other Customize lists hide rows only.
  if (line.isCustomizable && subject.permission.function === 'Table Setup') return null
  return { state: 'ok', actual: 'Inquire: All' }
}

/** Asks for one row. A child is asked for under the first parent there is. */
function createProbe({
  requests,
  signal,
}: PermissionOptions): (subject: PermissionSubject) => Promise<Verdict> {
  const firstIds = new Map<string, Promise<number | null>>()

  const firstId = (endpoint: string): Promise<number | null> => {
    const known = firstIds.get(endpoint)
    if (known) return known
    const id = requests.ask(
      { path: endpoint, query: { pageSize: '1', fields: 'id' }, signal },
      (reply, context) => numberOf(objectsOf(readDocument(reply, context))[0]?.['id']),
    )
    firstIds.set(endpoint, id)
    return id
  }

  return async ({ endpoint }) => {
    if (signal.aborted) return UNVERIFIED
    const [parent = '', rest] = endpoint.split('/{parentId}')
    try {
      const parentId = await firstId(parent)
      if (rest === undefined) return { state: 'ok', actual: 'Readable in a trial' }
      if (parentId === null) return { state: 'not-verified', actual: 'No record to try it with' }
      await firstId(`${parent}/${parentId}${rest}`)
      return { state: 'ok', actual: 'Readable in a trial' }
    } catch (error) {
      const status = error instanceof PsaError ? error.evidence.httpStatus : undefined
      if (status === 403) return { state: 'missing', actual: 'Refused in a trial' }
      // An older server may lack a list; that is no fault of the role.
      if (status === 404) return { state: 'not-verified', actual: 'Not in this version of the PSA' }
      return UNVERIFIED
    }
  }
}

function rowOf(
  subject: PermissionSubject,
  verdict: Verdict,
  roleName: string | null,
): PermissionRow {
  const { module, function: name } = subject.permission
  const path = ['System', 'Security Roles', roleName ?? '<role>', module, name, 'Inquire: All']
  // A trial that Table Setup refuses although the role reads All: its Customize list is at fault.
  if (name === 'Table Setup' && verdict.actual.startsWith('Refused')) {
    path.push(`Customize: allow ${subject.title}`)
  }
  return {
    stream: subject.name,
    title: subject.title,
    profile: subject.profile,
    module,
    function: name,
    required: 'Inquire: All',
    ...verdict,
    fix: [...path, 'Save'].join(' → '),
    reports: subject.reports ?? [],
  }
}

async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const entries = items.entries()
  const lane = async (): Promise<void> => {
    for (const [index, item] of entries) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: width }, lane))
  return results
}
