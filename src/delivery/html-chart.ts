import { barRows, drawChart } from './charts.ts'
import type { ChartData } from './charts.ts'
import { rowBar } from './charts/row-bar.ts'
import { html, trusted } from './markup.ts'
import type { Markup } from './markup.ts'
import { VARIABLES } from './theme.ts'

/** Drawn once for a column of a desk and once for a phone, so that labels keep their size on both. */
const WIDE = 520
const NARROW = 350

/**
 * A chart on a page, with the table that says the same: behind a summary for drawings, and as the
 * chart itself for bars of named things.
 */
export function chartFigure(data: ChartData, wide = WIDE): Markup {
  if (data.kind === 'rows') return barTable(data)
  return html`<figure class="chart">
    <div class="wide">${trusted(drawChart(data, VARIABLES, wide))}</div>
    <div class="narrow">${trusted(drawChart(data, VARIABLES, NARROW))}</div>
    <details>
      <summary>The same as a table</summary>
      ${twin(data)}
    </details>
  </figure>`
}

function barTable(data: ChartData): Markup {
  const goals = data.goals !== null
  return html`<table class="bars">
    <caption class="unseen">
      ${data.summary}
    </caption>
    <thead class="unseen">
      <tr>
        <th scope="col">${data.categoryLabel}</th>
        <td></td>
        <th scope="col">${data.series.length === 1 ? data.series[0]?.label : 'Together'}</th>
        ${goals && html`<th scope="col">Goal</th>`}
      </tr>
    </thead>
    <tbody>
      ${barRows(data).map(
        (row) =>
          html`<tr>
            <th scope="row">${row.name}</th>
            <td class="bar">${trusted(rowBar(row, VARIABLES, '100%'))}</td>
            <td class="figure">${row.text}</td>
            ${
              goals &&
              html`<td class="goal">${row.goalText === null ? '' : `of ${row.goalText}`}</td>`
            }
          </tr>`,
      )}
    </tbody>
  </table>`
}

function twin(data: ChartData): Markup {
  return html`<table class="table twin">
    <caption class="unseen">
      ${data.summary}
    </caption>
    <thead>
      <tr>
        <th scope="col">${data.categoryLabel}</th>
        ${data.series.map((series) => html`<th scope="col" class="number">${series.label}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${data.categories.map(
        (category, index) =>
          html`<tr>
            <th scope="row">${category}</th>
            ${data.series.map(
              (series) => html`<td class="number">${series.points[index]?.text ?? '–'}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`
}
