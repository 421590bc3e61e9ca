/** Strikes secrets out of text that came from outside. */
export type Redact = (text: string) => string

/** Shorter pieces would strike out ordinary words; no ConnectWise key is that short. */
const SHORTEST_SECRET = 4

/** Longest part of a foreign message that is kept. */
const MESSAGE_LIMIT = 300

/** Makes a redactor for these secrets, in any case and URL-encoded too. */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    // Longer ones first, so that no tail of one is left beside a shorter one.
    .sort((a, b) => b.length - a.length)
  if (forms.length === 0) return (text) => text
  const pattern = new RegExp([...new Set(forms)].map(escaped).join('|'), 'gi')
  return (text) => text.replaceAll(pattern, '[removed]')
}

/** A foreign message made fit for showing: one line, printable, redacted, at most 300 characters. */
export function safeMessage(text: string, redact: Redact): string {
  const line = redact(text)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return line.length > MESSAGE_LIMIT ? `${line.slice(0, MESSAGE_LIMIT - 1)}…` : line
}

function escaped(form: string): string {
  return form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}
