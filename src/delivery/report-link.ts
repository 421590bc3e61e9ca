import type { AnswerParams } from '../reporting/define-report.ts'

/** The page of a report with its parameters, without those that are empty: `/reports/mrr?company=x`. */
export function reportHref(id: string, params: AnswerParams = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== '') query.set(name, String(value))
  }
  return query.size === 0 ? `/reports/${id}` : `/reports/${id}?${query.toString()}`
}
