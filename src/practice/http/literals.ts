/** JSON text of single values, fast: a page of full tickets writes a hundred thousand of them. */

/** A JSON string. */
export function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`
}

/** Two places, as ConnectWise writes decimals: `0.00`, `12.50`. */
export function decimal(value: number): string {
  const cents = Math.round(Math.abs(value) * 100)
  // Beyond this, cents are not whole numbers any more.
  if (cents > Number.MAX_SAFE_INTEGER) return value.toFixed(2)
  const whole = Math.floor(cents / 100)
  const sign = value < 0 && cents > 0 ? '-' : ''
  return `${sign}${whole}.${TWO_DIGITS[cents - whole * 100]}`
}

/** `"2026-11-22T06:02:00Z"` of seconds since 1970. */
export function instant(seconds: number): string {
  const day = Math.floor(seconds / SECONDS_PER_DAY)
  const left = seconds - day * SECONDS_PER_DAY
  const minutes = Math.floor(left / 60)
  const hours = Math.floor(minutes / 60)
  return `"${dayText(day)}T${TWO_DIGITS[hours]}:${TWO_DIGITS[minutes - hours * 60]}:${TWO_DIGITS[Math.floor(left - minutes * 60)]}Z"`
}

// Anything but plain text: quotes, backslashes, control characters, and surrogates, of which
// JSON.stringify escapes the lone ones, so that the reply stays valid UTF-8.
const NEEDS_ESCAPE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/

const SECONDS_PER_DAY = 86_400

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, n) =>
  String(n).padStart(2, '0'),
)

/** `2026-11-22` of days since 1970; civil-calendar arithmetic, because Date costs ten times as much. */
function dayText(day: number): string {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * march + 2) / 5) + 1
  const month = march < 10 ? march + 3 : march - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${TWO_DIGITS[month]}-${TWO_DIGITS[date]}`
}
