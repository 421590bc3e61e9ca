/**
 * The seam inside the practice PSA: `data/` makes entities, `http/` serves them without knowing
 * what they mean. Columns are compact; a record exists only while it is written to a response.
 */

/** A value as the columns hold it: instants and days are whole seconds since 1970, UTC. */
export type FieldValue = string | number | boolean | undefined

export type FieldKind =
  /** Whole number. */
  | 'int'
  /** Decimal, written with two places as ConnectWise does. */
  | 'dec'
  | 'bool'
  | 'text'
  /** Text from a closed list: a literal outside it in a condition is an error. */
  | 'enum'
  /** Seconds since 1970, written `2026-11-22T06:02:00Z`. */
  | 'instant'
  /** A business day: seconds of its UTC midnight, written `2026-11-22T00:00:00Z`. */
  | 'day'

interface FieldBase {
  readonly name: string
}

export interface ScalarField extends FieldBase {
  readonly kind: FieldKind
  /** `undefined` leaves the field out of the record, as ConnectWise does with nulls. */
  readonly get: (row: number) => FieldValue
  /** Every literal of an enum. */
  readonly values?: readonly string[]
  /** False where ConnectWise answers "is not a recognized name" although it returns the field. */
  readonly filterable?: boolean
}

/** `{id, name, …, _info: {board_href: '…'}}`; left out when its first member has no value. */
export interface RefField extends FieldBase {
  readonly kind: 'ref'
  readonly members: readonly ScalarField[]
  /** Key and path (below `/apis/3.0`) of the link in `_info`; absent for references without one. */
  readonly href?: { readonly key: string; readonly path: (row: number) => string }
  /** Written as `{}` instead of being left out when empty. */
  readonly emptyAsObject?: boolean
}

/**
 * An array: of objects (communicationItems, types, customFields) or of plain values (ids). Links in
 * items are paths: `_href` values that start with `/` get the API's address when they are written.
 */
export interface ListField extends FieldBase {
  readonly kind: 'list'
  readonly items: (row: number) => readonly unknown[] | undefined
  /** The items as JSON text, without links, where writing it is much cheaper than making them. */
  readonly json?: (row: number) => string
  /** Names inside an item, slash-separated, that childConditions and customFieldConditions accept. */
  readonly itemFields: readonly { readonly name: string; readonly kind: FieldKind }[]
}

export type Field = ScalarField | RefField | ListField

/** What `_info` says of a record. */
export interface RecordInfo {
  readonly lastUpdated: (row: number) => number | undefined
  readonly updatedBy: (row: number) => string | undefined
  readonly dateEntered?: (row: number) => number | undefined
  readonly enteredBy?: (row: number) => string | undefined
  /**
   * Further keys, mostly links: `notes_href` and the like. Values that start with `/` are paths below
   * `/apis/3.0` and get the API's address when they are written.
   */
  readonly hrefs?: (row: number) => Readonly<Record<string, string>>
}

/** One list endpoint of ConnectWise with its rows. */
export interface Entity {
  /** Name under `/_practice/truth/`, the stream's name of streams.md. */
  readonly stream: string
  /** `/service/tickets`, `/finance/agreements/{parentId}/additions`. */
  readonly path: string
  /** For `Ticket 12 not found`. */
  readonly title: string
  /** The role line that opens it: `{ module: 'Finance', function: 'Invoicing' }`. */
  readonly permission: { readonly module: string; readonly function: string }
  readonly fields: readonly Field[]
  readonly info: RecordInfo | null
  /** False for the lists that have no `/count` twin. */
  readonly hasCount: boolean
  /** Rows ever made; a deleted row keeps its place. */
  readonly size: () => number
  /** Strictly ascending over rows. */
  readonly idAt: (row: number) => number
  readonly isLive: (row: number) => boolean
  /** Only for a child: the parent's path, and the rows of one parent in ascending id order. */
  readonly parent?: {
    readonly stream: string
    readonly rowsOf: (parentId: number) => ArrayLike<number>
    readonly parentIdAt: (row: number) => number
  }
  /** Facts that restrict a member's view of a row; absent where everyone sees it. */
  readonly scope?: {
    readonly boardId?: (row: number) => number | undefined
    readonly locationId?: (row: number) => number | undefined
    readonly memberId?: (row: number) => number | undefined
  }
}

export type Size = 'small' | 'medium' | 'large'

/** Random but lawful business activity: how many records to add, change and remove. */
export interface EditRequest {
  readonly seed: number
  readonly inserts: number
  readonly updates: number
  readonly deletes: number
}

export interface EditResult {
  /** What was touched, per stream, by id. */
  readonly inserted: Readonly<Record<string, readonly number[]>>
  readonly updated: Readonly<Record<string, readonly number[]>>
  readonly deleted: Readonly<Record<string, readonly number[]>>
}

/** Everything the practice company holds. Same seed, size and `now`: same bytes. */
export interface World {
  readonly companyName: string
  readonly seed: number
  readonly size: Size
  /** The moment the data ends, seconds since 1970; the practice clock starts here. */
  readonly bornAt: number
  readonly entities: readonly Entity[]
  /** Report id of a Data Check to the number of defects planted for it. */
  readonly defects: Readonly<Record<string, number>>
  /** `at`: the practice clock, whole seconds, stamped on what changes. */
  readonly edit: (request: EditRequest, at: number) => EditResult
}
