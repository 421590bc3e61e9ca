import type { Filters } from './conditions/where.ts'
import { Refusal } from './refusal.ts'

/**
 * Reads the body of `POST …/search`: filters and order; paging stays in the query. Throws the 400 of
 * an unknown member and the 500 of a body that is no JSON object, as ConnectWise answers both.
 */
export function parseSearchBody(text: string): { filters: Filters; orderBy: string } {
  const members = new Map<string, string>()
  for (const [name, value] of Object.entries(objectIn(text))) {
    const lower = name.toLowerCase()
    if (!MEMBERS.includes(lower)) throw unknownMember(text, name)
    members.set(lower, typeof value === 'string' ? value : '')
  }
  const get = (name: string) => members.get(name) ?? ''
  return {
    filters: {
      conditions: get('conditions'),
      childConditions: get('childconditions'),
      customFieldConditions: get('customfieldconditions'),
    },
    orderBy: get('orderby'),
  }
}

const MEMBERS = ['conditions', 'orderby', 'childconditions', 'customfieldconditions']

function objectIn(text: string): object {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  } catch {
    // The same answer as for a body of another type.
  }
  throw new Refusal(500, {
    code: 'ConnectWiseApi',
    message: `Error converting value "${text.slice(0, 100)}" to type 'FilterValues'. Path '', line 1, position ${text.length}.`,
  })
}

function unknownMember(text: string, name: string): Refusal {
  const key = JSON.stringify(name)
  const end = text.indexOf(':', text.indexOf(key) + key.length) + 1
  const lines = text.slice(0, end).split('\n')
  return new Refusal(400, {
    code: 'ConnectWiseApi',
    message:
      `Could not find member '${name}' on object of type 'FilterValues'. Path '${name}', ` +
      `line ${lines.length}, position ${(lines.at(-1) ?? '').length}.` +
      'Check your accept header to make sure you are using the correct version.',
  })
}
