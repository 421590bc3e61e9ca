import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { WEB_FONTS } from '../delivery/fonts.ts'
import { renderBriefingPdf } from '../delivery/render-pdf.ts'
import type { HttpParts } from './build-http-app.ts'

/** `GET /briefing.pdf`, and the faces that pages and the app are set in. */
export function documentRoutes({ workspace }: HttpParts): Hono {
  return new Hono()
    .get('/briefing.pdf', async (c) =>
      c.body(new Uint8Array(await renderBriefingPdf(await workspace.briefing())), 200, {
        'content-type': 'application/pdf',
        'content-disposition': 'inline; filename="briefing.pdf"',
      }),
    )
    .get('/fonts/:file', async (c) => {
      const font = WEB_FONTS.find((each) => each.name === c.req.param('file'))
      if (font === undefined) return c.notFound()
      return c.body(new Uint8Array(await readFile(font.path)), 200, {
        'content-type': 'font/woff2',
        'cache-control': 'public, max-age=31536000, immutable',
      })
    })
}
