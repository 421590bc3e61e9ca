/**
 * How old a ticket is, in days of the workspace's calendar: opened today is 0, opened yesterday
 * evening is 1. A clock that runs ahead does not make a ticket younger than new.
 */
export function ageInDays(openedOn: string): string {
  // greatest() passes over a null and would make an undated ticket new.
  return `case when ${openedOn} is not null
                then greatest($today::date - ${openedOn}, 0)::integer end`
}

/** A band of ages, both ends included; `to` is null for the last, which has no end. */
export interface AgeBand {
  /** Column of its count. */
  readonly column: string
  readonly label: string
  readonly from: number
  readonly to: number | null
}

/** The bands that ConnectWise's own aging reports use (`Age_Group`). */
export const AGE_BANDS: readonly AgeBand[] = [
  { column: 'age_0_7', label: '0 to 7 days', from: 0, to: 7 },
  { column: 'age_8_14', label: '8 to 14', from: 8, to: 14 },
  { column: 'age_15_21', label: '15 to 21', from: 15, to: 21 },
  { column: 'age_22_29', label: '22 to 29', from: 22, to: 29 },
  { column: 'age_30_plus', label: '30 and more', from: 30, to: null },
]

/**
 * One count per band over a column of opening instants, as the lines of a select. Compared with the
 * first instants of the days that bound a band: that spares turning every instant into its day.
 */
export function countsByAge(openedAt: string): string {
  return AGE_BANDS.map(({ column, from, to }) => {
    const bounds = [
      from === 0 ? null : `${openedAt} < ${startOfDayBefore(from - 1)}`,
      to === null ? null : `${openedAt} >= ${startOfDayBefore(to)}`,
    ]
    const within = bounds.filter((bound) => bound !== null).join(' and ')
    return `(count(*) filter (where ${within}))::integer as ${column}`
  }).join(',\n           ')
}

function startOfDayBefore(days: number): string {
  return `(($today::date - ${days})::timestamp at time zone $zone)`
}
