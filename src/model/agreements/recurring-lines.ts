import { defineView } from '../define-view.ts'

const columns = {
  agreement_id: 'Agreement the line is on',
  top_agreement_id: 'Its parent, or itself',
  agreement_type: 'Type of the parent, or its own',
  company_id: 'Client',
  company_name: 'Client',
  location_name: 'Location',
  department_name: 'Department',
  addition_id: 'Addition; null for the amount of the agreement itself',
  product: 'Product of the addition',
  starts_on: 'First day; null when it always ran',
  ends_on: 'First day it does not run any more; null when open-ended',
  monthly_value:
    'Money per month: `billAmount`, or (`quantity` − `lessIncluded`, not below 0) × `unitPrice` of a billable addition',
  monthly_cost: 'Cost per month: `quantity` × `unitCost` of an addition, billable or not',
} as const

/**
 * The select behind `addition_lines`. A report that has read `agreement_terms` into a table expression
 * of its own names that one, and the engine plans it once. The products of numbers are widened first:
 * DuckDB keeps a product of two `numeric(18, 4)` in 18 digits, and a third factor would overflow.
 */
export function additionLinesSql(terms = 'agreement_terms'): string {
  return `
    select t.agreement_id, t.top_agreement_id, t.agreement_type, t.company_id, t.company_name,
           t.location_name, t.department_name,
           d.id as addition_id,
           coalesce(d.product_identifier, d.description) as product,
           greatest(d.effective_date, t.starts_on) as starts_on,
           least(d.cancelled_date, t.ends_on) as ends_on,
           (case when d.bill_customer = 'Billable'
                 then greatest(coalesce(d.quantity, 0) - coalesce(d.less_included, 0), 0)::numeric(38, 4)
                      * coalesce(d.unit_price, 0) * t.billings_per_year / 12
                 else 0 end)::numeric(18, 4) as monthly_value,
           (coalesce(d.quantity, 0)::numeric(38, 4) * coalesce(d.unit_cost, 0) * t.billings_per_year / 12)::numeric(18, 4) as monthly_cost
      from additions d
      join ${terms} t on t.agreement_id = d.agreement_id
     where d.deleted_at is null`
}

/** The products on agreements. */
export const additionLines = defineView({
  name: 'addition_lines',
  doc: 'Agreement additions with their value and cost per month: one row each, with the days it runs.',
  sql: additionLinesSql(),
  columns,
})

/** Everything that recurs every month, line by line. */
export const recurringLines = defineView({
  name: 'recurring_lines',
  doc: 'Recurring money: one row per agreement (its own amount) and one per addition, with its value and cost per month and the days it runs. Sum the rows that run on a day to get MRR on that day.',
  sql: `
    select agreement_id, top_agreement_id, agreement_type, company_id, company_name,
           location_name, department_name,
           null::integer as addition_id,
           null::text as product,
           starts_on,
           ends_on,
           (bill_amount * billings_per_year / 12)::numeric(18, 4) as monthly_value,
           0::numeric(18, 4) as monthly_cost
      from agreement_terms
     union all
    select ${Object.keys(columns).join(', ')}
      from addition_lines
  `,
  columns,
})

/** True while a line of `recurring_lines` (or an agreement of `agreement_terms`) runs on a day. */
export function runsOn(alias: string, day: string): string {
  return `(${alias}.starts_on is null or ${alias}.starts_on <= ${day})
       and (${alias}.ends_on is null or ${alias}.ends_on > ${day})`
}
