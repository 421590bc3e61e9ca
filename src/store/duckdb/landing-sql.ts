import type { LandedTable } from '../landed-table.ts'
import { conversionOf, literal } from './conversion.ts'
import { quoted } from './tables.ts'

/** The records of a landing as a relation `(raw, parent)`. */
export type RecordSource =
  /** `$page` is one page as it came: the way of the large streams. */
  | 'page'
  /** `$page` is `[{"parent": 12, "rows": [{…}, …]}]`: the lists of several parents. */
  | 'pages'

/** The statements that land pages in one table. Parameters: `$page`, and `$at`. */
export interface LandingSql {
  /** Straight into the table; fails on the first value that does not fit. */
  readonly insert: string
  /** Makes the temporary table `stage`: typed rows in the order of the pages. */
  readonly stage: string
  /** The same where values may not fit: those are null, and `misfits` names their columns. */
  readonly stageLeniently: string
  /** What a staged row means for the table, with a row of `delta` each. */
  readonly compare: string
  readonly removeOld: string
  readonly insertNew: string
}

const SOURCES: Readonly<Record<RecordSource, string>> = {
  page: `select unnest(from_json(decode($page::blob), '["JSON"]')) as raw, null::bigint as parent`,
  pages: `select unnest(page.rows) as raw, page.parent as parent
    from (select unnest(from_json(decode($page::blob), '[{"parent":"BIGINT","rows":["JSON"]}]')) as page)`,
}

/** What a record needs for its row to be written; see `landing.ts` for the order of the rules. */
export const VERDICTS = ['new', 'changed', 'back', 'older', 'same'] as const
export type Verdict = (typeof VERDICTS)[number]

export function landingSql(
  table: LandedTable,
  source: RecordSource,
  parentColumn?: string,
): LandingSql {
  const { structure, columns, hasNoFractions } = conversionOf(table, parentColumn)
  const target = quoted(table.name)
  const names = [...columns.map(({ column }) => quoted(column)), 'raw']
  const list = names.join(', ')
  const select = (kind: 'strict' | 'lenient') =>
    columns.map((column) => `${column[kind]} as ${quoted(column.column)}`).join(',\n  ')
  const records = `from (
    select raw, parent, from_json(raw, ${literal(structure)}) as r from (${SOURCES[source]})
  )`
  const misfits = columns
    .filter(({ strict, lenient }) => strict !== lenient)
    .map(
      ({ column, source, lenient }) =>
        `if(nullif(${source}, '') is not null and ${lenient} is null, ${literal(column)}, null)`,
    )
  const differs = names.map((name) => `s.${name} is distinct from t.${name}`).join(' or ')
  const stamped = 'updated_at' in table.columns

  return {
    insert: `insert into ${target} (${list}, synced_at)
      select ${select('strict')}, raw, $at::timestamptz ${records} where ${hasNoFractions}`,
    stage: `create or replace temp table stage as
      select ${select('strict')}, raw, null::varchar as misfits
      ${records} where ${hasNoFractions}`,
    stageLeniently: `create or replace temp table stage as
      select ${select('lenient')}, raw, nullif(concat_ws(', ', ${misfits.join(', ')}), '') as misfits
      ${records}`,
    compare: `create or replace temp table delta as
      select s.*, t.rowid as old_row, case
        when t.id is null then 'new'
        when t.deleted_at is not null then 'back'
        ${stamped ? "when t.updated_at > s.updated_at then 'older'" : ''}
        when ${differs} then 'changed'
        else 'same' end as verdict
      from stage s left join (
        select *, rowid from ${target}
        where id between (select min(id) from stage) and (select max(id) from stage)
      ) t on t.id = s.id`,
    removeOld: `delete from ${target} where rowid in (
      select old_row from delta where verdict in ('changed', 'back'))`,
    insertNew: `insert into ${target} (${list}, synced_at)
      select ${list}, $at::timestamptz from delta where verdict in ('new', 'changed', 'back')`,
  }
}

/** Of several records with one id the newest stays: by stamp, then the one that came last. */
export function dropDuplicates(table: LandedTable): string {
  const order = 'updated_at' in table.columns ? 'updated_at desc nulls last, ' : ''
  return `delete from stage where rowid in (
    select rowid from stage where id is not null
    qualify row_number() over (partition by id order by ${order}rowid desc) > 1)`
}

/** Forgets what was set aside of records that are here again: they are judged anew. */
export function releaseQuarantined(table: LandedTable): string {
  return `delete from sync_quarantine
    where stream = ${literal(table.name)} and id in (select id from stage)`
}

/** Moves what will not do as a row into quarantine: two statements, the first with `$at`. */
export function quarantineMisfits(table: LandedTable): readonly [string, string] {
  const misfit = '(misfits is not null or id is null)'
  return [
    `insert into sync_quarantine (stream, id, reason, raw, seen_at)
      select ${literal(table.name)}, id,
        if(misfits is null, 'the record has no id', 'does not fit: ' || misfits),
        coalesce(raw::varchar, 'null'), $at::timestamptz
      from stage where ${misfit}`,
    `delete from stage where ${misfit}`,
  ]
}
