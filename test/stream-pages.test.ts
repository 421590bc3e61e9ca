import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { streamPages } from '../docs/stream-pages.ts'

const FOLDER = 'docs/streams'
const REGENERATE = 'the pages are behind the declarations: node docs/generate.ts'

describe('the pages of the streams', () => {
  const pages = streamPages()

  it('are the ones that the declarations make, no more and no fewer', () => {
    expect(readdirSync(FOLDER).sort(), REGENERATE).toEqual([...pages.keys()].sort())
    for (const [name, text] of pages) {
      expect(readFileSync(`${FOLDER}/${name}`, 'utf8'), REGENERATE).toBe(text)
    }
  })

  it('each say what a row is', () => {
    for (const [name, text] of pages) {
      if (name !== 'README.md') expect(text, name).toMatch(/one row per|one row for/)
    }
  })
})
