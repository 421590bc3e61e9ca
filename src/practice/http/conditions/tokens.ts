import { badCondition } from '../refusal.ts'

/** What ConnectWise calls the kinds of literals when it complains about one. */
export type Literal =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'numeric'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Seconds since 1970, UTC. */
  | { readonly kind: 'datetime'; readonly value: number }
  | { readonly kind: 'null' }

export type Token =
  | { readonly type: 'name'; readonly text: string }
  | { readonly type: 'word'; readonly text: Word }
  | { readonly type: 'sign'; readonly text: string }
  | { readonly type: 'literal'; readonly literal: Literal }
  | { readonly type: 'end' }

type Word = 'and' | 'or' | 'not' | 'in' | 'like' | 'contains'

/** Splits a condition into tokens; keywords in any case, names as written. Throws a 400. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  PIECE.lastIndex = 0
  let at = 0
  while (at < text.length) {
    PIECE.lastIndex = at
    const piece = PIECE.exec(text)?.groups
    if (!piece) throw unexpected('a value', 'an unrecognized character')
    at = PIECE.lastIndex
    const token = tokenOf(piece)
    if (token) tokens.push(token)
  }
  tokens.push({ type: 'end' })
  return tokens
}

/** The third family of condition errors: word for word as ConnectWise says it behind the first dot. */
export function unexpected(wanted: string, got: string): Error {
  return badCondition(
    `Expected ${wanted}, not ${got}. String values should be enclosed with double or single quotes; ` +
      'DateTime values should be enclosed in square brackets; numbers should consist of only digits, ' +
      'and optionally a decimal point and a negation sign; boolean values should be indicated with ' +
      'the keywords true or false; null values should be indicated by the keyword null.',
  )
}

const PIECE = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<sign><=|>=|!=|[=<>(),])`,
    String.raw`"(?<double>(?:[^"\\]|\\[\s\S])*)"`,
    String.raw`'(?<single>(?:[^'\\]|\\[\s\S])*)'`,
    String.raw`\[(?<instant>[^\]]*)\]`,
    String.raw`(?<number>-?\d+(?:\.\d+)?)(?![\w/])`,
    String.raw`(?<name>[A-Za-z_]\w*(?:\/\w+)*)`,
  ].join('|'),
  'y',
)

const WORDS: readonly string[] = ['and', 'or', 'not', 'in', 'like', 'contains'] satisfies Word[]

function tokenOf(piece: Readonly<Record<string, string | undefined>>): Token | null {
  const { sign, double, single, instant, number, name } = piece
  if (sign !== undefined) return { type: 'sign', text: sign }
  const quoted = double ?? single
  if (quoted !== undefined) {
    return literal({ kind: 'string', value: quoted.replaceAll(/\\([\s\S])/g, '$1') })
  }
  if (instant !== undefined) return literal({ kind: 'datetime', value: secondsOf(instant) })
  if (number !== undefined) return literal({ kind: 'numeric', value: Number(number) })
  return name === undefined ? null : wordOrName(name)
}

function wordOrName(name: string): Token {
  const lower = name.toLowerCase()
  if (lower === 'true' || lower === 'false') {
    return literal({ kind: 'boolean', value: lower === 'true' })
  }
  if (lower === 'null') return literal({ kind: 'null' })
  if (isWord(lower)) return { type: 'word', text: lower }
  return { type: 'name', text: name }
}

function isWord(text: string): text is Word {
  return WORDS.includes(text)
}

function literal(value: Literal): Token {
  return { type: 'literal', literal: value }
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)Z?)?$/i

/**
 * `2026-04-01`, `2016-08-20T18:04:26Z`, with or without fraction and `Z`: always UTC. Offsets are
 * refused: ConnectWise was seen to filter wrongly with them, and silence would hide that.
 */
function secondsOf(text: string): number {
  const [, day = '', time = '00:00:00'] = INSTANT.exec(text.trim()) ?? []
  const ms = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(ms)) throw unexpected('a datetime value', 'a string')
  return ms / 1000
}
