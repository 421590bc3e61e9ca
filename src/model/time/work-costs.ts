import { defineView } from '../define-view.ts'
import { work } from './work.ts'

const MULTIPLIER = 'coalesce(t.cost_multiplier, 1)'

function costRate(entryCost: string): string {
  return `coalesce(nullif(m.hourly_cost, 0), ${entryCost}, 0)`
}

function laborCost(hours: string, entryCost: string): string {
  return `${hours} * (${costRate(entryCost)} * ${MULTIPLIER})::numeric(18, 4)`
}

/** The joins that a cost needs, from the alias of the time entries. */
function costJoins(entries: string): string {
  return `left join members m on m.id = ${entries}.member_id and m.deleted_at is null
      left join work_types t on t.id = ${entries}.work_type_id and t.deleted_at is null`
}

/** What work costs the MSP in wages. Apart from `work`, because most questions need no cost. */
export const workCosts = defineView({
  name: 'work_costs',
  doc: 'Logged time with its wage cost: one row per row of `work`, with all its columns. Rates are those of today: ConnectWise keeps no older ones on the member.',
  sql: `
    select w.*,
           ${costRate('w.entry_hourly_cost')} as cost_rate,
           ${MULTIPLIER} as cost_multiplier,
           ${laborCost('w.hours', 'w.entry_hourly_cost')} as labor_cost
      from work w
      ${costJoins('w')}
  `,
  columns: {
    ...work.columns,
    cost_rate: "The member's `hourlyCost`; where that is missing or 0, the entry's; else 0",
    cost_multiplier: "The work type's `costMultiplier`; 1 where it has none",
    labor_cost: 'Hours × cost rate × multiplier',
  },
})

/**
 * Hours and cost of the entries of `work_costs` that carry an agreement, and nothing else of them: to
 * plan a query over all the columns of the view takes longer than to add these three up. Columns:
 * `started_at`, `agreement_id`, `hours`, `labor_cost`.
 */
export const AGREEMENT_LABOR_SQL = `
    select e.time_start as started_at,
           e.agreement_id,
           coalesce(e.actual_hours, 0) as hours,
           ${laborCost('coalesce(e.actual_hours, 0)', 'e.hourly_cost')} as labor_cost
      from time_entries e
      ${costJoins('e')}
     where e.deleted_at is null and e.agreement_id is not null`
