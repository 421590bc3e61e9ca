import { defineView } from '../define-view.ts'

/** What work costs the MSP in wages. */
export const workCosts = defineView({
  name: 'work_costs',
  doc: 'Wage cost of logged time: one row per row of `work`. Rates are those of today: ConnectWise keeps no older ones on the member.',
  sql: `
    select w.time_entry_id,
           w.started_at,
           w.member_id,
           w.company_id,
           w.agreement_id,
           w.project_id,
           w.ticket_id,
           w.hours,
           coalesce(nullif(m.hourly_cost, 0), w.entry_hourly_cost, 0) as cost_rate,
           coalesce(t.cost_multiplier, 1) as cost_multiplier,
           w.hours * (coalesce(nullif(m.hourly_cost, 0), w.entry_hourly_cost, 0)
                      * coalesce(t.cost_multiplier, 1))::numeric(18, 4) as labor_cost
      from work w
      left join members m on m.id = w.member_id and m.deleted_at is null
      left join work_types t on t.id = w.work_type_id and t.deleted_at is null
  `,
  columns: {
    time_entry_id: 'ConnectWise id of the time entry',
    started_at: 'When the work began, UTC',
    member_id: 'Who did it',
    company_id: 'Client, or the MSP itself',
    agreement_id: 'Agreement on the entry',
    project_id: 'Project',
    ticket_id: 'Ticket',
    hours: 'Hours worked',
    cost_rate: "The member's `hourlyCost`; where that is missing or 0, the entry's; else 0",
    cost_multiplier: "The work type's `costMultiplier`; 1 where it has none",
    labor_cost: 'Hours × cost rate × multiplier',
  },
})
