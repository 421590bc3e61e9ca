import { isUtf8 } from 'node:buffer'

/**
 * A page without what no engine keeps: NUL bytes, which ConnectWise lets through from old imports,
 * go; half of a surrogate pair and bytes that are no UTF-8 become U+FFFD. Everything else stays as
 * it was sent, and a page without any of it, which is nearly every one, is not copied.
 */
export function cleanJson(json: Buffer): Buffer {
  const isClean =
    isUtf8(json) &&
    !json.includes(0) &&
    !(json.includes('\\u') && SUSPECT.test(json.toString('latin1')))
  return isClean ? json : Buffer.from(cleanText(json.toString('utf8')))
}

function cleanText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(ESCAPE, cleanEscape)
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
