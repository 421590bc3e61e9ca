/**
 * The `fields=` list of a request. ConnectWise drops unknown names silently and sends `_info` only
 * when it is asked for (connectwise-api.md part 5).
 */
export function fieldsParameter(fields: readonly string[], roomInUrl: number): string {
  const exact = fields.join(',')
  if (exact.length <= roomInUrl) return exact
  // Whole references are shorter to name than their members, and hold them.
  return [...new Set(fields.map((field) => field.split('/')[0] ?? field))].join(',')
}

/** The same list with all of `_info`, for endpoints that do not send single members of it. */
export function withWholeInfo(fields: readonly string[]): readonly string[] {
  return [...new Set(fields.map((field) => (field.startsWith('_info/') ? '_info' : field)))]
}

/**
 * True when members of `_info` were asked for and not one came, in a page that has rows. A look at
 * the text is enough: these names occur nowhere else in a record.
 */
export function lacksInfo(fields: readonly string[], page: Buffer): boolean {
  const wanted = fields.filter((field) => field.startsWith('_info/')).map((field) => field.slice(6))
  return (
    wanted.length > 0 && page.includes('{') && !wanted.some((name) => page.includes(`"${name}"`))
  )
}
