import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Briefing, BriefingChart, KeyNumber, Sentence } from './briefing.ts'
import { barRows, drawChart, rowBar, sparkline } from './charts.ts'
import { pdfFonts } from './fonts.ts'
import { plain } from './markup.ts'
import { LIGHT } from './theme.ts'

export interface PdfOptions {
  readonly paper?: 'a4' | 'us-letter'
  /** Where the server answers; with it, figures on paper are links to their rows. */
  readonly baseUrl?: string
}

/** Rows of the action table and stories that two pages hold beside everything else. */
const MOST_ACTIONS = 16
const MOST_STORIES = 8

/**
 * The briefing on paper: typeset in process, two pages at most, the same bytes for the same
 * briefing. Everything that varies reaches the template as JSON, never as markup, so that no text
 * from ConnectWise can be typesetting code. Throws `Error` with typst's message when the template
 * itself is wrong.
 */
export async function renderBriefingPdf(
  briefing: Briefing,
  options: PdfOptions = {},
): Promise<Uint8Array> {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: pdfFonts() }] })
  const compiled = compiler.compile({
    mainFileContent: template(),
    inputs: { briefing: JSON.stringify(onPaper(briefing, options)) },
  })
  const document = compiled.result
  if (document === null) {
    const errors = compiled.takeError()?.shortDiagnostics ?? []
    throw new Error(`the briefing could not be typeset: ${JSON.stringify(errors)}`)
  }
  const composedAt = Math.floor(Date.parse(briefing.composedAt) / 1000)
  return compiler.pdf(document, { creationTimestamp: composedAt })
}

function template(): string {
  return readFileSync(new URL('./briefing.typ', import.meta.url), 'utf8')
}

/** What the template reads: plain text, drawings as SVG text, links already absolute or absent. */
function onPaper(briefing: Briefing, options: PdfOptions): object {
  const base = options.baseUrl?.replace(/\/+$/, '') ?? null
  const link = (href: string) =>
    href.startsWith('/')
      ? base === null
        ? null
        : base + href
      : /^https?:/.test(href)
        ? href
        : null
  const spans = (sentence: Sentence) =>
    sentence.map((span) => ({
      text: plain(span.text),
      href: span.href === undefined ? null : link(span.href),
    }))
  const number = (each: KeyNumber) => ({
    label: each.label,
    text: each.text,
    href: link(each.report.href),
    change: each.change,
    line: sparkline(
      each.points.map((point) => point.value),
      LIGHT,
    ),
  })
  return {
    paper: options.paper ?? 'a4',
    colours: LIGHT,
    workspace: plain(briefing.workspace.name),
    day: briefing.day,
    dateline: [
      briefing.day,
      briefing.asOfWords,
      ...(briefing.comparedWith === null ? [] : [`compared with ${briefing.comparedWith}`]),
    ],
    headline: plain(briefing.headline),
    notice:
      briefing.freshness.state === 'fresh'
        ? []
        : [briefing.freshness.sentence, ...briefing.freshness.notes]
            .filter((line) => line !== briefing.headline)
            .map(plain),
    numbers: [...briefing.numbers, ...briefing.further].map(number),
    leftOut: briefing.leftOut.map(plain),
    stories: briefing.stories.slice(0, MOST_STORIES).map((story) => ({
      figure: story.figure,
      tone: story.tone,
      sentence: spans(story.sentence),
      detail: story.detail === null ? [] : spans(story.detail),
      report: story.report.title,
      href: link(story.report.href),
    })),
    charts: briefing.charts.map(chart),
    actions: {
      total: briefing.actions.total,
      sentence: plain(briefing.actions.sentence),
      shown: briefing.actions.shown.slice(0, MOST_ACTIONS).map((action) => ({
        finding: plain(action.finding),
        href: link(action.report.href),
        client: plain(action.client ?? '–'),
        owner: plain(action.owner ?? '–'),
        stake: plain(action.atStake ?? '–'),
        record: action.record === null ? null : link(action.record),
        severity: action.severity,
      })),
    },
    footnote: `${briefing.freshness.sentence} ${briefing.footnote}`,
  }
}

/** Width in CSS pixels of half a page: the template scales it to its column. */
const COLUMN = 420

function chart(each: BriefingChart): object {
  const bars = each.data.kind === 'rows'
  return {
    title: each.title,
    subtitle: each.subtitle,
    summary: plain(each.data.summary),
    drawing: bars ? null : drawChart(each.data, LIGHT, COLUMN),
    rows: bars
      ? barRows(each.data).map((row) => ({
          name: plain(row.name),
          text: row.text,
          goal: row.goalText,
          bar: rowBar(row, LIGHT, 150),
        }))
      : [],
  }
}
