import { tokensOf, unexpected } from './tokens.ts'
import type { Literal, Token } from './tokens.ts'

export type Operator = '=' | '<' | '<=' | '>' | '>=' | 'like' | 'contains' | 'in'

/** `field operator value`; `!=` is a negated `=`. */
export interface Term {
  readonly kind: 'term'
  /** As written; names are matched in any case. */
  readonly name: string
  readonly operator: Operator
  readonly negated: boolean
  /** One literal, or several behind `in`. */
  readonly literals: readonly Literal[]
}

interface Group {
  readonly kind: 'and' | 'or'
  readonly parts: readonly Expression[]
}

export type Expression = Term | Group

/**
 * Reads a condition of ConnectWise's language (Developer Guide, "Conditions"). `and` binds tighter
 * than `or`. Throws the 400 of a value in the wrong place.
 */
export function parseCondition(text: string): Expression {
  const tokens = tokensOf(text)
  let at = 0

  const peek = (): Token => tokens[at] ?? { type: 'end' }
  const take = (): Token => {
    const token = peek()
    at += 1
    return token
  }
  const takeIf = (type: 'word' | 'sign', text: string): boolean => {
    const token = peek()
    if (token.type !== type || token.text !== text) return false
    at += 1
    return true
  }

  const group = (kind: 'and' | 'or', part: () => Expression): Expression => {
    const parts = [part()]
    while (takeIf('word', kind)) parts.push(part())
    const [only, ...others] = parts
    return only && others.length === 0 ? only : { kind, parts }
  }
  const expression = (): Expression => group('or', () => group('and', operand))
  const operand = (): Expression => {
    if (!takeIf('sign', '(')) return term()
    const inner = expression()
    if (!takeIf('sign', ')')) throw unexpected('a closing parenthesis', nameOf(peek()))
    return inner
  }

  const term = (): Term => {
    const token = take()
    if (token.type !== 'name') throw unexpected('a field name', nameOf(token))
    const name = token.text
    const not = takeIf('word', 'not')
    const operator = take()
    if (operator.type === 'word' && isSearch(operator.text)) {
      const literals = operator.text === 'in' ? list() : [value()]
      return { kind: 'term', name, operator: operator.text, negated: not, literals }
    }
    if (operator.type === 'sign' && !not) {
      const negated = operator.text === '!='
      const sign = negated ? '=' : operator.text
      if (isComparison(sign)) {
        return { kind: 'term', name, operator: sign, negated, literals: [value()] }
      }
    }
    throw unexpected('an operator', nameOf(operator))
  }

  const value = (): Literal => {
    const token = take()
    if (token.type !== 'literal') throw unexpected('a value', nameOf(token))
    return token.literal
  }
  const list = (): Literal[] => {
    if (!takeIf('sign', '(')) throw unexpected('a list of values', nameOf(peek()))
    const literals = [value()]
    while (takeIf('sign', ',')) literals.push(value())
    if (!takeIf('sign', ')')) throw unexpected('a closing parenthesis', nameOf(peek()))
    return literals
  }

  const whole = expression()
  if (peek().type !== 'end') throw unexpected('and, or, or the end', nameOf(peek()))
  return whole
}

function isSearch(word: string): word is 'like' | 'contains' | 'in' {
  return word === 'like' || word === 'contains' || word === 'in'
}

function isComparison(sign: string): sign is '=' | '<' | '<=' | '>' | '>=' {
  return ['=', '<', '<=', '>', '>='].includes(sign)
}

function nameOf(token: Token): string {
  if (token.type === 'literal') return `a ${token.literal.kind}`
  if (token.type === 'name') return 'a name'
  if (token.type === 'end') return 'the end'
  return `the ${token.type === 'word' ? 'keyword' : 'sign'} ${token.text}`
}
