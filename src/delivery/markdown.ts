import { html, trusted } from './markup.ts'
import type { Markup } from './markup.ts'

/**
 * The Markdown that report definitions are written in: paragraphs, headings and lists;
 * strong, emphasis and code inside. Everything is escaped first: there is no raw HTML and
 * there are no links.
 */
export function renderMarkdown(text: string): Markup {
  const blocks = text.trim().split(/\n\s*\n/)
  return html`<div class="prose">${blocks.map(block)}</div>`
}

const BULLET = /^\s*[-*] /
const NUMBERED = /^\s*\d+[.)] /

function block(text: string): Markup {
  const lines = text.split('\n')
  const first = lines[0] ?? ''
  const heading = /^#{1,6} (.*)$/.exec(first)
  if (heading) {
    const rest = lines.slice(1).join('\n')
    return html`<h3>${inline(heading[1] ?? '')}</h3>
      ${rest.trim() !== '' && block(rest)}`
  }
  if (BULLET.test(first))
    return html`<ul>
      ${items(lines, BULLET)}
    </ul>`
  if (NUMBERED.test(first))
    return html`<ol>
      ${items(lines, NUMBERED)}
    </ol>`
  const list = lines.findIndex((line) => BULLET.test(line))
  if (list > 0) {
    return html`${block(lines.slice(0, list).join('\n'))}${block(lines.slice(list).join('\n'))}`
  }
  return html`<p>${inline(lines.join(' '))}</p>`
}

/** A line that starts no item continues the one above it. */
function items(lines: readonly string[], mark: RegExp): Markup[] {
  const texts: string[] = []
  for (const line of lines) {
    if (mark.test(line)) texts.push(line.replace(mark, ''))
    else texts.push(`${texts.pop() ?? ''} ${line.trim()}`)
  }
  return texts.map((text) => html`<li>${inline(text)}</li>`)
}

function inline(text: string): Markup {
  const parts = text.split(/(`[^`]+`)/)
  return html`${parts.map((part) =>
    part.length > 2 && part.startsWith('`') && part.endsWith('`')
      ? html`<code>${part.slice(1, -1)}</code>`
      : emphasis(part),
  )}`
}

function emphasis(text: string): Markup {
  return trusted(
    html`${text}`.markup
      .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
      .replaceAll(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, '<em>$1</em>')
      .replaceAll(/(?<!\w)_([^_\s][^_]*)_(?!\w)/g, '<em>$1</em>'),
  )
}
