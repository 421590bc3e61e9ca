/** One thing of ConnectWise's set-up whose meaning people know and data can only suggest. */
export interface Mapping {
  readonly name: string
  /** The setting that holds the choice; null there takes what is suggested. */
  readonly setting: string
  readonly title: string
  readonly explains: string
  readonly suggested: readonly number[]
  readonly options: readonly {
    readonly id: number
    readonly label: string
    readonly count: number
  }[]
  /** What the counts count: `tickets`. */
  readonly counted: string
  readonly reports: readonly { readonly id: string; readonly title: string }[]
}

/** What the workspace decided; what is not named here is sent back as it came. */
export interface Settings {
  readonly utilizationGoal: number
  readonly missingTimeThresholdHours: number
  readonly targets: {
    readonly effectiveHourlyRate: number | null
    readonly slaMet: number
    readonly agreementMargin: number
  }
  readonly [setting: string]: unknown
}

/** The answer of `GET /settings/mappings`. */
export interface MappingSettings {
  readonly settings: Settings
  readonly version: number
  readonly mappings: readonly Mapping[]
}

/** One figure before and after the change that is being tried. */
export interface PreviewedChange {
  readonly report: string
  readonly title: string
  readonly before: string | null
  readonly after: string | null
}

/** The ids that somebody chose, or null where the suggestion is taken. */
export function choiceOf(settings: Settings, setting: string): readonly number[] | null {
  const choice = settings[setting]
  return Array.isArray(choice) ? choice.map(Number) : null
}
