import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { WEB_FONTS } from '../delivery/fonts.ts'
import { renderBriefingHtml } from '../delivery/render-html.ts'
import { renderBriefingPdf } from '../delivery/render-pdf.ts'
import {
  renderAnswerHtml,
  renderReportErrorHtml,
  renderReportsIndexHtml,
} from '../delivery/render-report-html.ts'
import { AppError } from '../kernel/app-error.ts'
import type { Report } from '../reporting/define-report.ts'
import type { HttpParts } from './build-http-app.ts'
import { problemOf } from './problem.ts'

const PAGE = { nav: true, standalone: false } as const

/** The read-only pages: the briefing at `/`, the catalogue, each report, and the faces they are set in. */
export function pageRoutes({ workspace, clock }: HttpParts): Hono {
  const pageOptions = async () => ({
    ...PAGE,
    workspace: await workspace.about(),
    now: clock.now(),
  })
  return new Hono()
    .get('/', async (c) => c.html(renderBriefingHtml(await workspace.briefing(), PAGE)))
    .get('/briefing.pdf', async (c) =>
      c.body(new Uint8Array(await renderBriefingPdf(await workspace.briefing())), 200, {
        'content-type': 'application/pdf',
        'content-disposition': 'inline; filename="briefing.pdf"',
      }),
    )
    .get('/reports', async (c) =>
      c.html(renderReportsIndexHtml(workspace.catalogue.map(entryOf), await pageOptions())),
    )
    .get('/reports/:id', async (c) => {
      const options = await pageOptions()
      try {
        const report = workspace.report(c.req.param('id'))
        const answer = await workspace.answer(report.id, c.req.query())
        return c.html(renderAnswerHtml(answer, report.params, options))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return c.html(renderReportErrorHtml(error, options), problemOf(error, c.req.path).status)
      }
    })
    .get('/fonts/:file', async (c) => {
      const font = WEB_FONTS.find((each) => each.name === c.req.param('file'))
      if (font === undefined) return c.notFound()
      return c.body(new Uint8Array(await readFile(font.path)), 200, {
        'content-type': 'font/woff2',
        'cache-control': 'public, max-age=31536000, immutable',
      })
    })
}

function entryOf({ id, title, area, question }: Report) {
  return { id, title, area, question }
}
