/** `node test/web/screenshots.ts [WORD]`: pictures of the pages, wide and narrow, light and dark, in web/screenshots. */
import { mkdirSync } from 'node:fs'
import { openPage, openWebStage, WEB_PAGES } from './web-stage.ts'

const [word = ''] = process.argv.slice(2)
const folder = 'web/screenshots'
mkdirSync(folder, { recursive: true })
const stage = await openWebStage()
try {
  for (const [name, path] of WEB_PAGES.filter(([name]) => name.includes(word))) {
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of [1440, 390]) {
        const page = await openPage(stage, path, { scheme, width })
        await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png`, fullPage: true })
        await page.context().close()
      }
    }
  }
} finally {
  await stage.close()
}
