import { describe, expect, it } from 'vitest'
import type { Briefing } from './briefing.ts'
import { renderBriefingHtml } from './render-html.ts'
import { renderBriefingPdf } from './render-pdf.ts'
import { renderBriefingText } from './render-text.ts'
import { sampleBriefing } from './testing/sample-briefing.ts'

/** Breaks out of markup, typesetting and terminals alike, if anything lets it. */
const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(2)> \u001b[2J#panic("x") #import "a" $x$ */ \\ \u202e]]> {{x}}`

function hostileBriefing(): Briefing {
  const sample = sampleBriefing()
  const [number, ...numbers] = sample.numbers
  const [story, ...stories] = sample.stories
  const [action, ...actions] = sample.actions.shown
  const [flow, bars] = sample.charts
  if (!number || !story || !action || !flow || !bars) throw new Error('the sample is incomplete')
  return {
    ...sample,
    workspace: { ...sample.workspace, name: HOSTILE },
    headline: HOSTILE,
    freshness: { state: 'stale', sentence: HOSTILE, notes: [HOSTILE] },
    leftOut: [HOSTILE],
    footnote: HOSTILE,
    numbers: [{ ...number, label: HOSTILE }, ...numbers],
    stories: [
      { ...story, figure: HOSTILE, sentence: [{ text: HOSTILE, href: '/reports/mrr' }] },
      ...stories,
    ],
    actions: {
      total: 9,
      sentence: HOSTILE,
      shown: [
        { ...action, finding: HOSTILE, client: HOSTILE, owner: HOSTILE, atStake: HOSTILE },
        ...actions,
      ],
    },
    charts: [
      { ...flow, title: HOSTILE, data: { ...flow.data, summary: HOSTILE, categories: [HOSTILE] } },
      { ...bars, data: { ...bars.data, categories: [HOSTILE] } },
    ],
    reports: sample.reports.map((report) => ({
      ...report,
      definition: HOSTILE,
      question: HOSTILE,
    })),
  }
}

const served = { nav: true, standalone: false }
const file = { nav: false, standalone: true }

describe('the briefing as a page', () => {
  it('shows the sample as it was approved', async () => {
    const page = renderBriefingHtml(sampleBriefing(), served)
    await expect(page.slice(page.indexOf('<body>'))).toMatchFileSnapshot(
      './testing/briefing.golden',
    )
  })

  it('holds no script, no image and no handler, whatever the text', () => {
    const page = renderBriefingHtml(hostileBriefing(), file)
    const tags = page.replaceAll(/"[^"]*"/g, '""')
    expect(/<script|<img|<[^>]+\son\w+=/i.exec(tags)).toBeNull()
    expect(page.includes('\u001b')).toBe(false)
    expect(page.includes('\u202e')).toBe(false)
  })

  it('stays under 700 kB as a file and asks for nothing outside itself', () => {
    const page = renderBriefingHtml(
      sampleBriefing({ headline: 'Żółw, Łódź & Co lost money.' }),
      file,
    )
    expect(Buffer.byteLength(page)).toBeLessThan(700_000)
    expect(/(src|href)="?(https?:|\/)/.exec(page)).toBeNull()
    expect(/url\((?!data:)/.exec(page)).toBeNull()
  })

  it('links into its own explanations as a file, and to the server where one is named', () => {
    expect(renderBriefingHtml(sampleBriefing(), file)).toContain('href="#report-mrr"')
    expect(
      renderBriefingHtml(sampleBriefing(), { ...file, baseUrl: 'https://brief.example/' }),
    ).toContain('href="https://brief.example/reports/mrr?as_of=2026-11-23"')
  })

  it('says so when nothing needs action', () => {
    const page = renderBriefingHtml(
      sampleBriefing({
        headline: 'A quiet night. Nothing needs you.',
        stories: [],
        actions: { shown: [], total: 0, sentence: 'Nothing.' },
      }),
      served,
    )
    expect(page).toContain('A quiet night. Nothing needs you.')
    expect(page).not.toContain('What changed, and why')
  })
})

describe('the briefing on paper', () => {
  it('is one or two pages, whatever is in it', async () => {
    const sample = sampleBriefing()
    const many = <T>(list: readonly T[], count: number): T[] =>
      Array.from({ length: count }, (_, index) => list[index % list.length]).filter(
        (each) => each !== undefined,
      )
    const full = await renderBriefingPdf({
      ...sample,
      stories: many(sample.stories, 12),
      actions: { shown: many(sample.actions.shown, 40), total: 400, sentence: '40 of 400' },
      leftOut: many(['Overdue 60+ days is left out: your API member cannot read invoices.'], 4),
    })
    expect(pagesOf(full)).toBe(2)
    expect(pagesOf(await renderBriefingPdf(sample, { paper: 'us-letter' }))).toBeLessThanOrEqual(2)
  })

  it('sets hostile text as text', async () => {
    expect(pagesOf(await renderBriefingPdf(hostileBriefing()))).toBeGreaterThan(0)
  })

  it('is the same, byte for byte, for the same briefing', async () => {
    const [one, other] = [
      await renderBriefingPdf(sampleBriefing()),
      await renderBriefingPdf(sampleBriefing()),
    ]
    expect(Buffer.compare(one, other)).toBe(0)
    expect(Buffer.from(one.subarray(0, 5)).toString()).toBe('%PDF-')
  })
})

describe('the briefing on a terminal', () => {
  it('is at most 25 lines of 80 columns', () => {
    const lines = renderBriefingText(hostileBriefing()).trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(25)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('cannot be made to move the cursor', () => {
    expect(renderBriefingText(hostileBriefing())).not.toContain('\u001b')
  })

  it('reads as approved', () => {
    expect(renderBriefingText(sampleBriefing())).toMatchSnapshot()
  })
})

/** Pages of a PDF whose page objects are not inside compressed object streams. */
function pagesOf(pdf: Uint8Array): number {
  return [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type\s*\/Page\b/g),
  ].length
}
