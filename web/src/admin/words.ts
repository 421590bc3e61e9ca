/** `1 row`, `1,204 rows`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`
}

/** `40 seconds`, `3 minutes`, `1.5 hours`. */
export function duration(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 90) return count(Math.max(1, Math.round(seconds)), 'second')
  if (seconds < 5400) return count(Math.round(seconds / 60), 'minute')
  return `${(seconds / 3600).toFixed(1)} hours`
}

/** A moment as people write it, in the reader's own zone: `Nov 3, 2026, 8:15 AM`. */
export function moment(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  return at.toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' })
}
