/**
 * Writes the pages that follow from declarations: `node docs/generate.ts`, from the root of the
 * repository. A test fails when the committed pages and the declarations differ.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { reportPages } from './report-pages.ts'
import { streamPages } from './stream-pages.ts'
import { viewPages } from './view-pages.ts'

write('docs/reports', reportPages())
write('docs/streams', streamPages())
write('docs/views', viewPages())

/** Makes a folder hold these pages and nothing else. */
function write(folder: string, pages: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of pages) writeFileSync(join(folder, name), text)
}
