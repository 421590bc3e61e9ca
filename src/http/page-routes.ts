import { Hono } from 'hono'
import { renderBriefingHtml } from '../delivery/render-html.ts'
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

/**
 * The pages without script, for paper and for a server without the app: the briefing at `/`, the
 * catalogue, each report.
 */
export function pageRoutes({ workspace, clock }: HttpParts): Hono {
  const pageOptions = async () => ({
    ...PAGE,
    workspace: await workspace.about(),
    now: clock.now(),
  })
  return new Hono()
    .get('/', async (c) => c.html(renderBriefingHtml(await workspace.briefing(), PAGE)))
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
}

function entryOf({ id, title, area, question }: Report) {
  return { id, title, area, question }
}
