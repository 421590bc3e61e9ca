/**
 * The query of a request: names in any case, `+` for a space. Keeps order and spelling, because
 * ConnectWise echoes every parameter in its Link header.
 */
export class Query {
  readonly #pairs: readonly (readonly [string, string])[]

  constructor(search: string) {
    this.#pairs = search
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', ...value] = pair.split('=')
        return [decoded(name), decoded(value.join('='))] as const
      })
  }

  /** Empty when absent. */
  get(name: string): string {
    return this.#pairs.find(([own]) => isSame(own, name))?.[1] ?? ''
  }

  /** The whole query with one parameter set, without the dropped ones. */
  with(name: string, value: string, dropped?: string): string {
    const kept = this.#pairs.filter(([own]) => dropped === undefined || !isSame(own, dropped))
    const isThere = kept.some(([own]) => isSame(own, name))
    const pairs = kept.map(([own, old]) => [own, isSame(own, name) ? value : old] as const)
    return [...pairs, ...(isThere ? [] : [[name, value] as const])]
      .map(([own, text]) => `${encoded(own)}=${encoded(text)}`)
      .join('&')
  }

  /** For the journal: readable, decoded. */
  toString(): string {
    return this.#pairs.map(([name, value]) => `${name}=${value}`).join('&')
  }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/**
 * As the recorded Link headers have it: lower-case percent-encoding and `+` for a space
 * (`LastUpdated+%3e%3d+%5b2025-04-01T20%3a02%3a28Z%5d`); letters, digits and `-_.!*()` stay.
 */
function encoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll(/['~]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
    .replaceAll(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase())
    .replaceAll('%20', '+')
}
