import { type MappedItem, mappingChoices, type MappingName } from '../model/mapping.ts'
import { MAPPING_WORDS } from '../model/mapping-words.ts'
import { readersOf } from '../model/readers-of.ts'
import { type ChoiceSetting, type Settings, settingsSchema } from '../model/settings.ts'
import { reports } from '../reports/catalogue.ts'
import type { Reader } from '../store/store.ts'
import type { SyncParts } from './sync-workspace.ts'

/** The workspace's settings, and for everything that must be mapped what there is to choose from. */
export interface MappingSettings {
  readonly settings: Settings
  /** For `If-Match`. */
  readonly version: number
  readonly mappings: readonly MappingOptions[]
}

/** One thing that must be mapped. */
export interface MappingOptions {
  readonly name: MappingName
  /** The setting that holds the choice; null there takes what is suggested. */
  readonly setting: ChoiceSetting
  readonly title: string
  readonly explains: string
  /** Who said so: a person, or the data. */
  readonly source: 'given' | 'suggested'
  /** Ids in force. */
  readonly chosen: readonly number[]
  /** Ids that the data suggests. */
  readonly suggested: readonly number[]
  /** Most used first. `count` is how many of `counted` carry it. */
  readonly options: readonly {
    readonly id: number
    readonly label: string
    readonly count: number
  }[]
  readonly counted: string
  /** Reports whose figures depend on it; none: only people's own SQL reads it, in `mappings`. */
  readonly reports: readonly { readonly id: string; readonly title: string }[]
}

/** A large provider has some thousand clients; nobody picks the own company from below these. */
const MOST_OPTIONS = 500

export async function mappingSettings({
  accounts,
  record,
  store,
}: SyncParts): Promise<MappingSettings> {
  const saved = await accounts.readSettings(record)
  const settings = settingsSchema.parse(saved.settings)
  const choices = new Map((await mappingChoices(store)).map((choice) => [choice.name, choice]))
  const mappings: MappingOptions[] = []
  for (const [known, { title, explains, counts, counted }] of Object.entries(MAPPING_WORDS)) {
    const choice = choices.get(known as MappingName)
    if (choice === undefined) continue
    const { name, setting, suggested, candidates } = choice
    const given = settings[setting]
    const chosen = given ?? suggested
    mappings.push({
      name,
      setting,
      title,
      explains,
      source: given === null ? 'suggested' : 'given',
      chosen,
      suggested,
      options: optionsOf(candidates, await countsIn(store, counts), [...chosen, ...suggested]),
      counted,
      reports: readersOf([wordOf(name)], reports).map((report) => ({
        id: report.id,
        title: report.title,
      })),
    })
  }
  return { settings, version: saved.version, mappings }
}

/** How the model's SQL names a mapping: most as a list of ids, holidays through the calendar. */
export function wordOf(name: MappingName): string {
  return name === 'holiday_lists' ? 'calendar' : `$${name}`
}

function optionsOf(
  candidates: readonly MappedItem[],
  counts: ReadonlyMap<number, number>,
  named: readonly number[],
): MappingOptions['options'] {
  const known = new Set(candidates.map(({ id }) => id))
  // What was chosen and is gone from ConnectWise is still in force, and can be taken out.
  const gone = [...new Set(named)]
    .filter((id) => !known.has(id))
    .map((id) => ({ id, name: `#${id}` }))
  const all = [...candidates, ...gone]
    .map(({ id, name }) => ({ id, label: name, count: counts.get(id) ?? 0 }))
    .toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'en') || a.id - b.id)
  const kept = new Set(named)
  return all.filter(({ id }, at) => at < MOST_OPTIONS || kept.has(id))
}

async function countsIn(reader: Reader, sql: string): Promise<Map<number, number>> {
  const rows = await reader.query(sql)
  return new Map(rows.map((row) => [Number(row['id']), Number(row['records'])]))
}
