import { streams } from '../src/streams/catalogue.ts'

/**
 * What each report costs without a model: the same answer, default parameters, written by hand over
 * the landed tables by somebody who knows them. Constants stand for what the model looks up: `$own` is
 * the id of the MSP's own company, `$pto` is the least of three consecutive charge codes for time off.
 */
export const BY_HAND: Readonly<Record<string, string>> = {
  'data-inventory': `
    with held as (
      ${streams
        .map(
          ({ name }) => `
            select '${name}' as stream, count(*) filter (where deleted_at is null) as live, count(deleted_at) as gone,
                   (select avg(length(raw::text)) from (select raw from ${name} limit 500) few) as bytes
              from ${name}`,
        )
        .join(' union all ')}
    )
    select h.*, r.*, q.n
      from held h
      left join (select distinct on (stream) * from sync_runs order by stream, started_at desc) r on r.stream = h.stream
      left join (select stream, max(started_at) as synced_at from sync_runs where outcome = 'done' group by 1) d on d.stream = h.stream
      left join (select stream, count(*) as n from sync_quarantine group by 1) q on q.stream = h.stream
     order by h.live desc`,
  'time-on-agreement-and-project': `
    select (e.time_start at time zone $zone)::date as worked_on, e.member_name, e.company_name,
           e.project_name, e.agreement_name, e.ticket_summary, e.billable_option, e.actual_hours,
           e.agreement_hours, e.hourly_rate, e.agreement_hours * e.hourly_rate as lost_amount,
           e.actual_hours * (m.hourly_cost * coalesce(t.cost_multiplier, 1))::decimal(18, 4) as labor_cost,
           e.id, e.project_id, e.agreement_id, e.company_id
      from time_entries e
      left join members m on m.id = e.member_id
      left join work_types t on t.id = e.work_type_id
     where e.time_start >= $from_at::timestamptz and e.time_start < $to_end_at::timestamptz
       and e.project_id is not null and e.agreement_id is not null and e.deleted_at is null
     order by lost_amount desc, e.time_start desc, e.id desc`,
  'missing-time': `
    with logged as (
      select member_id, (time_start at time zone $zone)::date as day, sum(actual_hours) as hours
        from time_entries
       where time_start >= $from_at::timestamptz and time_start < $to_end_at::timestamptz
         and deleted_at is null
       group by 1, 2
    )
    select c.day, m.first_name, m.last_name, m.daily_capacity, l.hours,
           m.daily_capacity - coalesce(l.hours, 0) as missing
      from calendar c
     cross join members m
      left join logged l on l.member_id = m.id and l.day = c.day
     where c.day between $from::date and $to::date and c.is_working
       and m.daily_capacity > 0 and m.license_class <> 'A'
       and c.day >= coalesce(m.hire_date, c.day)
       and (not coalesce(m.inactive_flag, false) or c.day < m.inactive_date)
       and m.daily_capacity - coalesce(l.hours, 0) > 0.5
     order by c.day desc, missing desc`,
  'accounts-receivable-aging': `
    select company_name, company_id, count(*) as invoices, sum(balance) as balance,
           sum(balance) filter (where age <= 30) as a, sum(balance) filter (where age between 31 and 60) as b,
           sum(balance) filter (where age between 61 and 90) as c, sum(balance) filter (where age between 91 and 120) as d,
           sum(balance) filter (where age between 121 and 180) as e, sum(balance) filter (where age between 181 and 270) as f,
           sum(balance) filter (where age between 271 and 365) as g, sum(balance) filter (where age > 365) as h,
           max(age) as oldest
      from (select company_name, company_id, balance, $as_of::date - "date" as age
              from invoices
             where balance <> 0 and "date" <= $as_of::date and deleted_at is null) aged
     group by company_name, company_id
     order by balance desc`,
  'uninvoiced-labor': `
    select company_name, company_id, count(*) as entries, sum(coalesce(invoice_hours, actual_hours)) as hours,
           sum(coalesce(invoice_hours, actual_hours) * hourly_rate - coalesce(agreement_amount, 0) + coalesce(adjustment, 0)) as amount,
           (min(time_start) at time zone $zone)::date as oldest_on
      from time_entries e
     where billable_option = 'Billable' and invoice_id is null and status is distinct from 'WrittenOff'
       and coalesce(agreement_hours, 0) = 0 and deleted_at is null
       and time_start < $as_of_end_at::timestamptz
       and (coalesce(invoice_hours, actual_hours) > 0
            or coalesce(invoice_hours, actual_hours) * hourly_rate - coalesce(agreement_amount, 0) + coalesce(adjustment, 0) <> 0)
       and (project_id is null or project_id not in (select id from projects where billing_method = 'FixedFee'))
       and (project_id is not null or ticket_id is null
            or ticket_id not in (select id from tickets where billing_method = 'FixedFee'))
     group by company_name, company_id
     order by amount desc`,
  'agreement-profitability': `
    with revenue as (
      select agreement_id, sum(total - coalesce(sales_tax, 0)) as revenue
        from invoices
       where type = 'Agreement' and deleted_at is null and "date" between $from::date and $to::date
       group by 1
    ), runs as (
      select a.*, case when a.cancelled_flag then a.date_cancelled when a.no_ending_date_flag then null else a.end_date + 1 end as gone,
             case c.billing_options when 'Yearly' then 12 when 'Quarterly' then 3 when 'SemiAnnual' then 6 else 1 end as months
        from agreements a
        left join billing_cycles c on c.id = a.billing_cycle_id
       where a.deleted_at is null
    ), costs as (
      select d.agreement_id, sum(d.quantity * d.unit_cost / a.months) as cost
        from additions d
        join runs a on a.id = d.agreement_id
       where d.deleted_at is null and greatest(d.effective_date, a.start_date) <= $to::date
         and (least(d.cancelled_date, a.gone) is null or least(d.cancelled_date, a.gone) > $from::date)
       group by 1
    ), labor as (
      select e.agreement_id, sum(e.actual_hours) as hours,
             sum(e.actual_hours * (coalesce(nullif(m.hourly_cost, 0), e.hourly_cost, 0) * coalesce(t.cost_multiplier, 1))::decimal(18, 4)) as cost
        from time_entries e
        left join members m on m.id = e.member_id
        left join work_types t on t.id = e.work_type_id
       where e.agreement_id is not null and e.deleted_at is null
         and e.time_start >= $from_at::timestamptz and e.time_start < $to_end_at::timestamptz
       group by 1
    ), sums as (
      select coalesce(p.id, a.id) as id, max(coalesce(p.name, a.name)) as name, max(coalesce(p.type_name, a.type_name)) as type,
             coalesce(sum(r.revenue), 0) as revenue, coalesce(sum(c.cost), 0) as additions,
             coalesce(sum(l.cost), 0) as labor, coalesce(sum(l.hours), 0) as hours,
             bool_or(a.start_date <= $to::date and (a.gone is null or a.gone > $from::date)) as ran
        from runs a
        left join agreements p on p.id = a.parent_agreement_id
        left join revenue r on r.agreement_id = a.id
        left join costs c on c.agreement_id = a.id
        left join labor l on l.agreement_id = a.id
       group by 1
    ), margins as (
      select *, revenue - additions - labor as margin
        from sums
       where ran or revenue <> 0 or additions <> 0 or hours <> 0
    )
    select coalesce(type, '(no type)') as type, count(*) as agreements, round(sum(revenue), 4) as revenue,
           round(sum(additions), 4) as additions, round(sum(labor), 4) as labor, sum(hours) as hours, round(sum(margin), 4) as margin,
           round((sum(margin) / nullif(sum(revenue), 0))::decimal(18, 4), 4) as margin_share,
           round(((sum(revenue) - sum(additions)) / nullif(sum(hours), 0))::decimal(18, 4), 4) as rate,
           round((sum(margin) / nullif(sum(hours), 0))::decimal(18, 4), 4) as per_hour,
           count(*) filter (where margin < 0) as losing,
           (array_agg(name order by margin, id))[1] as worst, (array_agg(id order by margin, id))[1] as worst_id,
           round(min(margin), 4) as worst_margin
      from margins
     group by 1
     order by revenue desc, 1`,
  mrr: `
    with months as (
      select least((date_trunc('month', $as_of::date::timestamp) - g.back * interval '1 month' + interval '1 month')::date - 1, $as_of::date) as day
        from generate_series(0, 12) as g(back)
    ), lines as (
      select a.id, coalesce(p.type_name, a.type_name) as type, a.start_date as first_day,
             case when a.cancelled_flag then a.date_cancelled when a.no_ending_date_flag then null else a.end_date + 1 end as gone,
             a.bill_amount / case c.billing_options when 'Yearly' then 12 when 'Quarterly' then 3 when 'SemiAnnual' then 6 else 1 end
               * case when a.bill_one_time_flag or c.billing_options = 'NotRecurring' then 0 else 1 end as amount, 0 as cost
        from agreements a
        left join agreements p on p.id = a.parent_agreement_id
        left join billing_cycles c on c.id = a.billing_cycle_id
       where a.deleted_at is null
       union all
      select a.id, coalesce(p.type_name, a.type_name), greatest(d.effective_date, a.start_date),
             least(d.cancelled_date, case when a.cancelled_flag then a.date_cancelled when a.no_ending_date_flag then null else a.end_date + 1 end),
             case when d.bill_customer = 'Billable' then (d.quantity - coalesce(d.less_included, 0)) * d.unit_price else 0 end
               / case c.billing_options when 'Yearly' then 12 when 'Quarterly' then 3 when 'SemiAnnual' then 6 else 1 end,
             d.quantity * d.unit_cost / case c.billing_options when 'Yearly' then 12 when 'Quarterly' then 3 when 'SemiAnnual' then 6 else 1 end
        from additions d
        join agreements a on a.id = d.agreement_id
        left join agreements p on p.id = a.parent_agreement_id
        left join billing_cycles c on c.id = a.billing_cycle_id
       where d.deleted_at is null and a.deleted_at is null
    )
    select m.day, l.type, count(distinct case when l.amount <> 0 then l.id end) as agreements, sum(l.amount) as mrr, sum(l.cost) as cost
      from months m
      join lines l on l.first_day <= m.day and (l.gone is null or l.gone > m.day)
     group by 1, 2
    having sum(l.amount) <> 0 or sum(l.cost) <> 0
     order by 1, 4 desc`,
  'hours-utilized-realized': `
    with period as (
      select * from time_entries
       where time_start >= $from_at::timestamptz and time_start < $to_end_at::timestamptz and deleted_at is null
    ), fee as (
      select e.id, e.time_start, e.actual_hours, p.budget_hours, p.id * 2 + 1 as job
        from time_entries e
        join (select id::bigint as id, budget_hours from projects
               where billing_method = 'FixedFee' and id in (select project_id from period)) p on p.id = e.project_id
       where e.deleted_at is null and coalesce(e.agreement_hours, 0) = 0
         and e.charge_to_type <> 'ChargeCode' and e.company_id <> $own::integer
       union all
      select e.id, e.time_start, e.actual_hours, t.budget_hours, t.id * 2
        from time_entries e
        join (select id::bigint as id, budget_hours from tickets
               where billing_method = 'FixedFee' and id in (select ticket_id from period)) t on t.id = e.ticket_id
       where e.project_id is null and e.deleted_at is null and coalesce(e.agreement_hours, 0) = 0
         and e.charge_to_type <> 'ChargeCode' and e.company_id <> $own::integer
    ), counted as (
      select id, budget_hours, sum(actual_hours) over (partition by job order by time_start, id) as so_far from fee
    ), hours as (
      select e.member_id, max(e.member_name) as name, sum(e.actual_hours) as total,
             sum(e.actual_hours) filter (where e.charge_to_type <> 'ChargeCode' and e.company_id <> $own::integer) as utilized,
             sum(e.actual_hours) filter (where e.charge_to_type = 'ChargeCode' and e.charge_to_id between $pto::integer and $pto::integer + 2) as pto,
             sum(case when e.charge_to_type = 'ChargeCode' or e.company_id = $own::integer then 0
                      when e.agreement_hours > 0 and b.id is not null then e.actual_hours
                      when e.agreement_hours > 0 then 0
                      when c.id is not null then greatest(least(e.actual_hours, c.budget_hours - c.so_far + e.actual_hours), 0)
                      when e.billable_option = 'Billable' then e.actual_hours else 0 end) as realized
        from period e
        left join (select id from agreements where application_units = 'Hours' and application_limit > 0
                      and not coalesce(application_unlimited_flag, false)) b on b.id = e.agreement_id
        left join counted c on c.id = e.id
       group by 1
    ), off as (
      select member_id, (time_start at time zone $zone)::date as day, sum(actual_hours) as hours
        from period
       where charge_to_type = 'ChargeCode' and charge_to_id between $pto::integer and $pto::integer + 2
       group by 1, 2
    ), available as (
      select m.id, sum(greatest(m.daily_capacity - coalesce(o.hours, 0), 0)) as hours
        from members m
        join calendar d on d.day between $from::date and $to::date and d.is_working
         and d.day >= coalesce(m.hire_date, d.day) and (not coalesce(m.inactive_flag, false) or d.day < m.inactive_date)
        left join off o on o.member_id = m.id and o.day = d.day
       where m.daily_capacity > 0 and m.license_class <> 'A' and coalesce(m.include_in_utilization_reporting_flag, true)
       group by 1
    )
    select h.*, a.hours as available, h.utilized / nullif(a.hours, 0) as utilization
      from hours h
      left join available a on a.id = h.member_id
     where h.member_id not in (select id from members where include_in_utilization_reporting_flag = false)
     order by utilized desc`,
  'aged-wip': `
    select department_name, ticket_board, count(*) as entries,
           sum(greatest(hours - coalesce(agreement_hours, 0), 0)) as hours, sum(amount) as amount,
           ${[
             [0, 30],
             [31, 60],
             [61, 90],
             [91, 120],
             [121, 180],
             [181, 36_500],
           ]
             .map(([from = 0, to = 0]) => {
               const within = `time_start >= ($as_of::date - ${to})::timestamp at time zone $zone and time_start < ($as_of::date - ${from} + 1)::timestamp at time zone $zone`
               return `sum(amount) filter (where ${within}) as a_${from}, sum(greatest(hours - coalesce(agreement_hours, 0), 0)) filter (where ${within}) as h_${from}`
             })
             .join(', ')},
           (min(time_start) at time zone $zone)::date as oldest_on
      from (
             select department_name, ticket_board, time_start, agreement_hours,
                    coalesce(invoice_hours, actual_hours) as hours,
                    coalesce(invoice_hours, actual_hours) * hourly_rate - coalesce(agreement_amount, 0) + coalesce(adjustment, 0) as amount
               from time_entries
              where billable_option = 'Billable' and invoice_id is null and status is distinct from 'WrittenOff'
                and deleted_at is null and time_start < $as_of_end_at::timestamptz
           ) w
     where hours > coalesce(agreement_hours, 0) or amount <> 0
     group by 1, 2
     order by 1, 5 desc`,
  'utilization-vs-goal': `
    with logged as (
      select member_id, (time_start at time zone $zone)::date as day, sum(actual_hours) as hours,
             sum(actual_hours) filter (where charge_to_type <> 'ChargeCode' and company_id <> $own::integer) as utilized,
             sum(actual_hours) filter (where charge_to_type = 'ChargeCode' and charge_to_id between $pto::integer and $pto::integer + 2) as pto
        from time_entries
       where time_start >= $from_at::timestamptz and time_start < $to_end_at::timestamptz and deleted_at is null
       group by 1, 2
    )
    select m.id, m.first_name, m.last_name, sum(l.hours) as entered, sum(l.utilized) as utilized,
           sum(greatest(case when c.is_working then m.daily_capacity else 0 end - coalesce(l.pto, 0), 0)) as available,
           max(m.billable_forecast) as goal
      from members m
     cross join calendar c
      left join logged l on l.member_id = m.id and l.day = c.day
     where c.day between $from::date and $to::date and m.daily_capacity > 0 and m.license_class <> 'A'
       and c.day >= coalesce(m.hire_date, c.day)
       and (not coalesce(m.inactive_flag, false) or c.day < m.inactive_date)
       and coalesce(m.include_in_utilization_reporting_flag, true)
     group by 1, 2, 3
     order by 5 desc`,
  'open-tickets': `
    select coalesce(board_name, '(no board)') as board, coalesce(status_name, '(no status)') as status, count(*) as open_tickets,
           sum(coalesce(budget_hours, 0)) as budget, sum(coalesce(actual_hours, 0)) as actual,
           (min(entered_at) at time zone $zone)::date as oldest_on,
           greatest($today::date - (min(entered_at) at time zone $zone)::date, 0) as oldest_days,
           (array_agg(id order by entered_at, id))[1] as oldest_id
      from tickets
     where not coalesce(closed_flag, false) and deleted_at is null
       and coalesce(parent_ticket_id, 0) = 0 and coalesce(merged_parent_ticket_id, 0) = 0
     group by 1, 2
     order by 1, 3 desc, 2`,
  'backlog-aging': `
    select board_name, count(*) as open_tickets, count(*) filter (where age <= 7) as a, count(*) filter (where age between 8 and 14) as b,
           count(*) filter (where age between 15 and 21) as c, count(*) filter (where age between 22 and 29) as d,
           count(*) filter (where age >= 30) as e, count(*) filter (where required_date < $today::date) as late, max(age) as oldest
      from (select board_name, required_date, $today::date - (entered_at at time zone $zone)::date as age
              from tickets
             where not coalesce(closed_flag, false) and deleted_at is null
               and coalesce(parent_ticket_id, 0) = 0 and coalesce(merged_parent_ticket_id, 0) = 0) aged
     group by 1
     order by e desc`,
  'kill-rate': `
    with moves as (
      select (entered_at at time zone $zone)::date as day, 1 as opened, 0 as closed
        from tickets
       where entered_at >= $from_at::timestamptz and entered_at < $to_end_at::timestamptz and deleted_at is null
         and coalesce(parent_ticket_id, 0) = 0 and coalesce(merged_parent_ticket_id, 0) = 0
       union all
      select (closed_date at time zone $zone)::date, 0, 1
        from tickets
       where closed_date >= $from_at::timestamptz and closed_date < $to_end_at::timestamptz and deleted_at is null
         and closed_flag and coalesce(parent_ticket_id, 0) = 0 and coalesce(merged_parent_ticket_id, 0) = 0
    )
    select date_trunc('week', day::timestamp)::date as week, sum(opened) as opened, sum(closed) as closed
      from moves group by 1 order by 1`,
  'sla-compliance': `
    select t.priority_name,
           count(*) filter (where t.date_responded >= $from_at::timestamptz and t.date_responded < $to_end_at::timestamptz and s.respond_hours > 0) as responses,
           count(*) filter (where t.date_responded >= $from_at::timestamptz and t.date_responded < $to_end_at::timestamptz and s.respond_hours > 0
                              and coalesce(t.respond_minutes, 0) + coalesce(t.responded_skipped_minutes, 0) <= s.respond_hours * 60) as responded,
           count(*) filter (where t.date_resplan >= $from_at::timestamptz and t.date_resplan < $to_end_at::timestamptz and s.plan_within > 0) as plans,
           count(*) filter (where t.date_resplan >= $from_at::timestamptz and t.date_resplan < $to_end_at::timestamptz and s.plan_within > 0
                              and coalesce(t.res_plan_minutes, 0) + coalesce(t.resplan_skipped_minutes, 0) + coalesce(t.respond_minutes, 0) <= s.plan_within * 60) as planned,
           count(*) filter (where t.date_resolved >= $from_at::timestamptz and t.date_resolved < $to_end_at::timestamptz and s.resolution_hours > 0) as resolutions,
           count(*) filter (where t.date_resolved >= $from_at::timestamptz and t.date_resolved < $to_end_at::timestamptz and s.resolution_hours > 0
                              and coalesce(t.resolve_minutes, 0) + coalesce(t.res_plan_minutes, 0) + coalesce(t.respond_minutes, 0) <= s.resolution_hours * 60) as resolved
      from tickets t
      join slas s on s.id = t.sla_id
     where t.deleted_at is null and coalesce(t.parent_ticket_id, 0) = 0 and coalesce(t.merged_parent_ticket_id, 0) = 0
       and ((t.date_responded >= $from_at::timestamptz and t.date_responded < $to_end_at::timestamptz)
         or (t.date_resplan >= $from_at::timestamptz and t.date_resplan < $to_end_at::timestamptz)
         or (t.date_resolved >= $from_at::timestamptz and t.date_resolved < $to_end_at::timestamptz))
     group by 1
     order by 1`,
  'activities-this-week': `
    with due as (
      select a.assign_to_name, a.status_name, y.points, not coalesce(a.close_flag, a.date_closed_utc is not null) as is_open,
             (coalesce(a.date_end_utc, a.date_end, a.date_start) at time zone $zone)::date as due_on
        from activities a
        left join activity_types y on y.id = a.type_id
       where a.deleted_at is null
         and (not coalesce(a.close_flag, a.date_closed_utc is not null)
              or (coalesce(a.date_end_utc, a.date_end, a.date_start) >= $from_at::timestamptz - interval '1 day'
                  and coalesce(a.date_end_utc, a.date_end, a.date_start) < $to_end_at::timestamptz + interval '1 day'))
    )
    select assign_to_name, status_name, count(*) filter (where due_on between $from::date and $to::date) as in_period,
           sum(points) filter (where due_on between $from::date and $to::date) as points,
           count(*) filter (where is_open and due_on < $today::date) as past_due
      from due
     where due_on between $from::date and $to::date or (is_open and due_on < $today::date)
     group by 1, 2
     order by 1`,
  'activity-tracker': `
    select coalesce(assign_to_name, '(nobody)') as member, coalesce(type_name, '(no type)') as type, null as month,
           count(*) as activities, coalesce(sum(points), 0) as points, count(*) as amount
      from (
             select a.assign_to_name, a.type_name, y.points,
                    coalesce(a.date_end_utc, a.date_end, a.date_start) as due_at
               from activities a
               left join activity_types y on y.id = a.type_id
              where a.deleted_at is null
                and coalesce(a.date_end_utc, a.date_end, a.date_start) >= $from_at::timestamptz - interval '1 day'
                and coalesce(a.date_end_utc, a.date_end, a.date_start) < $to_end_at::timestamptz + interval '1 day'
           ) due
     where case when extract(epoch from due_at) % 86400 = 0 then (due_at at time zone 'UTC')::date
                else (due_at at time zone $zone)::date end between $from::date and $to::date
     group by 1, 2
     order by 1, 6 desc, 2`,
}
