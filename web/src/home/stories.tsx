import type { ReactNode } from 'react'
import type { Sentence, Story } from '../../../src/delivery/briefing.ts'
import { AppLink } from '../shell/app-link.tsx'

/** What changed, and why: a figure, a sentence that names names, and where its rows are. */
export function Stories({ stories }: { readonly stories: readonly Story[] }): ReactNode {
  if (stories.length === 0) return null
  return (
    <section aria-labelledby="stories">
      <h2 id="stories">What changed, and why</h2>
      <p className="leading">Ranked by money and urgency. Every figure opens its rows.</p>
      <ol className="stories">
        {stories.map((story) => (
          <li key={story.id}>
            <AppLink className={`figure ${story.tone}`} href={story.report.href}>
              {story.figure}
            </AppLink>
            <div className="tell">
              <p>
                <Spans sentence={story.sentence} />
              </p>
              {story.detail !== null && (
                <p className="detail">
                  <Spans sentence={story.detail} />
                </p>
              )}
            </div>
            <AppLink className="report" href={story.report.href}>
              {story.report.title}
            </AppLink>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Spans({ sentence }: { readonly sentence: Sentence }): ReactNode {
  return sentence.map((span, index) =>
    span.href === undefined ? (
      <span key={index}>{span.text}</span>
    ) : (
      <AppLink key={index} href={span.href}>
        {span.text}
      </AppLink>
    ),
  )
}
