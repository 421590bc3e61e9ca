/** Numbers as people write them. Screen, mail, PDF and terminal all speak through these. */

const MINUS = '\u2212'

/** `1 ticket`, `2 tickets`; give the plural where adding an s is wrong. */
export function plural(amount: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(amount)} ${amount === 1 ? noun : nouns}`
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  if (words.length <= 1) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** A whole number with thousands separators and a true minus sign. */
export function formatCount(value: number): string {
  return withSign(value, Math.abs(Math.round(value)).toLocaleString('en-US'))
}

/** A decimal with at most `digits` places: hours, ratios, points. */
export function formatDecimal(value: number, digits = 1): string {
  const text = Math.abs(value).toLocaleString('en-US', { maximumFractionDigits: digits })
  return withSign(Number(value.toFixed(digits)), text)
}

/** Money in the workspace's currency: whole units from 1,000 up, cents below. */
export function formatMoney(value: number, currency = 'USD'): string {
  const digits = Math.abs(value) >= 1000 || Number.isInteger(value) ? 0 : 2
  const text = Math.abs(value).toLocaleString('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return withSign(Number(value.toFixed(digits)), text)
}

/** A share of one as a percentage: `0.938` is `93.8 %`. */
export function formatPercent(share: number, digits = 1): string {
  return `${formatDecimal(share * 100, digits)} %`
}

function withSign(value: number, unsigned: string): string {
  return value < 0 ? MINUS + unsigned : unsigned
}
