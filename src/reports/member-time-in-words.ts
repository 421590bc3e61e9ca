/** Sentences that the reports over members' days share. */

/** Whose days count. */
export const MEMBERS_IN_WORDS =
  '**Members** are those of `/system/members` with a `dailyCapacity` above 0, without API members (`licenseClass` A).'

/** What a day holds. */
export const CAPACITY_IN_WORDS =
  "**Capacity** of a day is the member's `dailyCapacity` if the day is a working weekday of the workspace's business hours (Monday to Friday unless set otherwise), no all-day holiday of the workspace's holiday list, not before `hireDate`, and, for an inactive member (`inactiveFlag`), before `inactiveDate`; an inactive member without that date has none. On any other day capacity is 0."

/** Which time a day gets. */
export const LOGGED_IN_WORDS =
  "**Logged** is the sum of `actualHours` of the member's time entries (`/time/entries`, whatever their status) whose `timeStart` falls on the day in the workspace's time zone, daylight saving included; an entry that runs past midnight belongs to the day it began. **Time off** is the part charged to charge codes or work types that the workspace maps as paid time off."
