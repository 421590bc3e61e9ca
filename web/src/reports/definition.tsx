import { type ReactNode, useMemo } from 'react'
import { renderMarkdown } from '../../../src/delivery/markdown.ts'

/** A report's own explanation; the renderer escapes everything before it marks anything up. */
export function Definition({ text }: { readonly text: string }): ReactNode {
  const markup = useMemo(() => ({ __html: renderMarkdown(text).markup }), [text])
  return <div className="how" dangerouslySetInnerHTML={markup} />
}
