import type {
  Action,
  Actions,
  Briefing,
  BriefingChart,
  Change,
  KeyNumber,
  ReportLink,
  Sentence,
  Story,
} from './briefing.ts'
import { sparkline } from './charts.ts'
import { chartFigure } from './html-chart.ts'
import { renderMarkdown } from './markdown.ts'
import { html, trusted } from './markup.ts'
import type { Markup } from './markup.ts'
import { renderPage } from './page.ts'
import type { PageOptions } from './page.ts'
import { VARIABLES } from './theme.ts'

/**
 * The briefing as one HTML page, for the server (`standalone: false`) and as a file. In a file every
 * figure leads to its report on the server when `baseUrl` names one, and otherwise to the
 * explanation at the end of the file itself: no link of a file is dead.
 */
export function renderBriefingHtml(briefing: Briefing, options: PageOptions): string {
  const link = linking(options)
  const explained = options.standalone && briefing.reports.length > 0
  const body = html`${masthead(briefing)} ${numberRow('Key numbers', briefing.numbers, link)}
    ${numberRow('More numbers', briefing.further, link)}
    ${briefing.leftOut.map((sentence) => html`<p class="left-out">${sentence}</p>`)}
    ${stories(briefing.stories, link)} ${charts(briefing.charts, link)}
    ${actions(briefing.actions, link)} ${explained && explanations(briefing)}
    <footer>
      <p>${briefing.freshness.sentence} ${briefing.footnote}</p>
      <p>
        ${briefing.workspace.name}. Composed ${briefing.day},
        ${briefing.asOfWords}.${!options.standalone && html` <a href="/briefing.pdf">To print (PDF)</a>`}
      </p>
    </footer>`
  return renderPage(
    {
      title: `${briefing.headline} · Cloud Briefing`,
      entry: 'briefing',
      workspace: briefing.workspace,
      body,
    },
    options,
  )
}

type Linking = (href: string, report: ReportLink) => string

function linking(options: PageOptions): Linking {
  const base = options.baseUrl?.replace(/\/+$/, '')
  return (href, report) => {
    if (!href.startsWith('/')) return href
    if (base !== undefined) return base + href
    return options.standalone ? `#report-${report.id}` : href
  }
}

function masthead(briefing: Briefing): Markup {
  const { freshness } = briefing
  const tone = freshness.state === 'fresh' ? 'good' : 'soon'
  return html`<header>
    <p class="dateline">
      <span>${briefing.day}</span
      ><span><span class="state ${tone}"></span>${briefing.asOfWords}</span>${
        briefing.comparedWith && html`<span>compared with ${briefing.comparedWith}</span>`
      }
    </p>
    <h1>${briefing.headline}</h1>
    ${
      freshness.state !== 'fresh' &&
      html`<div class="notice">
        ${freshness.sentence !== briefing.headline && html`<p>${freshness.sentence}</p>`}
        ${freshness.notes.map((note) => html`<p class="soft">${note}</p>`)}
      </div>`
    }
  </header>`
}

function numberRow(title: string, numbers: readonly KeyNumber[], link: Linking): Markup | false {
  if (numbers.length === 0) return false
  return html`<div class="numbers">
    <h2 class="unseen">${title}</h2>
    <ul>
      ${numbers.map((number) => keyNumber(number, link))}
    </ul>
  </div>`
}

function keyNumber(number: KeyNumber, link: Linking): Markup {
  const year = number.points.map((point) => point.value)
  return html`<li>
    <a href="${link(number.report.href, number.report)}"
      ><span class="label">${number.label}</span> <span class="value">${number.text}</span></a
    >
    ${changeLine(number.change)}
    <span class="line">${trusted(sparkline(year, VARIABLES))}</span>
  </li>`
}

function changeLine(change: Change | null): Markup {
  if (change === null) return html`<span class="change soft">no earlier figure</span>`
  const tone = change.tone === 'neutral' ? 'soft' : change.tone
  return html`<span class="change ${tone}">${arrow(change.direction)}${change.text}</span>`
}

/** A drawn triangle: the faces have none, and a fallback face would draw it as an emoji. */
function arrow(direction: Change['direction']): Markup | false {
  if (direction === 'flat') return false
  const points = direction === 'up' ? '4.5,0 9,8 0,8' : '0,0 9,0 4.5,8'
  return html`<svg viewBox="0 0 9 8" role="img" aria-label="${direction}">
    <polygon points="${points}" />
  </svg>`
}

function stories(all: readonly Story[], link: Linking): Markup | false {
  if (all.length === 0) return false
  return html`<section aria-labelledby="stories">
    <h2 id="stories">What changed, and why</h2>
    <p class="leading">Ranked by money and urgency. Every figure opens its rows.</p>
    <ol class="stories">
      ${all.map((story) => {
        const href = link(story.report.href, story.report)
        return html`<li>
          <a class="figure ${story.tone}" href="${href}">${story.figure}</a>
          <div class="tell">
            <p>${sentence(story.sentence, story.report, link)}</p>
            ${
              story.detail &&
              html`<p class="detail">${sentence(story.detail, story.report, link)}</p>`
            }
          </div>
          <a class="report" href="${href}">${story.report.title}</a>
        </li>`
      })}
    </ol>
  </section>`
}

function sentence(spans: Sentence, report: ReportLink, link: Linking): Markup {
  return html`${spans.map((span) =>
    span.href === undefined
      ? html`${span.text}`
      : html`<a href="${link(span.href, report)}">${span.text}</a>`,
  )}`
}

function charts(all: readonly BriefingChart[], link: Linking): Markup | false {
  if (all.length === 0) return false
  return html`<div class="charts">
    ${all.map(
      (chart) =>
        html`<section aria-labelledby="chart-${chart.id}">
          <h2 id="chart-${chart.id}">${chart.title}</h2>
          <p class="leading">
            <a href="${link(chart.report.href, chart.report)}">${chart.report.title}</a> ·
            ${chart.subtitle}
          </p>
          ${chartFigure(chart.data)}
        </section>`,
    )}
  </div>`
}

function actions(all: Actions, link: Linking): Markup {
  if (all.total === 0) {
    return html`<section aria-labelledby="actions">
      <h2 id="actions">Needs action today</h2>
      <p class="leading">${all.sentence}</p>
    </section>`
  }
  return html`<section aria-labelledby="actions">
    <h2 id="actions">Needs action today</h2>
    <p class="leading">${all.sentence}</p>
    <table class="table actions">
      <caption class="unseen">
        Findings that need action, most urgent first
      </caption>
      <thead>
        <tr>
          <th scope="col">Finding</th>
          <th scope="col" class="client">Client</th>
          <th scope="col" class="owner">Owner</th>
          <th scope="col" class="number">At stake</th>
          <th scope="col" class="number">Severity</th>
        </tr>
      </thead>
      <tbody>
        ${all.shown.map((action) => actionRow(action, link))}
      </tbody>
    </table>
  </section>`
}

const SEVERITY = { high: 'High', soon: 'Soon', medium: 'Medium' } as const

function actionRow(action: Action, link: Linking): Markup {
  const second = [action.client, action.owner].filter((name) => name !== null).join(' · ')
  return html`<tr>
    <th scope="row">
      <a href="${link(action.report.href, action.report)}">${action.finding}</a>${
        second !== '' && html`<span class="second">${second}</span>`
      }
    </th>
    <td class="client">${action.client ?? '–'}</td>
    <td class="owner">${action.owner ?? '–'}</td>
    <td class="number">
      ${
        action.record !== null && action.atStake !== null
          ? html`<a href="${action.record}">${action.atStake}</a>`
          : (action.atStake ?? '–')
      }
    </td>
    <td class="number">
      <span class="pill ${action.severity}">${SEVERITY[action.severity]}</span>
    </td>
  </tr>`
}

function explanations(briefing: Briefing): Markup {
  return html`<section class="how" aria-labelledby="how">
    <h2 id="how">How each number is computed</h2>
    ${briefing.reports.map(
      (report) =>
        html`<details>
          <summary>${report.title}: ${report.question}</summary>
          <div id="report-${report.id}">
            ${renderMarkdown(report.definition)}
            <p class="label">All rows: <code>${rowsCommand(report)}</code></p>
          </div>
        </details>`,
    )}
  </section>`
}

/** The command that prints the rows behind a figure: `./briefing report show mrr --param company=x`. */
function rowsCommand(report: ReportLink): string {
  const params = new URL(report.href, 'http://localhost').searchParams
  const written = [...params].map(([name, value]) => ` --param ${name}=${shellWord(value)}`)
  return `./briefing report show ${report.id}${written.join('')}`
}

function shellWord(text: string): string {
  return /^[\w.:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
