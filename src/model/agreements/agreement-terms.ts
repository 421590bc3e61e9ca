import { defineView } from '../define-view.ts'

/** By the name of the cycle without blanks and hyphens; every other cycle is monthly. */
const BILLINGS_PER_YEAR = {
  notrecurring: 0,
  onetime: 0,
  yearly: 1,
  annual: 1,
  annually: 1,
  semiannual: 2,
  semiannually: 2,
  halfyearly: 2,
  quarterly: 4,
  bimonthly: 6,
  biweekly: 26,
  weekly: 52,
} as const

/** Agreements with what they are worth per month and the days they run. */
export const agreementTerms = defineView({
  name: 'agreement_terms',
  doc: 'Agreements: one row each, with the money of a month, the days it runs and the parent that its sums belong to.',
  sql: `
    select a.id as agreement_id,
           a.name as agreement_name,
           coalesce(p.id, a.id) as top_agreement_id,
           coalesce(p.name, a.name) as top_agreement_name,
           coalesce(p.type_name, a.type_name, '(no type)') as agreement_type,
           coalesce(p.company_id, a.company_id) as company_id,
           coalesce(p.company_name, a.company_name, '(no company)') as company_name,
           coalesce(p.location_name, a.location_name) as location_name,
           coalesce(p.department_name, a.department_name) as department_name,
           a.start_date as starts_on,
           case when coalesce(a.cancelled_flag, false)
                then least(coalesce(a.date_cancelled, date '0001-01-01'),
                           case when coalesce(a.no_ending_date_flag, false) then null else a.end_date + 1 end)
                when coalesce(a.no_ending_date_flag, false) then null
                else a.end_date + 1 end as ends_on,
           a.period_type = 'Future' as is_billed_ahead,
           a.billings_per_year::integer as billings_per_year,
           (case when a.billings_per_year between 1 and 12 then 12 / a.billings_per_year
                 else 1 end)::integer as months_per_billing,
           coalesce(a.bill_amount, 0) as bill_amount
      from (
             select a.id, a.name, a.type_name, a.company_id, a.company_name, a.location_name, a.department_name,
                    a.parent_agreement_id, a.start_date, a.end_date, a.no_ending_date_flag,
                    a.cancelled_flag, a.date_cancelled, a.period_type, a.bill_amount,
                    case when a.bill_one_time_flag then 0
                         -- The cycle's rhythm; its name where the set-up table cannot be read.
                         else case lower(replace(replace(coalesce(c.billing_options, a.billing_cycle_name, 'Monthly'), '-', ''), ' ', ''))
                                ${Object.entries(BILLINGS_PER_YEAR)
                                  .map(([cycle, times]) => `when '${cycle}' then ${times}`)
                                  .join(' ')}
                                else 12 end
                     end as billings_per_year
               from agreements a
               left join billing_cycles c on c.id = a.billing_cycle_id and c.deleted_at is null
              where a.deleted_at is null
           ) a
      left join agreements p on p.id = a.parent_agreement_id and p.deleted_at is null
  `,
  columns: {
    agreement_id: 'ConnectWise id of the agreement',
    agreement_name: 'Its name',
    top_agreement_id: 'The parent agreement, or itself where it has none',
    top_agreement_name: 'Name of the parent, or its own',
    agreement_type: 'Type of the parent, or its own',
    company_id: 'Client (of the parent)',
    company_name: 'Client (of the parent)',
    location_name: 'Location (of the parent)',
    department_name: 'Department (of the parent)',
    starts_on: 'First day (`startDate`)',
    ends_on:
      'First day it does not run any more: the day after `endDate`, or `dateCancelled` if that is earlier; null when open-ended',
    is_billed_ahead: 'Invoiced before the period it is for (`periodType` Future)',
    billings_per_year:
      'How often it is billed: 12, 6, 4, 2, 1, 52 or 26 times; 0 when it does not recur',
    months_per_billing:
      'Whole months that one billing covers; 1 where it is billed more often or once',
    bill_amount: 'Money per billing, additions apart',
  },
})
