/**
 * A page's JSON text without what no engine keeps: NUL bytes, which ConnectWise lets through from
 * old imports, go; half of a surrogate pair becomes U+FFFD. Everything else stays as it was sent.
 */
export function cleanText(text: string): string {
  const clean = text.includes('\0') ? text.replaceAll('\0', '') : text
  return clean.includes('\\u') && SUSPECT.test(clean)
    ? clean.replaceAll(ESCAPE, cleanEscape)
    : clean
}

const SUSPECT = /\\u(?:0000|[dD][89a-fA-F])/

/** Pairs first, and every other escape in one piece, so that `\\u0000` is no NUL. */
const ESCAPE =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|u0000|[^])/g

function cleanEscape(escape: string): string {
  if (escape === '\\u0000') return ''
  // Six characters are one unit alone; a pair has twelve, any other escape two.
  return escape.length === 6 ? '\\ufffd' : escape
}
