import { escape } from '../markup.ts'
import type { Palette } from '../theme.ts'

/** The colours of a drawing: CSS variables on a page, plain colours on paper. */
export type Paint = Readonly<Record<keyof Palette, string>>

type Attributes = Readonly<Record<string, string | number | undefined>>

/** One SVG element as text. Attribute values are escaped; children are SVG already. */
export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${attribute(value)}"`))
    .join('')
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join('')}</${name}>`
}

/** Text inside a drawing, escaped. */
export function label(text: string, attributes: Attributes): string {
  return element('text', { 'font-family': 'Inter, sans-serif', ...attributes }, escape(text))
}

/** What a pointer resting on a shape is told. */
export function tooltip(text: string): string {
  return element('title', {}, escape(text))
}

/** A whole drawing with its accessible name; `summary` null hides it from assistive technology. */
export function drawing(
  size: { readonly width: number; readonly height: number },
  summary: string | null,
  ...children: readonly string[]
): string {
  const name: Attributes =
    summary === null ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': summary }
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${short(size.width)} ${short(size.height)}`,
      width: size.width,
      height: size.height,
      ...name,
    },
    ...children,
  )
}

function attribute(value: string | number): string {
  return typeof value === 'number' ? short(value) : escape(value)
}

/** A tenth of a pixel is finer than any screen shows, and keeps a year's line under 200 bytes. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10)
}
