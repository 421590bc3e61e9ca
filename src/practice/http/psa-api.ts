import type { IncomingMessage } from 'node:http'
import type { ApiMember } from './api-members.ts'
import { COMPANY, sightOf } from './api-members.ts'
import { CODEBASE, DOCUMENTS, companyInfo } from './documents.ts'
import type { Fault } from './fault-plan.ts'
import { listCount, listPage, rowOf } from './list-page.ts'
import type { ListRequest } from './list-page.ts'
import type { Query } from './query.ts'
import { readBody } from './read-body.ts'
import {
  HTML_TYPE,
  JSON_TYPE,
  Refusal,
  cannotRoute,
  noEndpoint,
  noPermission,
  noRecord,
  wrongVerb,
} from './refusal.ts'
import { levelOf } from './roles.ts'
import type { Route } from './routes.ts'
import { parseSearchBody } from './search-body.ts'
import { signIn } from './sign-in.ts'
import type { Site } from './site.ts'

/** A request as it came, taken apart but not yet understood. */
export interface PsaRequest {
  readonly message: IncomingMessage
  readonly method: string
  /** As asked, for links: `/v2026_4//apis/3.0/company/contacts/`. */
  readonly rawPath: string
  /** The same without empty parts, percent-decoded. */
  readonly segments: readonly string[]
  readonly query: Query
  /** `http://127.0.0.1:4190`, as the client knows it. */
  readonly origin: string
}

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  readonly reason?: string | undefined
}

/** What the journal says of a request beside its answer; filled in while the answer is found. */
export interface Trace {
  member: string | null
  path: string
}

/** The stream that a request is for, as fault plans name it; null for everything else. */
export function streamOf(site: Site, { segments }: PsaRequest): string | null {
  return site.routesFor(null).find(segments.slice(API_DEPTH))?.endpoint.entity.stream ?? null
}

/** Answers as ConnectWise does. Throws `Refusal` for everything that is not 2xx. */
export async function answerPsa(
  site: Site,
  request: PsaRequest,
  fault: Fault | null,
  trace: Trace,
): Promise<Reply> {
  const { segments } = request
  const [first = '', second = ''] = segments.map((segment) => segment.toLowerCase())
  if (first === 'login' && second === 'companyinfo' && segments.length === 3) {
    trace.path = '/login/companyinfo/{company}'
    return json(companyInfoBody(site, request, segments[2] ?? ''))
  }
  checkCodebase(site, segments)
  const member = signIn(request.message.headers, site.members, site.clientIdStatus)
  trace.member = member.identifier
  return await answerApi(site, request, member, fault, trace)
}

/** `/{codebase}/apis/3.0` */
const API_DEPTH = 3

/** The path that always leads to the version of the moment. */
const ANY_VERSION = 'v4_6_release'

function companyInfoBody(site: Site, { message, origin }: PsaRequest, company: string): string {
  if (message.method !== 'GET') throw wrongVerb(message.method ?? '', 'GET')
  // ConnectWise answers an unknown company with 200 and this.
  if (company !== COMPANY) return 'null'
  const host = origin.slice(origin.indexOf('//') + 2)
  return JSON.stringify(companyInfo(site.world.companyName, site.codebase, host))
}

function checkCodebase(site: Site, segments: readonly string[]): void {
  const [codebase = '', apis, version, module] = segments.map((segment) => segment.toLowerCase())
  if (!/^v\d\w*$/.test(codebase)) throw notAnApi()
  const isCurrent = codebase === site.codebase || codebase === ANY_VERSION
  if (!isCurrent) throw site.retired.has(codebase) ? noEndpoint() : cannotRoute()
  // A doubled base path cannot be routed either.
  if (apis !== 'apis' || version !== '3.0' || module === 'apis') throw cannotRoute()
}

/** Outside of the API there are only web pages. */
function notAnApi(): Refusal {
  const page =
    '<!DOCTYPE html><html><head><title>404 - Not Found</title></head><body></body></html>'
  return new Refusal(404, page, { contentType: HTML_TYPE })
}

async function answerApi(
  site: Site,
  request: PsaRequest,
  member: ApiMember,
  fault: Fault | null,
  trace: Trace,
): Promise<Reply> {
  const path = request.segments.slice(API_DEPTH)
  const document = DOCUMENTS[`/${path.join('/')}`.toLowerCase()]
  if (document) {
    trace.path = `/${path.join('/')}`
    if (request.method !== 'GET') throw wrongVerb(request.method, 'GET')
    return json(JSON.stringify(document(member)))
  }
  const route = site.routesFor(member).find(path)
  if (!route) throw noEndpoint()
  trace.path = route.pattern
  const verb = route.kind === 'search' ? 'POST' : 'GET'
  if (request.method !== verb) throw wrongVerb(request.method, verb)
  checkRights(site, member, route)
  const list = await listRequestOf(site, request, member, route, fault)
  checkParent(site, member, list)
  if (route.kind === 'count') return json(listCount(site.finder, list))
  if (route.kind === 'record') return json(recordBody(list, route))
  const { body, link } = listPage(site.finder, list)
  return json(body, link === null ? {} : { Link: link })
}

function checkRights(site: Site, member: ApiMember, { endpoint }: Route): void {
  const { permission, stream } = endpoint.entity
  if (!endpoint.isOpen && levelOf(member.role, permission) === 'None') throw noPermission()
  site.faults.throwIfDenied(stream)
}

async function listRequestOf(
  site: Site,
  request: PsaRequest,
  member: ApiMember,
  { endpoint, parentId, kind }: Route,
  fault: Fault | null,
): Promise<ListRequest> {
  const { query, message, origin, rawPath, segments } = request
  const asked =
    kind === 'search'
      ? parseSearchBody(await readBody(message))
      : {
          filters: {
            conditions: query.get('conditions'),
            childConditions: query.get('childConditions'),
            customFieldConditions: query.get('customFieldConditions'),
          },
          orderBy: query.get('orderBy'),
        }
  return {
    ...asked,
    endpoint,
    parentId,
    sight: sightOf(member, endpoint.entity),
    query,
    isForwardOnly: isForwardOnly(message),
    address: origin + rawPath,
    base: `${origin}/${segments[0] ?? CODEBASE}/apis/3.0`,
    fault: fault === 'duplicatePage' || fault === 'emptyPage' ? fault : null,
    isIndexed: site.faults.indexed(endpoint.entity, Math.floor(site.nowMs() / 1000)),
  }
}

function isForwardOnly({ headers }: IncomingMessage): boolean {
  return String(headers['pagination-type']).toLowerCase() === 'forward-only'
}

/** A child list of a parent that is not there, or not for this member, is not found either. */
function checkParent(site: Site, member: ApiMember, list: ListRequest): void {
  const { parentId } = list
  const { parent } = list.endpoint.entity
  if (parentId === null || !parent) return
  const endpoint = site.routesFor(null).ofStream(parent.stream)
  if (!endpoint) return
  const sight = sightOf(member, endpoint.entity)
  const row = rowOf({ ...list, endpoint, sight, parentId: null }, String(parentId))
  if (row === null) throw noRecord(endpoint.entity.title, parentId)
}

function recordBody(list: ListRequest, { id }: Route): string {
  const row = rowOf(list, id)
  if (row === null) throw noRecord(list.endpoint.entity.title, id)
  return list.endpoint.serializer(list.query.get('fields'))(row, list.base)
}

function json(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, contentType: JSON_TYPE, headers, body }
}
