/** Sentences that the reports over agreements share. */

/** When an agreement or an addition runs, and what a month of it is. */
export const RECURRING_IN_WORDS =
  'An agreement **runs** from `startDate` (from ever, where it is missing) to `endDate`, both days included, or without end when `noEndingDateFlag` is true or `endDate` is missing; a cancelled one (`cancelledFlag`) stops the day before `dateCancelled` if that is earlier, and never ran where that is missing. An addition runs from `effectiveDate` to the day before `cancelledDate`, and only while its agreement runs. **The share of one month** of what is billed per cycle follows `billingOptions` of the billing cycle (its name where the cycle cannot be read): Monthly 1, BiMonthly 1/2, Quarterly 1/3, SemiAnnual 1/6, Yearly 1/12, Weekly 52/12, BiWeekly 26/12, NotRecurring 0; an agreement with `billOneTimeFlag` has 0, one without a cycle 1.'
