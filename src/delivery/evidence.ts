import { AppError } from '../kernel/app-error.ts'
import type { Answer, Freshness } from '../reporting/answer.ts'
import type { AnswerParams } from '../reporting/define-report.ts'
import type { ReportNote } from './briefing.ts'
import type { BriefingSource } from './compose-briefing.ts'
import { isDenied, isFirstCopy } from './freshness-summary.ts'
import type { MetricSeries } from '../reporting/run-metric.ts'
import { reportHref } from './report-link.ts'

/**
 * Answers and series, each asked for once. Where there is none, the reason takes its place: half a
 * sentence, "tickets are still being copied". Errors other than `AppError` pass through.
 */
export class Evidence {
  readonly #source: Pick<BriefingSource, 'answer' | 'series'>
  readonly #answers = new Map<string, Promise<Answer | string>>()
  readonly #series = new Map<string, Promise<MetricSeries | string>>()

  constructor(source: Pick<BriefingSource, 'answer' | 'series'>) {
    this.#source = source
  }

  /** A report's answer from streams that have been copied completely, or why there is none. */
  answer(id: string, params: AnswerParams = {}): Promise<Answer | string> {
    return once(this.#answers, `${id} ${JSON.stringify(params)}`, async () => {
      const answer = await orReason(() => this.#source.answer(id, params))
      if (typeof answer === 'string') return answer
      const missing = answer.freshness.find((stream) => stream.coveredUntil === null)
      return missing === undefined ? answer : whyMissing(missing)
    })
  }

  series(id: string): Promise<MetricSeries | string> {
    return once(this.#series, id, () => orReason(() => this.#source.series(id)))
  }

  /** How every report that answered is computed, each once, in the order they were asked. */
  async notes(): Promise<ReportNote[]> {
    const notes = new Map<string, ReportNote>()
    for (const answer of await Promise.all(this.#answers.values())) {
      if (typeof answer === 'string' || notes.has(answer.report.id)) continue
      const { id, title, question, definition } = answer.report
      notes.set(id, { id, title, href: reportHref(id, answer.params), question, definition })
    }
    return [...notes.values()]
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const asked = known.get(key) ?? ask()
  known.set(key, asked)
  return asked
}

async function orReason<T>(ask: () => Promise<T>): Promise<T | string> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // Which permission is missing stands once, in the summary of freshness.
    return error.code === 'report-unavailable' ? NOT_PERMITTED : error.message.replace(/\.$/, '')
  }
}

const NOT_PERMITTED = `the API member's permissions in ConnectWise do not reach that far`

function whyMissing(stream: Freshness): string {
  if (isDenied(stream)) return NOT_PERMITTED
  return isFirstCopy(stream)
    ? `${stream.title} are still being copied`
    : `${stream.title} have not been copied yet`
}
