import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The middle of several runs: one disturbed run on a shared machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** Prints a result as a table and writes it to `bench/out/NAME.json`. */
export function writeResult(name: string, result: Readonly<Record<string, unknown>>): void {
  const folder = join(import.meta.dirname, 'out')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`)
  const width = Math.max(...Object.keys(result).map((key) => key.length))
  for (const [key, value] of Object.entries(result)) {
    const text = typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : value
    process.stdout.write(
      `${key.padEnd(width)}  ${typeof text === 'string' ? text : JSON.stringify(text)}\n`,
    )
  }
}
