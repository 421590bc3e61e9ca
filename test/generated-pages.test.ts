import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reportPages } from '../docs/report-pages.ts'
import { viewPages } from '../docs/view-pages.ts'

const REGENERATE = 'the pages are behind the definitions: node docs/generate.ts'

describe('the pages of reports and views', () => {
  it.each([
    ['docs/reports', reportPages()],
    ['docs/views', viewPages()],
  ])('%s holds what the definitions make, no more and no less', (folder, pages) => {
    expect(readdirSync(folder).sort(), REGENERATE).toEqual([...pages.keys()].sort())
    for (const [name, text] of pages) {
      expect(readFileSync(`${folder}/${name}`, 'utf8'), REGENERATE).toBe(text)
    }
  })
})
