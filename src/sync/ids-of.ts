/** The ids of a page's records, ascending; records without one are left out. */
export function idsOf(json: Buffer): number[] {
  const records = JSON.parse(json.toString()) as readonly unknown[]
  return records
    .map((record) => {
      const hasId = typeof record === 'object' && record !== null && 'id' in record
      return hasId ? Number(record.id) : Number.NaN
    })
    .filter((id) => Number.isSafeInteger(id))
    .toSorted((a, b) => a - b)
}
