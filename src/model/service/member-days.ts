import { defineView } from '../define-view.ts'

/**
 * What each person's days hold before any work is logged. A hire date of 1800-01-01 is ConnectWise's
 * "not entered" and needs no care: it lies before every day.
 */
export const memberDays = defineView({
  name: 'member_days',
  doc: 'One row per member who has a daily capacity and day of `calendar`, whether they work that day or not; without API members.',
  sql: `
    select m.id as member_id,
           coalesce(nullif(trim(concat(m.first_name, ' ', m.last_name)), ''), m.identifier) as member_name,
           m.default_location_name as location_name,
           m.default_department_name as department_name,
           coalesce(m.include_in_utilization_reporting_flag, true) as is_in_utilization,
           coalesce(m.require_time_sheet_entry_flag, false) as must_enter_time,
           case when m.billable_forecast > 0 then m.billable_forecast / 100
                else $utilization_goal end::numeric(18, 4) as goal,
           $missing_time_threshold_hours::numeric(18, 4) as tolerated_hours,
           d.day,
           d.week_start,
           d.month_start,
           case when d.is_working
                 and d.day >= coalesce(m.hire_date, d.day)
                 and (not coalesce(m.inactive_flag, false) or d.day < m.inactive_date)
                then m.daily_capacity else 0 end as capacity_hours
      from members m
     cross join calendar d
     where m.deleted_at is null
       and m.daily_capacity > 0
       and coalesce(m.license_class, '') <> 'A'
  `,
  columns: {
    member_id: 'Member',
    member_name: 'First and last name',
    location_name: 'Location the member belongs to (`defaultLocation`)',
    department_name: 'Department the member belongs to (`defaultDepartment`)',
    is_in_utilization: 'False where ConnectWise leaves the member out of utilization reporting',
    must_enter_time: 'True where ConnectWise requires time sheets of the member',
    goal: "Utilization expected: the member's `billableForecast` as a share of 1, else the workspace's setting",
    tolerated_hours: 'Hours that may be missing from a day before it is reported (a setting)',
    day: 'The day',
    week_start: 'First day of its week',
    month_start: 'First day of its month',
    capacity_hours:
      '`dailyCapacity` on working days from `hireDate` to the day before `inactiveDate`; else 0',
  },
})
