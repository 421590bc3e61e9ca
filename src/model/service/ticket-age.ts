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

/** One count per band over a column of ages, as the lines of a select. */
export function countsByAge(age: string): string {
  return AGE_BANDS.map(({ column, from, to }) => {
    const condition = to === null ? `${age} >= ${from}` : `${age} between ${from} and ${to}`
    return `(count(*) filter (where ${condition}))::integer as ${column}`
  }).join(',\n           ')
}
