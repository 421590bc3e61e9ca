/** Text that already is HTML. Only `html` and `trusted` make it; everything else is escaped. */
export interface Markup {
  readonly markup: string
}

export type Fragment = Markup | string | number | false | null | undefined | readonly Fragment[]

/** HTML with every interpolation escaped, unless it is `Markup` itself: html`<b>${name}</b>`. */
export function html(texts: TemplateStringsArray, ...fragments: readonly Fragment[]): Markup {
  let markup = texts[0] ?? ''
  for (const [index, fragment] of fragments.entries()) {
    markup += write(fragment) + (texts[index + 1] ?? '')
  }
  return { markup }
}

/** Markup from our own drawings and stylesheets, which escape what they take in. */
export function trusted(markup: string): Markup {
  return { markup }
}

/** Escaped for text and for attributes, without the characters that markup forbids. */
export function escape(text: string): string {
  return text
    .replaceAll(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Text as paper and terminals may show it: without control and direction-changing characters. */
export function plain(text: string): string {
  return text.replaceAll(FORBIDDEN, '')
}

// Control characters, lone surrogates, and the marks that reverse the direction of what follows:
// a ticket's summary must not be able to rewrite the rest of its line.
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu

function write(fragment: Fragment): string {
  if (fragment === null || fragment === undefined || fragment === false) return ''
  if (typeof fragment === 'string') return escape(fragment)
  if (typeof fragment === 'number') return String(fragment)
  return 'markup' in fragment ? fragment.markup : fragment.map(write).join('')
}
