import type { Entity } from '../../entity.ts'

type Permission = Entity['permission']

const line = (module: string, name: string): Permission => ({ module, function: name })

/** The lines of a security role that open the lists served here. */
export const OPENED_BY = {
  companies: line('Companies', 'Company Maintenance'),
  contacts: line('Companies', 'Contacts'),
  configurations: line('Companies', 'Configurations'),
  activities: line('Companies', 'CRM/Sales Activities'),
  members: line('System', 'Member Maintenance'),
  myCompany: line('System', 'My Company'),
  tableSetup: line('System', 'Table Setup'),
  serviceTickets: line('Service Desk', 'Service Tickets'),
  scheduling: line('Service Desk', 'Resource Scheduling'),
  projectTickets: line('Project', 'Project Tickets'),
  projectHeaders: line('Project', 'Project Headers'),
  timeEntry: line('Time & Expense', 'Time Entry'),
  expenseEntry: line('Time & Expense', 'Expense Entry'),
  agreements: line('Finance', 'Agreements'),
  invoicing: line('Finance', 'Invoicing'),
  opportunities: line('Sales', 'Opportunity'),
  campaigns: line('Marketing', 'Campaigns'),
} as const satisfies Record<string, Permission>
