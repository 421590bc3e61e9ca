import { defineView } from '../define-view.ts'

/** Charged to the MSP itself: to one of its own companies, or to a charge code whoever owns it. */
const INTERNAL = `(coalesce(e.charge_to_type, '') = 'ChargeCode' or coalesce(e.company_id in ($own_companies), false))`

const PTO = `((coalesce(e.charge_to_type, '') = 'ChargeCode' and coalesce(e.charge_to_id in ($pto_charge_codes), false))
             or coalesce(e.work_type_id in ($pto_work_types), false))`

const INVOICE_HOURS = `coalesce(e.invoice_hours, e.actual_hours, 0)`

/** Hours that an invoice would show, less those an agreement absorbed. */
const UNCOVERED_HOURS = `greatest(${INVOICE_HOURS} - coalesce(e.agreement_hours, 0), 0)`

const UNCOVERED_AMOUNT = `(${INVOICE_HOURS} * coalesce(e.hourly_rate, 0)
             - coalesce(e.agreement_amount, 0) + coalesce(e.adjustment, 0))`

/**
 * Logged time in business words. Plain expressions over one table and no join, so that a report pays
 * only for the columns it reads; filter on `started_at`, which the engine can skip blocks by, and not
 * on `worked_on`, which costs a time-zone conversion per row.
 */
export const work = defineView({
  name: 'work',
  doc: 'Logged time: one row per time entry that still exists in ConnectWise, billable or not.',
  sql: `
    select e.id as time_entry_id,
           e.time_start as started_at,
           e.time_end as ended_at,
           (e.time_start at time zone $zone)::date as worked_on,
           e.date_entered as entered_at,
           e.member_id,
           coalesce(e.member_name, e.member_identifier, '(nobody)') as member_name,
           e.company_id,
           coalesce(e.company_name, '(no company)') as company_name,
           e.location_name,
           e.department_name,
           e.ticket_board as board_name,
           e.work_type_id,
           e.work_type_name,
           e.work_role_name,
           e.charge_to_type,
           e.charge_to_id,
           e.ticket_id,
           e.ticket_summary,
           e.project_id,
           e.project_name,
           e.phase_name,
           case when e.project_id is not null then e.project_id::bigint * 2 + 1
                else e.ticket_id::bigint * 2 end as job_key,
           e.agreement_id,
           e.agreement_name,
           e.agreement_type as agreement_type_name,
           e.invoice_id,
           e.time_sheet_id,
           e.status,
           e.billable_option,
           coalesce(e.actual_hours, 0) as hours,
           coalesce(e.agreement_hours, 0) as agreement_hours,
           coalesce(e.hourly_rate, 0) as hourly_rate,
           coalesce(e.actual_hours, 0) * coalesce(e.hourly_rate, 0) as shadow_value,
           ${INTERNAL} as is_internal,
           not ${INTERNAL} as is_external,
           ${PTO} as is_pto,
           not ${INTERNAL} and not ${PTO} as is_utilized,
           coalesce(e.work_type_utilization_flag, false) as is_utilized_by_connectwise,
           coalesce(e.agreement_hours, 0) > 0 as is_covered,
           coalesce(e.billable_option, '') = 'Billable' as is_billable,
           e.billable_option = 'Billable'
             and e.invoice_id is null
             and e.status is distinct from 'WrittenOff'
             and (${INVOICE_HOURS} > coalesce(e.agreement_hours, 0) or ${UNCOVERED_AMOUNT} <> 0) as is_wip,
           ${UNCOVERED_HOURS} as wip_hours,
           ${UNCOVERED_AMOUNT} as wip_amount,
           e.hourly_cost as entry_hourly_cost
      from time_entries e
     where e.deleted_at is null
  `,
  columns: {
    time_entry_id: 'ConnectWise id of the time entry',
    started_at: 'When the work began (`timeStart`), UTC',
    ended_at: 'When it ended (`timeEnd`), UTC',
    worked_on: "Day the work began, in the workspace's zone",
    entered_at: 'When the entry was typed in (`dateEntered`), UTC',
    member_id: 'Who did it',
    member_name: 'Who did it',
    company_id: 'Client, or the MSP itself',
    company_name: 'Client, or the MSP itself',
    location_name: 'Location of the MSP that the entry is booked to',
    department_name: 'Department (business unit) that the entry is booked to',
    board_name: 'Board of the ticket (`ticketBoard`)',
    work_type_id: 'Work type',
    work_type_name: 'Work type',
    work_role_name: 'Work role',
    charge_to_type: '`ServiceTicket`, `ProjectTicket`, `ChargeCode`, `Activity` or `Company`',
    charge_to_id: 'Id of what `charge_to_type` names',
    ticket_id: 'Service or project ticket',
    ticket_summary: 'Title of the ticket',
    project_id: 'Project',
    project_name: 'Project',
    phase_name: 'Phase of the project',
    job_key:
      'The job the work belongs to: its project, else its ticket; odd for projects, even for tickets',
    agreement_id: 'Agreement on the entry; the one on the ticket may differ and does not count',
    agreement_name: 'Agreement on the entry',
    agreement_type_name: 'Type of the agreement on the entry',
    invoice_id: 'Invoice that bills it; null while there is none',
    time_sheet_id: 'Time sheet it belongs to',
    status: 'Approval and billing status',
    billable_option: '`Billable`, `DoNotBill`, `NoCharge` or `NoDefault`',
    hours: 'Hours worked (`actualHours`), never the rounded ones',
    agreement_hours: 'Hours the agreement absorbed',
    hourly_rate: 'Bill rate on the entry, money per hour',
    shadow_value: 'Hours × bill rate, whatever is billed',
    is_internal: 'Charged to an own company or to a charge code',
    is_external: 'Everything else: work for clients',
    is_pto: 'Paid time off: a charge code or a work type mapped as such',
    is_utilized: 'New Haven’s utilized: for clients and not paid time off',
    is_utilized_by_connectwise: "ConnectWise's own flag on the work type",
    is_covered: 'The agreement absorbed hours of it (`agreementHours` above 0)',
    is_billable: '`billableOption` is Billable',
    is_wip: 'Still to be invoiced: billable, no invoice, not written off, something uncovered',
    wip_hours:
      'Invoiceable hours (`invoiceHours`, else `actualHours`) less `agreementHours`, not below 0',
    wip_amount:
      'Invoiceable hours × rate − `agreementAmount` + `adjustment`: what an invoice would show',
    entry_hourly_cost:
      'Cost rate that ConnectWise keeps on the entry; null without the right to see it',
  },
})
