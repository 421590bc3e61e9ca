import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api'
import type { Value } from '../store.ts'

const MICROS_PER_MS = 1000n
const MS_PER_DAY = 86_400_000

/**
 * An engine value as the port promises it (see `Value`). A wall-clock time without a zone stays
 * without the `Z`; lists, structs and intervals become JSON text; NaN and infinity, which JSON does
 * not have, become null.
 */
export function toValue(value: DuckDBValue, type: DuckDBType): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return fromBigint(value)
  if (value instanceof DuckDBDecimalValue) return fromDecimal(value)
  if (value instanceof DuckDBTimestampTZValue) return `${wallClock(value.micros)}Z`
  if (value instanceof DuckDBTimestampValue) return wallClock(value.micros)
  if (value instanceof DuckDBDateValue) return isoDay(value.days)
  const json = JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter)
  return typeof json === 'string' ? json : JSON.stringify(json)
}

/**
 * The nearest number. A whole number and a power of ten that are exact divide to it here; the engine's
 * own way costs a call across the binding for every value.
 */
function fromDecimal(decimal: DuckDBDecimalValue): number {
  const scaled = Number(decimal.value)
  return Number.isSafeInteger(scaled) ? scaled / 10 ** decimal.scale : decimal.toDouble()
}

function fromBigint(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}

/** `2026-11-22T06:02:00`, with milliseconds only where there are some. */
function wallClock(micros: bigint): string {
  const text = new Date(Number(micros / MICROS_PER_MS)).toISOString().slice(0, -1)
  return text.endsWith('.000') ? text.slice(0, -4) : text
}

/** Rows share their days, and a date object for each takes longer than all else about them. */
const knownDays = new Map<number, string>()

/** A hundred years; whatever is asked for, the memory of it stays small. */
const MOST_KNOWN_DAYS = 36_525

function isoDay(days: number): string {
  const known = knownDays.get(days)
  if (known !== undefined) return known
  if (knownDays.size >= MOST_KNOWN_DAYS) knownDays.clear()
  const day = new Date(days * MS_PER_DAY).toISOString().slice(0, 10)
  knownDays.set(days, day)
  return day
}
