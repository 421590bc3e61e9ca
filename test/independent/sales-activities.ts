import { startOfMonth } from '../../src/kernel/calendar.ts'
import type { Day } from '../../src/kernel/calendar.ts'
import { groupBy, passes, sumOf } from './situation.ts'
import type { AskedParams, ExpectedRow, Situation } from './situation.ts'
import { amountAt, instantAt, numberAt, textAt, valueAt } from './truth.ts'
import type { PsaRecord, Truth } from './truth.ts'

const NOBODY = '(nobody)'

/** What reps plan, did and are behind on: rows by rep and status. */
export function activitiesThisWeek(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const rows: ExpectedRow[] = []
  const byRepAndStatus = groupBy(activities(truth, params), (activity) =>
    JSON.stringify([assignee(activity), textAt(activity, 'status/name') ?? '(no status)']),
  )
  for (const [key, group] of byRepAndStatus) {
    const [rep = '', status = ''] = JSON.parse(key) as string[]
    const inPeriod = group.filter((activity) => isDueIn(activity, params, situation))
    const pastDue =
      params['include_past_due'] === true
        ? group.flatMap((activity) => {
            const due = dueOn(activity, situation)
            return due !== null && due < situation.today && !isDone(activity) ? [due] : []
          })
        : []
    if (inPeriod.length + pastDue.length === 0) continue
    rows.push({
      rep,
      status,
      in_period: inPeriod.length,
      done: inPeriod.filter(isDone).length,
      points: sumOf(inPeriod, (activity) => pointsOf(truth, activity)),
      past_due: pastDue.length,
      oldest_past_due_on: pastDue.toSorted()[0] ?? null,
    })
  }
  return rows
}

/** How active each rep is: rows by member and type, and by month when asked. */
export function activityTracker(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const wanted = activities(truth, params).filter(
    (activity) =>
      isDueIn(activity, params, situation) &&
      (params['state'] === 'all' || isDone(activity) === (params['state'] === 'done')),
  )
  const grouped = groupBy(wanted, (activity) =>
    JSON.stringify([
      assignee(activity),
      textAt(activity, 'type/name') ?? '(no type)',
      params['by_month'] === true ? startOfMonth(dueOn(activity, situation) ?? '') : null,
    ]),
  )
  return [...grouped].map(([key, group]) => {
    const [member, type, month] = JSON.parse(key) as [string, string, Day | null]
    const points = sumOf(group, (activity) => pointsOf(truth, activity))
    return {
      member,
      type,
      month,
      activities: group.length,
      points,
      amount: params['measure'] === 'points' ? points : group.length,
    }
  })
}

function activities(truth: Truth, params: AskedParams): PsaRecord[] {
  return truth
    .of('activities')
    .filter(
      (activity) =>
        passes(params['member'], assignee(activity)) &&
        passes(params['type'], textAt(activity, 'type/name')) &&
        passes(params['company'], textAt(activity, 'company/name')),
    )
}

function assignee(activity: PsaRecord): string {
  return textAt(activity, 'assignTo/name') ?? NOBODY
}

function isDone(activity: PsaRecord): boolean {
  const closed = valueAt(activity, 'closeFlag')
  return typeof closed === 'boolean' ? closed : instantAt(activity, 'dateClosedUtc') !== null
}

/** A time of exactly midnight UTC is a day without a time. */
function dueOn(activity: PsaRecord, situation: Situation): Day | null {
  const at =
    instantAt(activity, 'dateEndUtc') ??
    instantAt(activity, 'dateEnd') ??
    instantAt(activity, 'dateStart')
  if (at === null) return null
  return at.getTime() % 86_400_000 === 0 ? at.toISOString().slice(0, 10) : situation.dayOf(at)
}

function isDueIn(activity: PsaRecord, params: AskedParams, situation: Situation): boolean {
  const due = dueOn(activity, situation)
  return due !== null && due >= String(params['from']) && due <= String(params['to'])
}

function pointsOf(truth: Truth, activity: PsaRecord): number {
  const type = truth.find('activity_types', numberAt(activity, 'type/id'))
  return type === null ? 0 : amountAt(type, 'points')
}
