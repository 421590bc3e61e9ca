import type { Answer } from '../reporting/answer.ts'
import type { AnswerParams, Param } from '../reporting/define-report.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** The form that asks a report again with other parameters: plain GET, no script. */
export function paramForm(answer: Answer, params: Readonly<Record<string, Param>>): Markup | false {
  const asked = Object.entries(params)
  if (asked.length === 0) return false
  return html`<form class="ask" method="get" action="/reports/${answer.report.id}">
    ${asked.map(([name, param]) => html`<label>${param.label}${field(name, param, answer.params[name])}</label>`)}
    <button type="submit">Show</button>
  </form>`
}

function field(name: string, param: Param, value: AnswerParams[string] | undefined): Markup {
  const shown = String(value ?? '')
  switch (param.type) {
    case 'date':
      return html`<input type="date" name="${name}" value="${shown}" />`
    case 'integer':
      return html`<input
        type="number"
        name="${name}"
        value="${shown}"
        min="${param.min}"
        max="${param.max}"
      />`
    case 'choice':
      return html`<select name="${name}">
        ${param.choices.map((choice) => html`<option${choice === shown && html` selected`}>${choice}</option>`)}
      </select>`
    case 'boolean':
      return html`<select name="${name}">
        ${[true, false].map(
          (choice) =>
            html`<option value="${String(choice)}" ${String(choice) === shown && html` selected`}>
              ${choice ? 'yes' : 'no'}
            </option>`,
        )}
      </select>`
    case 'text':
      break
  }
  return html`<input type="text" name="${name}" value="${shown}" placeholder="all" />`
}
