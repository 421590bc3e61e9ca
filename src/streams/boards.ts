import { boolean, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Boards: one row per service or project board.
 *
 * `project_flag` tells the two apart: project boards are in this list and nowhere else. A board that
 * the API member may not see is missing without a word, and so are all its tickets.
 */
export const boards = defineStream({
  name: 'boards',
  title: 'boards',
  endpoint: '/service/boards',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    location_id: integer('location/id'),
    location_name: text('location/name'),
    department_id: integer('department/id'),
    department_name: text('department/name'),
    inactive_flag: boolean('inactiveFlag'),
    project_flag: boolean('projectFlag'),
    show_dependencies_flag: boolean('showDependenciesFlag'),
    show_estimates_flag: boolean('showEstimatesFlag'),
    bill_tickets_after_closed_flag: boolean('billTicketsAfterClosedFlag'),
    bill_ticket_separately_flag: boolean('billTicketSeparatelyFlag'),
    bill_unapproved_time_expense_flag: boolean('billUnapprovedTimeExpenseFlag'),
    override_billing_setup_flag: boolean('overrideBillingSetupFlag'),
    bill_time: text('billTime'),
    bill_expense: text('billExpense'),
    bill_product: text('billProduct'),
    dispatch_member_id: integer('dispatchMember/id'),
    dispatch_member_name: text('dispatchMember/name'),
    service_manager_member_id: integer('serviceManagerMember/id'),
    service_manager_member_name: text('serviceManagerMember/name'),
    duty_manager_member_id: integer('dutyManagerMember/id'),
    duty_manager_member_name: text('dutyManagerMember/name'),
    oncall_member_id: integer('oncallMember/id'),
    oncall_member_name: text('oncallMember/name'),
    work_role_id: integer('workRole/id'),
    work_role_name: text('workRole/name'),
    work_type_id: integer('workType/id'),
    work_type_name: text('workType/name'),
    auto_close_status_id: integer('autoCloseStatus/id'),
    auto_close_status_name: text('autoCloseStatus/name'),
    email_connector_allow_reopen_closed_flag: boolean('emailConnectorAllowReopenClosedFlag'),
    time_entry_locked_flag: boolean('timeEntryLockedFlag'),
    percentage_calculation: text('percentageCalculation'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
