import { defineView } from '../define-view.ts'
import { work } from './work.ts'

/** What work costs the MSP in wages. Apart from `work`, because most questions need no cost. */
export const workCosts = defineView({
  name: 'work_costs',
  doc: 'Logged time with its wage cost: one row per row of `work`, with all its columns. Rates are those of today: ConnectWise keeps no older ones on the member.',
  sql: `
    select w.*,
           coalesce(nullif(m.hourly_cost, 0), w.entry_hourly_cost, 0) as cost_rate,
           coalesce(t.cost_multiplier, 1) as cost_multiplier,
           w.hours * (coalesce(nullif(m.hourly_cost, 0), w.entry_hourly_cost, 0)
                      * coalesce(t.cost_multiplier, 1))::numeric(18, 4) as labor_cost
      from work w
      left join members m on m.id = w.member_id and m.deleted_at is null
      left join work_types t on t.id = w.work_type_id and t.deleted_at is null
  `,
  columns: {
    ...work.columns,
    cost_rate: "The member's `hourlyCost`; where that is missing or 0, the entry's; else 0",
    cost_multiplier: "The work type's `costMultiplier`; 1 where it has none",
    labor_cost: 'Hours × cost rate × multiplier',
  },
})
