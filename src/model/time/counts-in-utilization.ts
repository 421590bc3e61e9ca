/**
 * The condition that a member counts in utilization: ConnectWise's own switch on the member, on unless
 * somebody turned it off. People who answer for sales or books are not measured by client hours.
 */
export function countsInUtilization(memberId: string): string {
  return `not exists (
           select 1 from members x
            where x.id = ${memberId} and x.include_in_utilization_reporting_flag = false
              and x.deleted_at is null
         )`
}
