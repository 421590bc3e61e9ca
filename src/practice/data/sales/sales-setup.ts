import type { SetupList } from '../setup/setup-list.ts'
import { names, setupList } from '../setup/setup-list.ts'

export interface Stage {
  readonly name: string
  /** Percent. */
  readonly probability: number
}

interface ActivityType {
  readonly name: string
  readonly points: number
}

/** The set-up tables of sales and marketing. */
export interface SalesSetup {
  readonly stages: SetupList<Stage>
  readonly probabilities: SetupList
  readonly opportunityStatuses: SetupList
  readonly opportunityTypes: SetupList
  readonly ratings: SetupList
  readonly priorities: SetupList
  readonly activityTypes: SetupList<ActivityType>
  readonly activityStatuses: SetupList
  readonly reminders: SetupList
}

/** Rows of `opportunityStatuses`. */
export const OPPORTUNITY = { open: 0, won: 1, lost: 2, inactive: 3 } as const
/** Rows of `activityStatuses`. */
export const ACTIVITY = { open: 0, closed: 1 } as const

export function createSalesSetup(at: number): SalesSetup {
  const list = (key: string, path: string, ...rows: readonly string[]) =>
    setupList(at, names(...rows), { key: `${key}_href`, path: (id) => `${path}/${id}` })
  return {
    stages: setupList(at, STAGES, { key: 'stage_href', path: (id) => `/sales/stages/${id}` }),
    probabilities: list(
      'probability',
      '/sales/probabilities',
      ...STAGES.map((stage) => String(stage.probability)),
    ),
    opportunityStatuses: list(
      'status',
      '/sales/opportunities/statuses',
      'Open',
      'Won',
      'Lost',
      'Inactive',
    ),
    opportunityTypes: list(
      'type',
      '/sales/opportunities/types',
      'Managed Services',
      'Project',
      'Hardware',
      'Licensing',
    ),
    ratings: list('rating', '/sales/opportunities/ratings', 'Cold', 'Warm', 'Hot'),
    priorities: setupList(at, names('Normal', 'High')),
    activityTypes: setupList(at, ACTIVITY_TYPES, {
      key: 'type_href',
      path: (id) => `/sales/activities/types/${id}`,
    }),
    activityStatuses: list('status', '/sales/activities/statuses', 'Open', 'Closed'),
    reminders: setupList(at, names('0 minutes', '15 minutes')),
  }
}

const STAGES: readonly Stage[] = [
  { name: '1.Prospect', probability: 10 },
  { name: '2.Qualification', probability: 25 },
  { name: '3.Quote', probability: 50 },
  { name: '4.Negotiation', probability: 75 },
  { name: '5.Closing', probability: 90 },
]

const ACTIVITY_TYPES: readonly ActivityType[] = [
  { name: 'Call', points: 1 },
  { name: 'Email', points: 1 },
  { name: 'Meeting', points: 5 },
  { name: 'Quarterly Business Review', points: 10 },
  { name: 'Quote Follow-up', points: 2 },
]
