/**
 * Finds a secret in whatever it could have been written as: as it is, URL-encoded, JSON-escaped, in
 * hexadecimal, and in base64 at each of its three offsets.
 */
export function tracesOf(secret: string, text: string): string[] {
  return forms(secret).filter((form) => text.includes(form))
}

function forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((offset) => inside(Buffer.concat([Buffer.alloc(offset), bytes])))
  return [
    ...new Set([
      secret,
      // The bytes of a file are read as one character each.
      bytes.toString('latin1'),
      encodeURIComponent(secret),
      new URLSearchParams({ secret }).toString().slice('secret='.length),
      JSON.stringify(secret).slice(1, -1),
      JSON.stringify(JSON.stringify(secret)).slice(3, -3),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ]
}

/** What the base64 of these bytes is whatever stands before and behind them. */
function inside(padded: Buffer): string {
  const lead = padded.findIndex((byte) => byte !== 0)
  const start = Math.ceil((lead * 8) / 6)
  const end = Math.floor((padded.length * 8) / 6)
  return padded.toString('base64').slice(start, end)
}
