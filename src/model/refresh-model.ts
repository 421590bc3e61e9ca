import { dayOf } from '../kernel/calendar.ts'
import { calendarRange, calendarSql, idList } from './calendar-table.ts'
import { type Mapping, resolveMapping } from './mapping.ts'
import { type Settings, timeZoneOf } from './settings.ts'
import { views } from './views.ts'
import type { ModelReader, Warehouse } from './warehouse.ts'

export interface RefreshOptions {
  readonly settings: Settings
  /** The moment that "today" is taken from. */
  readonly asOf: Date
  /** ConnectWise's own zone, as `/system/info` says it; used when the settings choose none. */
  readonly serverTimeZone?: string | null
}

/** What a refresh decided: for the settings page and for `doctor`. */
export interface ModelState {
  readonly zone: string
  readonly mapping: Mapping
}

/**
 * Brings the model up to date with the landed tables: the tables `mappings` and `calendar`, and every
 * view. Runs after each sync; all landed tables must exist, none needs rows. One transaction: readers
 * see the old model or the new one.
 */
export async function refreshModel(
  warehouse: Warehouse,
  options: RefreshOptions,
): Promise<ModelState> {
  const { sql, state } = await modelSql(warehouse, options, false)
  await warehouse.execute(sql)
  return state
}

/** The model under other settings, for whoever wants to see it without changing it for everybody. */
export interface ModelOverlay {
  /** Makes temporary tables and views that hide the stored ones: `QueryOptions.over`. */
  readonly sql: string
  readonly state: ModelState
}

/** The model as `refreshModel` would make it, for one connection; nothing is changed. */
export function modelOverlay(reader: ModelReader, options: RefreshOptions): Promise<ModelOverlay> {
  return modelSql(reader, options, true)
}

async function modelSql(
  reader: ModelReader,
  options: RefreshOptions,
  temporary: boolean,
): Promise<ModelOverlay> {
  const { settings, asOf, serverTimeZone = null } = options
  const zone = timeZoneOf(settings, serverTimeZone)
  const mapping = await resolveMapping(reader, settings)
  const range = await calendarRange(reader, dayOf(asOf, zone))
  const holidayListIds = mapping.holiday_lists.items.map((item) => item.id)
  const meaning = { zone, mapping, settings }
  const sql = [
    calendarSql({ zone, settings, holidayListIds, temporary, ...range }),
    mappingsSql(mapping, temporary),
    ...(temporary ? [] : views.toReversed().map((view) => `drop view if exists ${view.name};`)),
    ...views.map((view) => {
      const create = temporary ? 'create temporary view' : 'create view'
      return `${create} ${view.name} as ${filledIn(view.sql, meaning)};`
    }),
  ]
  return { sql: sql.join('\n'), state: { zone, mapping } }
}

/** What the names in a view's SQL stand for in this workspace. */
interface Meaning extends ModelState {
  readonly settings: Settings
}

/**
 * A view cannot take parameters: `$zone`, the lists of mapped ids and the settings that are numbers
 * become literals. The zone is an IANA name, the rest is numeric: nothing of theirs can end a literal.
 */
function filledIn(sql: string, { zone, mapping, settings }: Meaning): string {
  return sql.replace(/\$([a-z_]+)/g, (_whole, name: string) => {
    if (name === 'zone') return `'${zone}'`
    if (name === 'utilization_goal') return String(settings.utilizationGoal)
    if (name === 'missing_time_threshold_hours') return String(settings.missingTimeThresholdHours)
    const mapped = Object.entries(mapping).find(([known]) => known === name)?.[1]
    if (!mapped) throw new TypeError(`A view names $${name}, which the model does not know.`)
    return idList(mapped.items.map((item) => item.id))
  })
}

function mappingsSql(mapping: Mapping, temporary: boolean): string {
  const rows = Object.entries(mapping).flatMap(([name, { source, items }]) =>
    items.map((item) => `('${name}', ${item.id}, ${literal(item.name)}, '${source}')`),
  )
  return `
    ${temporary ? 'create temporary table' : 'create table if not exists'} mappings (mapping text not null, id integer not null, name text not null, source text not null);
    delete from mappings;
    ${rows.length === 0 ? '' : `insert into mappings values ${rows.join(', ')};`}
  `
}

/** Names come from ConnectWise and are untrusted; a NUL, which no engine stores, is dropped. */
function literal(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`
}
