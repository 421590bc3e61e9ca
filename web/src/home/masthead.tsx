import type { ReactNode } from 'react'
import type { Briefing } from '../../../src/delivery/briefing.ts'

/** The day, how current the figures are, and the one sentence above everything. */
export function Masthead({ briefing }: { readonly briefing: Briefing }): ReactNode {
  const { freshness, headline } = briefing
  const isFresh = freshness.state === 'fresh'
  return (
    <header>
      <p className="dateline">
        <span>{briefing.day}</span>
        <span>
          <span className={`state ${isFresh ? 'good' : 'soon'}`} />
          {briefing.asOfWords}
        </span>
        {briefing.comparedWith !== null && <span>compared with {briefing.comparedWith}</span>}
      </p>
      <h1>{headline}</h1>
      {!isFresh && (
        <div className="notice">
          {freshness.sentence !== headline && <p>{freshness.sentence}</p>}
          {freshness.notes.map((note) => (
            <p key={note} className="soft">
              {note}
            </p>
          ))}
        </div>
      )}
    </header>
  )
}
