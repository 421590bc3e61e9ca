import { boolean, defineStream, integer, json, text, timestamp } from './define-stream.ts'

/**
 * Charge codes: one row per internal purpose that time or expenses are booked to: meetings, training,
 * vacation.
 *
 * Paid time off is a charge code in most companies; which ones mean it is a setting of the workspace.
 */
export const chargeCodes = defineStream({
  name: 'charge_codes',
  title: 'charge codes',
  endpoint: '/time/chargeCodes',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    company_id: integer('company/id'),
    company_name: text('company/name'),
    location_id: integer('location/id'),
    location_name: text('location/name'),
    department_id: integer('department/id'),
    department_name: text('department/name'),
    bill_time: text('billTime'),
    time_entry_flag: boolean('timeEntryFlag'),
    expense_entry_flag: boolean('expenseEntryFlag'),
    allow_all_expense_type_flag: boolean('allowAllExpenseTypeFlag'),
    expense_type_ids: json('expenseTypeIds'),
    work_type_id: integer('workType/id'),
    work_type_name: text('workType/name'),
    work_role_id: integer('workRole/id'),
    work_role_name: text('workRole/name'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
