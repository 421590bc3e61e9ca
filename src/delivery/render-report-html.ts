import type { AppError } from '../kernel/app-error.ts'
import { formatCount } from '../kernel/words.ts'
import { formatValue } from '../reporting/format-value.ts'
import type { Answer } from '../reporting/answer.ts'
import type { AnswerParams, Area, Kpi, Param, ReportColumn } from '../reporting/define-report.ts'
import type { Row } from '../store/store.ts'
import { answerChart } from './answer-chart.ts'
import type { Workspace } from './briefing.ts'
import type { ChartData } from './charts.ts'
import { summariseFreshness } from './freshness-summary.ts'
import { chartFigure } from './html-chart.ts'
import { renderMarkdown } from './markdown.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { renderPage } from './page.ts'
import type { PageOptions } from './page.ts'
import { paramForm } from './param-form.ts'
import { reportHref } from './report-link.ts'
import { asOfWords } from './wording.ts'

/** Rows a page shows; the file has all of them. */
const MOST_ROWS = 500
/** A chart with the whole width of a report to itself. */
const CHART_WIDTH = 860

export interface ReportPageOptions extends PageOptions {
  readonly workspace: Workspace
  readonly now: Date
}

/** One report of the catalogue, with its answer in a sentence where it is known. */
export interface CatalogueEntry {
  readonly id: string
  readonly title: string
  readonly area: Area
  readonly question: string
  readonly answer?: string | null
}

/** `/reports`: every report as the question it answers, by area, in the order given. */
export function renderReportsIndexHtml(
  reports: readonly CatalogueEntry[],
  options: ReportPageOptions,
): string {
  const areas = [...Map.groupBy(reports, (report) => report.area)]
  const body = html`<header>
      <p class="dateline">${reports.length} reports</p>
      <h1>What would you like to know?</h1>
    </header>
    ${areas.map(
      ([area, own], index) =>
        html`<section aria-labelledby="area-${index}">
          <h2 id="area-${index}">${area}</h2>
          <ul class="catalogue">
            ${own.map(
              (report) =>
                html`<li>
                  <div>
                    <a href="${reportHref(report.id)}">${report.question}</a>
                    <p class="title">${report.title}</p>
                  </div>
                  <p class="soft">${report.answer}</p>
                </li>`,
            )}
          </ul>
        </section>`,
    )}`
  const { workspace } = options
  return renderPage(
    { title: 'Reports · Cloud Briefing', entry: 'reports', workspace, body },
    options,
  )
}

/**
 * `/reports/:id`: the question, its answer in a sentence, key numbers, chart, rows, totals, and how
 * it is computed. `params` are the report's parameters: with them the page has a form to change them.
 */
export function renderAnswerHtml(
  answer: Answer,
  params: Readonly<Record<string, Param>>,
  options: ReportPageOptions,
): string {
  const { report } = answer
  const { workspace } = options
  const write = writer(workspace)
  const chart = answerChart(answer, write)
  const body = html`<header>
      <p class="dateline">
        <span>${report.title}</span
        ><span>${asOfWords(new Date(answer.asOf), options.now, workspace.zone)}</span>
      </p>
      <h1>${report.question}</h1>
      ${answer.headline !== null && html`<p class="answer">${answer.headline}</p>`}
      ${notice(answer, options)}
    </header>
    ${paramForm(answer, params)} ${keyNumbers(answer.kpis, write)}
    ${
      chart !== null &&
      html`<section aria-label="Chart">
        ${caption(chart)}${chartFigure(chart, CHART_WIDTH)}
      </section>`
    }
    ${rowsSection(answer, write)}
    <section class="how" aria-labelledby="how">
      <h2 id="how">How it is computed</h2>
      ${renderMarkdown(report.definition)}
    </section>
    <footer>
      <p>${freshnessOf(answer, options).sentence}</p>
    </footer>`
  const title = `${report.question} · Cloud Briefing`
  return renderPage({ title, entry: 'reports', workspace, body }, options)
}

/** The page for an answer that could not be given: what happened and what to do. */
export function renderReportErrorHtml(
  error: Pick<AppError, 'code' | 'message' | 'hint'>,
  options: PageOptions & { readonly workspace: Workspace | null },
): string {
  const body = html`<header>
    <p class="dateline">${error.code}</p>
    <h1>${sentence(error.message)}</h1>
    ${error.hint !== undefined && html`<p class="answer">${sentence(error.hint)}</p>`}
    <p class="answer"><a href="/reports">All reports</a></p>
  </header>`
  const { workspace } = options
  return renderPage(
    { title: `${sentence(error.message)} · Cloud Briefing`, entry: 'reports', workspace, body },
    options,
  )
}

type Write = (value: Row[string] | undefined, format: ReportColumn['format']) => string

function writer(workspace: Workspace): Write {
  return (value, format) =>
    value === undefined ? '–' : formatValue(value, format, workspace) || '–'
}

function freshnessOf(answer: Answer, options: ReportPageOptions) {
  return summariseFreshness(answer.freshness, options.now, options.workspace.zone)
}

function notice(answer: Answer, options: ReportPageOptions): Markup | false {
  const freshness = freshnessOf(answer, options)
  if (freshness.state === 'fresh') return false
  return html`<div class="notice">
    <p>${freshness.sentence}</p>
    ${freshness.notes.map((note) => html`<p class="soft">${note}</p>`)}
  </div>`
}

function keyNumbers(kpis: readonly Kpi[], write: Write): Markup | false {
  if (kpis.length === 0) return false
  return html`<div class="numbers">
    <h2 class="unseen">Key numbers</h2>
    <ul>
      ${kpis.map(
        (kpi) =>
          html`<li>
            <span class="label">${kpi.label}</span>
            <span class="value">${write(kpi.value, kpi.format)}</span>
          </li>`,
      )}
    </ul>
  </div>`
}

/** What bars of named things measure; drawings over time carry that on their ends. */
function caption(chart: ChartData): Markup | false {
  if (chart.kind !== 'rows') return false
  const labels = chart.series.map((series) => series.label)
  return html`<p class="leading">
    ${labels.length === 1 ? labels[0] : `From pale to strong: ${labels.join(', ')}`}
  </p>`
}

function rowsSection(answer: Answer, write: Write): Markup {
  const columns = answer.columns.filter((column) => column.hidden !== true)
  const shown = answer.rows.slice(0, MOST_ROWS)
  if (shown.length === 0) {
    return html`<section aria-labelledby="rows">
      <h2 id="rows">Rows</h2>
      <p class="leading">No row matches. A wider period or fewer filters may help.</p>
    </section>`
  }
  const { totals } = answer
  return html`<section aria-labelledby="rows">
    <h2 id="rows">Rows</h2>
    <p class="tools">
      <span>${formatCount(shown.length)} of ${formatCount(answer.rowCount)} rows</span
      ><a href="${csvHref(answer.report.id, answer.params)}">All of them as CSV</a>
    </p>
    <div class="scroll" role="region" aria-label="${answer.report.title}" tabindex="0">
      <table class="table">
        <caption class="unseen">
          ${answer.report.title}
        </caption>
        <thead>
          <tr>
            ${columns.map(
              (column, index) =>
                html`<th
                  scope="col"
                  ${isNumber(column) && index > 0 && html` class="number"`}${
                    column.note !== undefined && html` title="${column.note}"`
                  }
                >
                  ${column.label}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (row) =>
              html`<tr>
                ${columns.map((column, index) => cell(row, column, index, write))}
              </tr>`,
          )}
        </tbody>
        ${
          totals !== null &&
          html`<tfoot>
            <tr>
              ${columns.map((column, index) => total(totals, column, index, write))}
            </tr>
          </tfoot>`
        }
      </table>
    </div>
  </section>`
}

type NamedColumn = Answer['columns'][number]

function cell(row: Row, column: NamedColumn, index: number, write: Write): Markup {
  const text = write(row[column.name], column.format)
  if (index === 0) return html`<th scope="row">${text}</th>`
  return html`<td${isNumber(column) && html` class="number"`}>${text}</td>`
}

/** Totals leave empty what has none: a dash would read as "unknown". */
function total(totals: Row, column: NamedColumn, index: number, write: Write): Markup {
  const value = totals[column.name]
  const text = value === null || value === undefined ? '' : write(value, column.format)
  if (index === 0) return html`<th scope="row">${text === '' ? 'Total' : text}</th>`
  return html`<td${isNumber(column) && html` class="number"`}>${text}</td>`
}

const TEXTS: readonly ReportColumn['format'][] = ['text', 'flag']

function isNumber(column: ReportColumn): boolean {
  return !TEXTS.includes(column.format)
}

function csvHref(id: string, params: AnswerParams): string {
  const query = new URL(reportHref(id, params), 'http://localhost').searchParams
  query.set('format', 'csv')
  return `/api/v1/reports/${id}/export?${query.toString()}`
}

/** A message as a sentence of its own. */
function sentence(text: string): string {
  const capital = text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}
