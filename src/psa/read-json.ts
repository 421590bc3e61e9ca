/** Cautious reading of documents whose shape is not ours. */
export type JsonObject = Readonly<Record<string, unknown>>

export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {}
}

export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(objectOf) : []
}

/** Text without control characters, at most 100 characters; null for anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').trim()
  return text === '' ? null : text.slice(0, 100)
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
