import { plural } from '../kernel/words.ts'
import type { Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import type { PsaRequests } from './psa-requests.ts'
import type { JsonObject } from './read-json.ts'
import { numberOf, objectOf, objectsOf, textOf } from './read-json.ts'
import { readDocument } from './read-reply.ts'

/** Who the keys belong to, as far as ConnectWise tells. */
export interface ApiMember {
  readonly identifier: string
  readonly roleName: string | null
  /** What about the member will make numbers wrong or connections end. */
  readonly findings: readonly Finding[]
}

/**
 * Reads the member behind the keys: `/system/myMembers/info`, and its own record under
 * `/system/apiMembers` where the role shows that. Null where ConnectWise tells nothing.
 */
export async function readApiMember(
  requests: PsaRequests,
  now: Date,
  signal: AbortSignal,
): Promise<ApiMember | null> {
  const info = await document(requests, '/system/myMembers/info', {}, signal)
  const identifier = textOf(info?.['identifier'])
  if (info === null || identifier === null) return null
  const record = await ownRecord(requests, identifier, signal)
  return {
    identifier,
    roleName: textOf(objectOf(record['securityRole'] ?? info['securityRole'])['name']),
    findings: findingsOf(identifier, { ...record, ...info }, now),
  }
}

async function ownRecord(
  requests: PsaRequests,
  identifier: string,
  signal: AbortSignal,
): Promise<JsonObject> {
  // An identifier with a quote or backslash is none that ConnectWise would give out.
  if (/["\\]/.test(identifier)) return {}
  const query = { conditions: `identifier = "${identifier}"`, pageSize: '1' }
  return (await document(requests, '/system/apiMembers', query, signal)) ?? {}
}

/** Both documents are optional knowledge: a role may hide them. */
async function document(
  requests: PsaRequests,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<JsonObject | null> {
  try {
    return await requests.ask({ path, query, signal }, (reply, context) => {
      const parsed = readDocument(reply, context)
      return Array.isArray(parsed) ? (objectsOf(parsed)[0] ?? null) : objectOf(parsed)
    })
  } catch {
    return null
  }
}

function findingsOf(member: string, facts: JsonObject, now: Date): readonly Finding[] {
  const findings: Finding[] = []
  const inactiveOn = Date.parse(textOf(facts['inactiveDate']) ?? '')
  if (facts['inactiveFlag'] === true || inactiveOn <= now.getTime()) {
    const date = Number.isNaN(inactiveOn)
      ? undefined
      : new Date(inactiveOn).toISOString().slice(0, 10)
    findings.push(diagnose('MEM-INACTIVE', { member, date }))
  }
  const level = textOf(objectOf(facts['structureLevel'])['name'])
  if (level !== null && !isTopLevel(level, numberOf(objectOf(facts['structureLevel'])['id']))) {
    findings.push(diagnose('MEM-LEVEL', { level }))
  }
  const licence = textOf(facts['licenseClass'])
  // A: API member. F, C and X are people's.
  if (licence !== null && licence !== 'A') findings.push(diagnose('MEM-CLASS', { licence }))
  const hidden =
    countOf(facts['excludedServiceBoardIds']) + countOf(facts['excludedProjectBoardIds'])
  if (hidden > 0) {
    const boards = `${plural(hidden, 'board')} ${hidden === 1 ? 'is' : 'are'}`
    findings.push(diagnose('MEM-BOARDS', { boards }))
  }
  if (facts['blockCostFlag'] === true || facts['blockPriceFlag'] === true) {
    findings.push(diagnose('MEM-COST'))
  }
  return findings
}

/** Level 1 is the whole company; its name can be changed, its id cannot. */
function isTopLevel(name: string, id: number | null): boolean {
  return id === 1 || /corporate|level 1\b/i.test(name)
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0
}
