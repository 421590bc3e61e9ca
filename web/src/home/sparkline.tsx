import type { ReactNode } from 'react'
import { path } from '../../../src/delivery/charts/sparkline.ts'

const WIDTH = 164
const HEIGHT = 34
/** Room for the dot at the end and for half the line's width. */
const INSET = 4

/**
 * A year in one line with its last value marked. Hidden from those who listen: the number and its
 * change beside it say more.
 */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }): ReactNode {
  const known = values.filter((value) => value !== null)
  const last = values.findLastIndex((value) => value !== null)
  if (last < 0) return <span className="line" />
  const low = Math.min(...known)
  const high = Math.max(...known)
  const x = (index: number) =>
    values.length === 1
      ? WIDTH - INSET
      : INSET + (index / (values.length - 1)) * (WIDTH - 2 * INSET)
  const y = (value: number) =>
    high === low
      ? HEIGHT / 2
      : HEIGHT - INSET - ((value - low) / (high - low)) * (HEIGHT - 2 * INSET)
  return (
    <span className="line">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path d={path(values, x, y)} />
        <circle cx={x(last)} cy={y(values[last] ?? 0)} r={3} />
      </svg>
    </span>
  )
}
