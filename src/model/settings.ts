import { z } from 'zod'
import { isZone } from '../kernel/calendar.ts'
import { zoneFromWindows } from '../kernel/windows-zones.ts'

/** Ids that somebody chose; null leaves the choice to `resolveMapping`, which reads the data. */
const chosenIds = z.array(z.int()).readonly().nullable().default(null)

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, 08:00')

/** What a workspace decides about its own business: everything has a default that works. */
export const settingsSchema = z.object({
  /** IANA zone of its days; null takes ConnectWise's own. */
  timeZone: z
    .string()
    .refine(isZone, 'an IANA time zone, America/Chicago')
    .nullable()
    .default(null),
  /** ISO 4217, three capital letters. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency code, USD')
    .default('USD'),
  /** First day of the week: 0 is Sunday, 1 is Monday. */
  weekStart: z.int().min(0).max(6).default(1),
  fiscalYearStartMonth: z.int().min(1).max(12).default(1),
  businessHours: z
    .object({
      start: wallTime,
      end: wallTime,
      /** Working days: 0 is Sunday, 6 is Saturday. */
      weekdays: z.array(z.int().min(0).max(6)).readonly(),
    })
    .readonly()
    .default({ start: '08:00', end: '17:00', weekdays: [1, 2, 3, 4, 5] }),
  /** The MSP itself: time charged to these companies is internal. */
  ownCompanyIds: chosenIds,
  ptoChargeCodeIds: chosenIds,
  ptoWorkTypeIds: chosenIds,
  /** Boards where clients report trouble. */
  reactiveBoardIds: chosenIds,
  /** Board statuses that wait for somebody outside. */
  waitingStatusIds: chosenIds,
  /** Lists whose all-day holidays are days off. */
  holidayListIds: chosenIds,
  /** Configuration types that count as a managed endpoint. */
  endpointConfigurationTypeIds: chosenIds,
  /** Configuration types that count as a seat: a person's mailbox or licence. */
  seatConfigurationTypeIds: chosenIds,
  /** Agreement types that sell support for a flat fee. */
  managedAgreementTypeIds: chosenIds,
  /** Agreement types that sell hours or money ahead: blocks and retainers. */
  prepaidAgreementTypeIds: chosenIds,
  /** Agreement types that pass on what others make: licences, hosting. */
  resaleAgreementTypeIds: chosenIds,
  /** Share of available hours a member should spend on clients; a member's own goal goes before it. */
  utilizationGoal: z.number().min(0).max(2).default(0.75),
  /** Hours that may be missing from a day before it is reported. */
  missingTimeThresholdHours: z.number().min(0).max(24).default(0.5),
  targets: z
    .object({
      /** Money per hour that an agreement should bring. */
      effectiveHourlyRate: z.number().nonnegative().nullable(),
      /** Share of resolutions in time. */
      slaMet: z.number().min(0).max(1),
      /** Share of agreement revenue left after labor and additions. */
      agreementMargin: z.number().min(-1).max(1),
    })
    .readonly()
    .default({ effectiveHourlyRate: null, slaMet: 0.9, agreementMargin: 0.5 }),
})

export type Settings = z.infer<typeof settingsSchema>

/** The settings that hold ids which somebody chose. */
export type ChoiceSetting = Extract<keyof Settings, `${string}Ids`>

/** A workspace that has decided nothing yet. */
export const defaultSettings: Settings = settingsSchema.parse({})

/** The same settings with every choice of records left to the data again. */
export function withoutChosenIds(settings: Settings): Settings {
  const none: Record<ChoiceSetting, null> = {
    ownCompanyIds: null,
    ptoChargeCodeIds: null,
    ptoWorkTypeIds: null,
    reactiveBoardIds: null,
    waitingStatusIds: null,
    holidayListIds: null,
    endpointConfigurationTypeIds: null,
    seatConfigurationTypeIds: null,
    managedAgreementTypeIds: null,
    prepaidAgreementTypeIds: null,
    resaleAgreementTypeIds: null,
  }
  return { ...settings, ...none }
}

/**
 * The zone a workspace's days are in: its own choice, else ConnectWise's `serverTimeZone` (a Windows
 * or IANA name), else UTC.
 */
export function timeZoneOf(settings: Settings, serverTimeZone: string | null = null): string {
  if (settings.timeZone !== null) return settings.timeZone
  return (serverTimeZone === null ? null : zoneFromWindows(serverTimeZone)) ?? 'UTC'
}
