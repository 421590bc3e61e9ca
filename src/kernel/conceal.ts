/**
 * An object with secrets that can be read by name (`credentials.privateKey`) but not by accident:
 * JSON, `util.inspect`, logs and object spread never see their values. A copy by spread is without
 * them, so pass the object itself on.
 */
export function conceal<Open extends object, Secrets extends object>(
  open: Open,
  secrets: Secrets,
): Readonly<Open & Secrets> {
  const shown = { ...open, ...mapValues(secrets, (value) => (value === undefined ? value : MASK)) }
  const hidden = mapValues(secrets, (value) => ({ value, enumerable: false }))
  const object = Object.defineProperties({ ...open }, hidden)
  Object.defineProperty(object, 'toJSON', { value: () => shown })
  Object.defineProperty(object, INSPECT, { value: () => shown })
  return Object.freeze(object) as Readonly<Open & Secrets>
}

const MASK = '[redacted]'

/** The name under which `util.inspect` asks an object how it wants to be shown. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom')

function mapValues<T>(object: object, change: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}
