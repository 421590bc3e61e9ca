/**
 * The local day of an instant by looking it up in `calendar`: for the many rows of one query, where
 * `at time zone` computes the zone's rules once per row and takes most of the query's time. Join
 * `calendar` on `onUtcDay`, then read `localDay`. No zone is more than a day away from UTC.
 */
export function localDay(instant: string, calendar: string): string {
  return `case when ${instant} < ${calendar}.starts_at then ${calendar}.day - 1
                when ${instant} >= ${calendar}.ends_at then ${calendar}.day + 1
                else ${calendar}.day end`
}

/** The condition that joins `calendar` to the instant's day in UTC. */
export function onUtcDay(instant: string, calendar: string): string {
  return `${calendar}.day = date '1970-01-01' + floor(extract(epoch from ${instant}) / 86400)::integer`
}
