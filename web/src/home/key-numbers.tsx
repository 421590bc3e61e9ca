import type { ReactNode } from 'react'
import type { Change, KeyNumber } from '../../../src/delivery/briefing.ts'
import { AppLink } from '../shell/app-link.tsx'
import { Sparkline } from './sparkline.tsx'

/** A row of numbers, each with its change and a year's line; the whole field opens the rows. */
export function KeyNumbers({
  title,
  numbers,
}: {
  readonly title: string
  readonly numbers: readonly KeyNumber[]
}): ReactNode {
  if (numbers.length === 0) return null
  return (
    <div className="numbers">
      <h2 className="unseen">{title}</h2>
      <ul>
        {numbers.map((number) => (
          <li key={number.id}>
            <AppLink href={number.report.href}>
              <span className="label">{number.label}</span>{' '}
              <span className="value">{number.text}</span>
            </AppLink>
            <ChangeLine change={number.change} />
            <Sparkline values={number.points.map((point) => point.value)} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function ChangeLine({ change }: { readonly change: Change | null }): ReactNode {
  if (change === null) return <span className="change soft">no earlier figure</span>
  return (
    <span className={`change ${change.tone === 'neutral' ? 'soft' : change.tone}`}>
      <Arrow direction={change.direction} />
      {change.text}
    </span>
  )
}

/** Drawn: the faces have no triangles, and a fallback face would show an emoji. */
function Arrow({ direction }: Pick<Change, 'direction'>): ReactNode {
  if (direction === 'flat') return null
  return (
    <svg viewBox="0 0 9 8" role="img" aria-label={direction}>
      <polygon points={direction === 'up' ? '4.5,0 9,8 0,8' : '0,0 9,0 4.5,8'} />
    </svg>
  )
}
