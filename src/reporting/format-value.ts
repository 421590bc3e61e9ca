import { formatCount, formatDecimal, formatMoney, formatPercent } from '../kernel/words.ts'
import type { Value } from '../store/store.ts'
import type { Format } from './define-report.ts'

/** What a value is written for: its currency, and the zone its instants are shown in. */
export interface FormatPlace {
  /** ISO 4217. Default USD. */
  readonly currency?: string
  /** IANA zone. Default UTC. */
  readonly zone?: string
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const BYTES = ['B', 'kB', 'MB', 'GB', 'TB']

/** An answer's value in words, the same on screen, in mail and in print; `''` for null. */
export function formatValue(value: Value, format: Format, place: FormatPlace = {}): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return formatText(value, format, place)
  switch (format) {
    case 'count':
      return formatCount(value)
    case 'hours':
    case 'decimal':
      return formatDecimal(value)
    case 'money':
      return formatMoney(value, place.currency)
    case 'rate':
      return `${formatMoney(Math.round(value), place.currency)}/h`
    case 'percent':
      return formatPercent(value)
    case 'days':
      return `${formatCount(value)} d`
    case 'bytes':
      return formatBytes(value)
    case 'flag':
      return value === 0 ? 'no' : 'yes'
    case 'text':
    case 'date':
    case 'month':
    case 'instant':
    default:
      return String(value)
  }
}

function formatText(text: string, format: Format, { zone = 'UTC' }: FormatPlace): string {
  if (format === 'date') return dayInWords(text) ?? text
  if (format === 'month') {
    const month = MONTHS[Number(text.slice(5, 7)) - 1]
    return month === undefined ? text : `${month} ${text.slice(0, 4)}`
  }
  if (format === 'instant' && !Number.isNaN(Date.parse(text))) {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(text))
  }
  return text
}

/** `3 Sep 2026`; null when it is no day. */
function dayInWords(text: string): string | null {
  const month = MONTHS[Number(text.slice(5, 7)) - 1]
  return /^\d{4}-\d{2}-\d{2}/.test(text) && month !== undefined
    ? `${Number(text.slice(8, 10))} ${month} ${text.slice(0, 4)}`
    : null
}

function formatBytes(bytes: number): string {
  const power = Math.min(
    BYTES.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)),
  )
  return `${formatDecimal(bytes / 1000 ** power)} ${BYTES[power]}`
}
