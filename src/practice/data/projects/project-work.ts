import type { Firm } from '../firm.ts'
import { Dice } from '../kit/dice.ts'
import { AGREEMENT_TYPE } from '../agreements/agreement-setup.ts'
import { isInForce } from '../agreements/agreements.ts'
import { COMPANY_TYPE } from '../setup/client-setup.ts'
import { BOARD, STATUS } from '../service/service-desk.ts'
import { UNITS_PER_HOUR } from '../service/tickets.ts'
import type { Project } from './projects.ts'
import { METHOD, PHASES, PROJECT_NAMES, TASKS } from './projects.ts'

/** The project side of the work: engineers always have a few projects running. */
export interface ProjectWork {
  /** The project ticket a member works on next; makes a new project when none is left. */
  readonly next: (memberRow: number, day: number, at: number) => number
  /** Books a piece of work: tickets and projects end when their hours are done. */
  readonly worked: (row: number, memberRow: number, units: number, end: number) => void
}

export function createProjectWork(firm: Firm): ProjectWork {
  const dice = new Dice(firm.seed, 81)
  const running: number[][] = firm.people.members.map(() => [])
  const ended: number[] = []
  return {
    next: (memberRow, day, at) => {
      // Planted: now and then work is logged on a project that has already ended.
      const old = ended.at(-1)
      if (old !== undefined && dice.chance(0.004)) {
        const project = firm.projects[old]
        const last = project?.ticketRows.at(-1)
        if (project?.endedOn !== undefined && project.endedOn < day && last !== undefined)
          return last
      }
      const mine = running[memberRow] ?? []
      while (mine.length < atATime(firm, memberRow))
        mine.push(startProject(firm, dice, memberRow, day, at).row)
      const project = firm.projects[dice.pick(mine)]
      return project ? openTicket(firm, project) : -1
    },
    worked: (row, memberRow, units, end) => {
      const { projectTickets } = firm
      const project = firm.projects[projectTickets.project.at(row) - 1]
      if (!project) return
      if (projectTickets.respondedAt.at(row) === 0) projectTickets.respondedAt.set(row, end)
      projectTickets.updatedAt.set(row, Math.max(end, projectTickets.updatedAt.at(row)))
      project.updatedAt = Math.max(project.updatedAt, end)
      if (project.endedOn !== undefined) return
      projectTickets.status.set(row, STATUS.inProgress)
      const limit = projectTickets.budgetUnits.at(row) * project.overrun
      // Done as soon as another piece of work like this one would take it further past the limit.
      if (projectTickets.units.at(row) < limit - units / 2) return
      endTicket(firm, row, memberRow, end)
      if (openTicket(firm, project) >= 0) return
      project.endedOn = firm.calendar.dayAt(end)
      ended.push(project.row)
      for (const mine of running) {
        const place = mine.indexOf(project.row)
        if (place >= 0) mine.splice(place, 1)
      }
    },
  }
}

/** Projects a member has under way at a time. */
function atATime(firm: Firm, memberRow: number): number {
  return firm.people.members[memberRow]?.job === 'engineer' ? 3 : 1
}

/** The first ticket of the plan that is not done. */
function openTicket(firm: Firm, project: Project): number {
  for (const row of project.ticketRows) {
    if (firm.projectTickets.closedAt.at(row) === 0) return row
  }
  return -1
}

function endTicket(firm: Firm, row: number, memberRow: number, at: number): void {
  const { projectTickets } = firm
  projectTickets.status.set(row, STATUS.closed)
  projectTickets.resolvedAt.set(row, at)
  projectTickets.closedAt.set(row, at)
  projectTickets.closedBy.set(row, memberRow + 1)
}

function startProject(firm: Firm, dice: Dice, memberRow: number, day: number, at: number): Project {
  const { calendar, projects } = firm
  const companyRow = pickClient(firm, dice, day)
  const company = firm.clients.companies[companyRow]
  const row = projects.length
  const hours = dice.pick([16, 24, 24, 40, 40, 60, 80, 120])
  const length = dice.between(25, 110)
  const name = dice.pick(PROJECT_NAMES)
  const enteredAt = Math.min(at, calendar.startOf(day) + 8 * 3600)
  const project: Project = {
    id: 3_001 + row,
    row,
    name: `${company?.name ?? ''} - ${name}`.slice(0, 100),
    companyRow,
    contactRow: company?.contactRows[0] ?? 0,
    siteRow: company?.siteRows[0] ?? 0,
    boardRow: name === 'Client Onboarding' ? BOARD.onboarding : BOARD.projects,
    typeRow: dice.below(3),
    managerRow: memberRow,
    method: dice.pick([
      METHOD.fixedFee,
      METHOD.fixedFee,
      METHOD.fixedFee,
      METHOD.actualRates,
      METHOD.actualRates,
      METHOD.notToExceed,
    ]),
    budgetUnits: hours * UNITS_PER_HOUR,
    billingCents: Math.round((hours * 165 * (0.9 + dice.next() * 0.25)) / 50) * 5_000,
    phases: PHASES.slice(0, dice.between(2, 4)),
    ticketRows: [],
    startsOn: day,
    plannedEndOn: day + length,
    endedOn: undefined,
    agreementRow: row % 9 === 3 ? managedAgreement(firm, companyRow, day) : undefined,
    // A fifth of them take well over what was sold.
    overrun: 0.88 * dice.factor(0.2),
    units: 0,
    billedCents: 0,
    lastInvoiceRow: undefined,
    enteredAt,
    updatedAt: enteredAt,
    updatedBy: firm.people.members[memberRow]?.identifier ?? '',
  }
  projects.push(project)
  addTickets(firm, dice, project, memberRow)
  return project
}

function pickClient(firm: Firm, dice: Dice, day: number): number {
  const { companies } = firm.clients
  for (let tries = 0; tries < 60; tries += 1) {
    const company = dice.pick(companies)
    const isClient =
      company.typeRow === COMPANY_TYPE.client || company.typeRow === COMPANY_TYPE.former
    const stays = company.until === undefined || company.until > day + 120
    if (isClient && company.since <= day && stays) return company.row
  }
  return 1
}

function managedAgreement(firm: Firm, companyRow: number, day: number): number | undefined {
  return firm.contracts.ofCompany[companyRow]?.find((row) => {
    const agreement = firm.contracts.agreements[row]
    return agreement?.typeRow === AGREEMENT_TYPE.managed && isInForce(agreement, day)
  })
}

function addTickets(firm: Firm, dice: Dice, project: Project, memberRow: number): void {
  const { projectTickets } = firm
  // A task takes a day or more.
  const hours = project.budgetUnits / UNITS_PER_HOUR
  const count = Math.min(TASKS.length, Math.max(2, Math.round(hours / dice.between(8, 14))))
  let left = project.budgetUnits
  for (let place = 0; place < count; place += 1) {
    const units =
      place === count - 1 ? left : Math.round((left / (count - place)) * (0.6 + dice.next() * 0.8))
    left -= units
    const row = projectTickets.table.add()
    project.ticketRows.push(row)
    projectTickets.id.set(row, firm.nextTicketId())
    projectTickets.company.set(row, project.companyRow)
    projectTickets.contact.set(row, project.contactRow + 1)
    projectTickets.site.set(row, project.siteRow + 1)
    projectTickets.board.set(row, project.boardRow)
    projectTickets.status.set(row, STATUS.assigned)
    projectTickets.subject.set(row, dice.below(5))
    projectTickets.priority.set(row, 2)
    projectTickets.source.set(row, 1)
    projectTickets.owner.set(row, memberRow + 1)
    projectTickets.agreement.set(row, (project.agreementRow ?? -1) + 1)
    projectTickets.enteredAt.set(row, project.enteredAt)
    projectTickets.updatedAt.set(row, project.enteredAt)
    projectTickets.project.set(row, project.row + 1)
    projectTickets.place.set(row, place)
    projectTickets.budgetUnits.set(row, Math.max(5, units))
  }
}
