import { createHash } from 'node:crypto'
import type { Workspace } from './briefing.ts'
import { embeddedFaces, linkedFaces } from './fonts.ts'
import { html, trusted } from './markup.ts'
import type { Markup } from './markup.ts'
import { stylesheet } from './stylesheet.ts'

/** What every page is asked with. */
export interface PageOptions {
  /** The side navigation, with the entries that exist. */
  readonly nav: boolean
  /** A file that must stand alone: faces inside, links to a server only with `baseUrl`. */
  readonly standalone: boolean
  /** Where the server answers, `https://briefing.example.com`; makes the links of a file absolute. */
  readonly baseUrl?: string
}

export interface Page {
  readonly title: string
  /** The entry of the navigation this page belongs to. */
  readonly entry: 'briefing' | 'reports'
  /** Null where the page is about no workspace: an error before one is known. */
  readonly workspace: Workspace | null
  readonly body: Markup
}

/**
 * A complete HTML document without a script. Its policy admits only its own two style sheets, so
 * that hostile text from ConnectWise, were it ever to pass the escaping, could load and run nothing.
 */
export function renderPage(page: Page, options: PageOptions): string {
  const body = options.nav
    ? html`<div class="frame">
        ${navigation(page)}
        <main id="main">${page.body}</main>
      </div>`
    : html`<div class="frame bare"><main id="main">${page.body}</main></div>`
  const faces = options.standalone ? embeddedFaces(body.markup) : linkedFaces()
  const style = stylesheet()
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${policy([faces, style], options.standalone)}"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${page.title}</title>
        ${[faces, style].map((css) => trusted(`<style>${css}</style>`))}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${body}
      </body>
    </html> `.markup
}

const ENTRIES = [
  { id: 'briefing', label: 'Briefing', href: '/' },
  { id: 'reports', label: 'Reports', href: '/reports' },
] as const

function navigation(page: Page): Markup {
  const entries = ENTRIES.map(
    (entry) =>
      html`<li>
        <a href="${entry.href}" ${entry.id === page.entry && html` aria-current="page"`}
          >${entry.label}</a
        >
      </li>`,
  )
  return html`<nav class="side" aria-label="Main">
    <a class="brand" href="/">Cloud Briefing</a>
    <ul>
      ${entries}
    </ul>
    ${page.workspace && html`<p class="label">${page.workspace.name} · ${zoneWords(page.workspace.zone)}</p>`}
  </nav>`
}

/** `America/Chicago` is `Chicago time`. */
function zoneWords(zone: string): string {
  return `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`
}

function policy(styles: readonly string[], standalone: boolean): string {
  const hashes = styles.map(
    (style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  )
  return [
    `default-src 'none'`,
    `style-src ${hashes.join(' ')}`,
    `font-src ${standalone ? 'data:' : `'self'`}`,
    `form-action 'self'`,
    `base-uri 'none'`,
  ].join('; ')
}
