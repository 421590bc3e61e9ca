import { defineView } from '../define-view.ts'

/** What the products on agreements cost, month by month. */
export const additionCosts = defineView({
  name: 'addition_costs',
  doc: 'Cost of agreement additions: one row per addition and month of `calendar` in which it ran for at least a day. A part of a month counts as the month. Costs are those of today.',
  sql: `
    select l.addition_id, l.agreement_id, l.top_agreement_id, m.month, l.monthly_cost as cost
      from addition_lines l
      join (select distinct month_start as month, (month_start + interval '1 month')::date as next_month from calendar) m
        on (l.starts_on is null or l.starts_on < m.next_month)
       and (l.ends_on is null or l.ends_on > m.month)
     where (l.ends_on is null or l.starts_on is null or l.ends_on > l.starts_on)
  `,
  columns: {
    addition_id: 'ConnectWise id of the addition',
    agreement_id: 'Agreement it is on',
    top_agreement_id: 'Its parent, or itself',
    month: 'First day of the month',
    cost: '`quantity` × `unitCost`, as the part of a billing that belongs to a month',
  },
})
