import {
  addDays,
  addMonths,
  type Day,
  endOfMonth,
  isDay,
  startOfMonth,
  startOfWeek,
} from '../kernel/calendar.ts'
import { AppError } from '../kernel/app-error.ts'
import { joinWords } from '../kernel/words.ts'
import type { AnswerParams, DateDefault, Param, Report } from './define-report.ts'

/** The calendar that moving dates are resolved in. */
export interface ParamCalendar {
  readonly today: Day
  /** 0 is Sunday. */
  readonly weekStart: number
}

/** Values as they come from a query string, a command line or a schedule. */
export type RawParams = Readonly<Record<string, string | number | boolean | undefined>>

/** Longer than any name in ConnectWise. */
const MAX_TEXT = 200

/**
 * A report's parameters from raw values: checked, typed, and complete with the defaults. A date may
 * also be one of the moving days (`start-of-month`). Throws `invalid-parameter`, which names the
 * parameter and says what is allowed.
 */
export function parseParams(report: Report, raw: RawParams, calendar: ParamCalendar): AnswerParams {
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(report.params, name)) throw unknown(report, name)
  }
  const params = Object.fromEntries(
    Object.entries(report.params).map(([name, param]) => {
      const given = raw[name]
      return [
        name,
        given === undefined ? byDefault(param, calendar) : parsed(name, param, given, calendar),
      ]
    }),
  )
  const { from, to } = params
  if (typeof from === 'string' && typeof to === 'string' && isDay(from) && isDay(to) && from > to) {
    throw invalid('to', `a day on or after ${from}, the day of \`from\``, to)
  }
  return params
}

const MOVING_DAYS: Readonly<Record<DateDefault, (calendar: ParamCalendar) => Day>> = {
  today: ({ today }) => today,
  yesterday: ({ today }) => addDays(today, -1),
  'start-of-week': ({ today, weekStart }) => startOfWeek(today, weekStart),
  'end-of-week': ({ today, weekStart }) => addDays(startOfWeek(today, weekStart), 6),
  'start-of-month': ({ today }) => startOfMonth(today),
  'start-of-last-month': ({ today }) => addMonths(startOfMonth(today), -1),
  'end-of-last-month': ({ today }) => endOfMonth(addMonths(startOfMonth(today), -1)),
  '12-months-ago': ({ today }) => addMonths(today, -12),
  '30-days-ago': ({ today }) => addDays(today, -30),
  '12-weeks-ago': ({ today }) => addDays(today, -84),
}

function byDefault(param: Param, calendar: ParamCalendar): string | number | boolean {
  return param.type === 'date' ? MOVING_DAYS[param.default](calendar) : param.default
}

function parsed(
  name: string,
  param: Param,
  given: string | number | boolean,
  calendar: ParamCalendar,
): string | number | boolean {
  const text = String(given).trim()
  const value = accepted(param, text, calendar)
  if (value === null) throw invalid(name, allowed(param), text)
  return value
}

/** The value that a text means for a parameter; null when it means none. */
function accepted(
  param: Param,
  text: string,
  calendar: ParamCalendar,
): string | number | boolean | null {
  switch (param.type) {
    case 'date':
      if (isDay(text)) return text
      return isMovingDay(text) ? MOVING_DAYS[text](calendar) : null
    case 'integer': {
      const number = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN
      return number >= param.min && number <= param.max ? number : null
    }
    case 'choice':
      return param.choices.includes(text) ? text : null
    case 'boolean':
      if (/^(true|yes|1)$/i.test(text)) return true
      return /^(false|no|0)$/i.test(text) ? false : null
    case 'text':
      // NUL is in no name, and PostgreSQL refuses it.
      return text.length <= MAX_TEXT && !text.includes('\0') ? text : null
    default:
      return null
  }
}

function allowed(param: Param): string {
  if (param.type === 'date') return `a day, 2026-01-31, or ${Object.keys(MOVING_DAYS).join(', ')}`
  if (param.type === 'integer') return `a whole number from ${param.min} to ${param.max}`
  if (param.type === 'choice') return `one of ${param.choices.join(', ')}`
  if (param.type === 'boolean') return 'true or false'
  return `part of a name, at most ${MAX_TEXT} characters`
}

function isMovingDay(text: string): text is DateDefault {
  return Object.hasOwn(MOVING_DAYS, text)
}

function invalid(name: string, allowed: string, given: string): AppError {
  return new AppError(
    `The parameter "${name}" cannot be "${given.slice(0, 60).replaceAll('\0', '')}".`,
    {
      code: 'invalid-parameter',
      remedy: 'correct-input',
      hint: `It takes ${allowed}.`,
    },
  )
}

function unknown(report: Report, name: string): AppError {
  const known = Object.keys(report.params)
  return new AppError(`The report ${report.id} has no parameter "${name.slice(0, 60)}".`, {
    code: 'invalid-parameter',
    remedy: 'correct-input',
    hint: known.length === 0 ? 'It takes none.' : `It takes ${joinWords(known)}.`,
  })
}
