import type { Held } from '../kit/entity-over.ts'

/** A project; its work breakdown are phases of project tickets. Days are calendar days. */
export interface Project extends Held {
  readonly row: number
  readonly name: string
  readonly companyRow: number
  readonly contactRow: number
  readonly siteRow: number
  readonly boardRow: number
  readonly typeRow: number
  managerRow: number
  /** Row of `BILLING_METHODS`. */
  readonly method: number
  readonly budgetUnits: number
  readonly billingCents: number
  readonly phases: readonly string[]
  /** Rows of its project tickets in working order. */
  readonly ticketRows: number[]
  readonly startsOn: number
  readonly plannedEndOn: number
  endedOn: number | undefined
  /** Planted where set: the agreement absorbs hours that the project should bill. */
  readonly agreementRow: number | undefined
  /** How much more than budgeted the work takes. */
  readonly overrun: number
  units: number
  /** Fee invoiced so far, and the invoice it was last on. */
  billedCents: number
  lastInvoiceRow: number | undefined
  readonly enteredAt: number
}

export const BILLING_METHODS = ['ActualRates', 'FixedFee', 'NotToExceed', 'OverrideRate'] as const
export const METHOD = { actualRates: 0, fixedFee: 1, notToExceed: 2 } as const

/** The id of the phase at a place of a project: phases have no list of their own. */
export function phaseId(project: Project, at: number): number {
  return project.id * 10 + at
}

/** Every project ticket sits in the phase of its share of the plan. */
export function phaseAt(project: Project, place: number): number {
  const share = place / Math.max(1, project.ticketRows.length)
  return Math.min(project.phases.length - 1, Math.floor(share * project.phases.length))
}

export const PHASES = ['Planning', 'Preparation', 'Implementation', 'Handover'] as const

export const PROJECT_NAMES = [
  'Server Refresh',
  'Microsoft 365 Migration',
  'Firewall Replacement',
  'Office Move',
  'Wi-Fi Upgrade',
  'Backup Modernisation',
  'Domain Consolidation',
  'Phone System Rollout',
  'Security Baseline',
  'Client Onboarding',
] as const

export const TASKS = [
  'Kick-off and site survey',
  'Order and stage hardware',
  'Configure and test in the lab',
  'Cut-over weekend preparation',
  'Migrate users, first wave',
  'Migrate users, second wave',
  'Documentation',
  'Training for staff',
  'Hand over to service desk',
] as const
