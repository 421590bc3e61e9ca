import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { entityOverList } from '../kit/entity-over.ts'
import { fieldsOfRows, fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { names, setupList } from '../setup/setup-list.ts'
import { commonTicketFields } from '../service/ticket-fields.ts'
import { ticketLinks } from '../service/ticket-entity.ts'
import { UNITS_PER_HOUR } from '../service/tickets.ts'
import { BILL_OPTIONS } from '../time/work-setup.ts'
import type { Project } from './projects.ts'
import { BILLING_METHODS, TASKS, phaseAt, phaseId } from './projects.ts'

/** The project and the phase of a row of something that belongs to both. */
export function phaseTarget(
  projectAt: (row: number) => Project | undefined,
  placeAt: (row: number) => number,
): Target {
  const { int, text } = fieldsOfRows()
  const idAt = (row: number) => {
    const project = projectAt(row)
    return project && phaseId(project, phaseAt(project, placeAt(row)))
  }
  return {
    members: [
      int('id', idAt),
      text('name', (row) => {
        const project = projectAt(row)
        return project?.phases[phaseAt(project, placeAt(row))]
      }),
    ],
    href: {
      key: 'phase_href',
      path: (row) => `/project/projects/${projectAt(row)?.id ?? 0}/phases/${idAt(row) ?? 0}`,
    },
  }
}

/** Projects as references show them. */
export function projectTarget(firm: Firm): Target {
  const { int, text } = fieldsOver((row) => firm.projects[row])
  return {
    members: [int('id', (project) => project.id), text('name', (project) => project.name)],
    href: {
      key: 'project_href',
      path: (row) => `/project/projects/${firm.projects[row]?.id ?? 0}`,
    },
  }
}

export function projectEntities(firm: Firm): Entity[] {
  return [projectEntity(firm), projectTicketEntity(firm)]
}

function projectEntity(firm: Firm): Entity {
  const { projects, clients, desk, places, people, clientSetup, calendar, customFields } = firm
  const { int, dec, cents, text, bool, day, choice, ref } = fieldsOver((row) => projects[row])
  const statuses = setupList(0, names('Open', 'Closed'), {
    key: 'status_href',
    path: (id) => `/project/statuses/${id}`,
  })
  const types = setupList(0, names('Infrastructure', 'Cloud', 'Security'), {
    key: 'type_href',
    path: (id) => `/project/projectTypes/${id}`,
  })
  const bill = (name: string) => choice(name, BILL_OPTIONS, () => 'Billable')
  const never = (name: string) => bool(name, () => false)
  const zero = (name: string) => dec(name, () => 0)
  const company = (project: Project) => project.companyRow
  const stampOf = (on: number | undefined) => (on === undefined ? undefined : calendar.stamp(on))
  return entityOverList(projects, {
    stream: 'projects',
    path: '/project/projects',
    title: 'Project',
    permission: OPENED_BY.projectHeaders,
    scope: {
      boardId: (row) => (projects[row]?.boardRow ?? 0) + 1,
      locationId: (row) =>
        (clients.companies[projects[row]?.companyRow ?? 0]?.locationRow ?? 0) + 1,
      memberId: (row) => people.members[projects[row]?.managerRow ?? -1]?.id,
    },
    fields: [
      int('id', (project) => project.id),
      day('actualEnd', (project) => stampOf(project.endedOn)),
      dec('actualHours', (project) => project.units / UNITS_PER_HOUR),
      day('actualStart', (project) => stampOf(project.startsOn)),
      ref('agreement', firm.contracts.target, (project) => project.agreementRow),
      bill('billExpenses'),
      cents('billingAmount', (project) => project.billingCents),
      choice('billingMethod', BILLING_METHODS, (project) => BILLING_METHODS[project.method]),
      choice('billingRateType', ['StaffMember', 'WorkRole'], () => 'WorkRole'),
      ref('billingTerms', clientSetup.terms.target, () => 0),
      bill('billProducts'),
      never('billProjectAfterClosedFlag'),
      bill('billTime'),
      ref('billToCompany', clients.toCompany, company),
      ref('billToContact', clients.toContact, (project) => project.contactRow),
      ref('billToSite', clients.toSite, (project) => project.siteRow),
      never('billUnapprovedTimeAndExpense'),
      ref('board', desk.toBoard, (project) => project.boardRow),
      choice('budgetAnalysis', ['ActualHours', 'BillableHours'], () => 'ActualHours'),
      bool('budgetFlag', () => true),
      dec('budgetHours', (project) => project.budgetUnits / UNITS_PER_HOUR),
      ref('company', clients.toCompany, company),
      ref('contact', clients.toContact, (project) => project.contactRow),
      text('customerPO', () => ''),
      text(
        'description',
        (project) => `Scope agreed in ${calendar.dayText(project.startsOn).slice(0, 4)}.\n`,
      ),
      ref('currency', places.toCurrency, () => 0),
      zero('downpayment'),
      day('estimatedEnd', (project) => stampOf(project.plannedEndOn)),
      dec('percentComplete', (project) =>
        project.endedOn === undefined
          ? Math.min(0.99, Math.round((project.units / project.budgetUnits) * 100) / 100)
          : 1,
      ),
      zero('estimatedExpenseRevenue'),
      dec('estimatedHours', (project) => project.budgetUnits / UNITS_PER_HOUR),
      zero('estimatedProductRevenue'),
      day('estimatedStart', (project) => stampOf(project.startsOn)),
      cents('estimatedTimeRevenue', (project) => project.billingCents),
      ref('expenseApprover', people.target, () => 0),
      never('includeDependenciesFlag'),
      never('includeEstimatesFlag'),
      ref(
        'location',
        places.toLocation,
        (project) => clients.companies[project.companyRow]?.locationRow,
      ),
      ref(
        'department',
        places.toDepartment,
        (project) => desk.boards[project.boardRow]?.departmentRow,
      ),
      ref('manager', people.target, (project) => project.managerRow),
      text('name', (project) => project.name),
      never('restrictDownPaymentFlag'),
      day('scheduledEnd', (project) => stampOf(project.plannedEndOn)),
      dec('scheduledHours', (project) => project.budgetUnits / UNITS_PER_HOUR),
      day('scheduledStart', (project) => stampOf(project.startsOn)),
      ref('shipToCompany', clients.toCompany, company),
      ref('shipToSite', clients.toSite, (project) => project.siteRow),
      ref('site', clients.toSite, (project) => project.siteRow),
      ref('status', statuses.target, (project) => (project.endedOn === undefined ? 0 : 1)),
      bool('closedFlag', (project) => project.endedOn !== undefined),
      ref('timeApprover', people.target, () => 0),
      ref('type', types.target, (project) => project.typeRow),
      never('doNotDisplayInPortalFlag'),
      zero('poAmount'),
      zero('estimatedTimeCost'),
      zero('estimatedExpenseCost'),
      zero('estimatedProductCost'),
      ref(
        'taxCode',
        clientSetup.taxCodes.target,
        (project) => clients.companies[project.companyRow]?.taxCodeRow,
      ),
      ref('companyLocation', places.toLocation, () => 0),
      never('overridePercentComplete'),
      never('showOverridePercentFlag'),
      customFields.on('project', (row) => row * 7 + 3),
    ],
  })
}

function projectTicketEntity(firm: Firm): Entity {
  const { projectTickets: tickets, desk, people, customFields } = firm
  const { text, bool, ref, day, list } = fieldsOfRows()
  const projectAt = (row: number) => firm.projects[tickets.project.at(row) - 1]
  const placeAt = (row: number) => tickets.place.at(row)
  const common = commonTicketFields(firm, tickets).filter((field) => field.name !== 'summary')
  return {
    stream: 'project_tickets',
    path: '/project/tickets',
    title: 'Ticket',
    permission: OPENED_BY.projectTickets,
    hasCount: true,
    size: () => tickets.table.size,
    idAt: (row) => tickets.id.at(row),
    isLive: (row) => tickets.table.isLive(row),
    scope: {
      boardId: (row) => desk.boards[tickets.board.at(row)]?.id,
      locationId: (row) => (firm.clients.companies[tickets.company.at(row)]?.locationRow ?? 0) + 1,
      memberId: (row) => people.members[tickets.owner.at(row) - 1]?.id,
    },
    info: {
      lastUpdated: (row) => tickets.updatedAt.at(row),
      updatedBy: (row) => people.members[tickets.owner.at(row) - 1]?.identifier ?? 'zAdmin',
      dateEntered: (row) => tickets.enteredAt.at(row),
      enteredBy: (row) => people.members[projectAt(row)?.managerRow ?? -1]?.identifier,
      hrefs: (row) => ticketLinks('/project/tickets', tickets.id.at(row)),
    },
    fields: [
      ...common.slice(0, 1),
      text('summary', (row) => TASKS[placeAt(row)] ?? 'Further work'),
      bool('isIssueFlag', () => false),
      ...common.slice(1),
      ref('project', projectTarget(firm), (row) => tickets.project.at(row) - 1),
      ref('phase', phaseTarget(projectAt, placeAt), (row) => row),
      text('wbsCode', (row) => {
        const project = projectAt(row)
        return project && `${phaseAt(project, placeAt(row)) + 1}.${placeAt(row) + 1}`
      }),
      day('scheduleStartDate', (row) => {
        const project = projectAt(row)
        return project && firm.calendar.stamp(project.startsOn + placeAt(row) * 5)
      }),
      day('scheduleEndDate', (row) => {
        const project = projectAt(row)
        return project && firm.calendar.stamp(project.startsOn + placeAt(row) * 5 + 4)
      }),
      list('tasks', [], () => []),
      customFields.on('ticket', (row) => tickets.id.at(row)),
    ],
  }
}
