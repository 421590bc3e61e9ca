/** Sentences and names that the activity reports share. */

/** The member filter looks at whom an activity is assigned to. */
export const REP = { member: 'rep_name' } as const

/** Which activities count, whose they are and when they are open. */
export const ACTIVITIES_IN_WORDS =
  'All activities count (`/sales/activities`) that were not deleted in ConnectWise, of whatever type. They belong to the member they are assigned to (`assignTo`), or to "(nobody)". An activity is **open** unless `closeFlag` is true; where ConnectWise sends no `closeFlag`, unless it has a `dateClosedUtc`.'

/** How an activity gets its day. */
export const DUE_DAY_IN_WORDS =
  "An activity is **due** on the day of its `dateEndUtc`, else `dateEnd`, else `dateStart`, in the workspace's time zone. A value at exactly 00:00:00 UTC is a day without a time and means that day, whatever the zone. An activity without any date is in no period and never past due."
