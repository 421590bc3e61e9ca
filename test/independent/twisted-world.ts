import type {
  Entity,
  Field,
  FieldKind,
  FieldValue,
  ScalarField,
  World,
} from '../../src/practice/entity.ts'

/** The chances of one field of one record; the same for the same seed, stream, record and field. */
export interface Fate {
  readonly row: number
  /** The chances that all fields of the record share. */
  readonly record: Omit<Fate, 'record'>
  /** True for about this share of records; another `what` falls independently. */
  readonly chance: (what: string, share: number) => boolean
  readonly pick: (what: string, from: readonly FieldValue[]) => FieldValue
  /** A whole number from `low` to `high`. */
  readonly whole: (what: string, low: number, high: number) => number
}

/** What a field becomes, from what it was. `undefined` leaves it out of the record. */
export type Twist = (was: FieldValue, fate: Fate) => FieldValue

/** Twists by field path (`budgetHours`, `owner/id`); a field that was not there is made. */
export type Twists = Readonly<Record<string, Twist>>

/** Kinds of the fields that twists make, where they are not numbers. */
const MADE_KINDS: Readonly<Record<string, FieldKind>> = { name: 'text', identifier: 'text' }

/**
 * The same world with twisted records: what a real ConnectWise holds and a tidy practice company does
 * not. Records need not agree with each other any more; answers must agree with the records all the same.
 */
export function twistedWorld(world: World, twists: Readonly<Record<string, Twists>>): World {
  return {
    ...world,
    entities: world.entities.map((entity) => {
      const own = twists[entity.stream]
      return own ? twistedEntity(entity, own, world.seed) : entity
    }),
  }
}

function twistedEntity(entity: Entity, twists: Twists, seed: number): Entity {
  const { '_info/dateEntered': entered, ...others } = twists
  const twisted: Entity = {
    ...entity,
    fields: Object.entries(others).reduce<readonly Field[]>(
      (fields, [path, twist]) => twistField(fields, path, getterOf(entity, path, twist, seed)),
      entity.fields,
    ),
  }
  if (!entered || !entity.info) return twisted
  const get = getterOf(entity, '_info', entered, seed)
  const wasEntered = entity.info.dateEntered
  return {
    ...twisted,
    info: {
      ...entity.info,
      dateEntered: (row) => {
        const value = get(row, wasEntered?.(row))
        return typeof value === 'number' ? value : undefined
      },
    },
  }
}

type TwistedGet = (row: number, was: FieldValue) => FieldValue

/** The members of a reference share its chances: an id and its name come or go together. */
function getterOf(entity: Entity, path: string, twist: Twist, seed: number): TwistedGet {
  const salt = `${seed} ${entity.stream}`
  const [name = ''] = path.split('/')
  return (row, was) =>
    twist(was, { ...chancesOf(`${salt} ${name}`, row), record: chancesOf(salt, row) })
}

function twistField(fields: readonly Field[], path: string, get: TwistedGet): readonly Field[] {
  const [name = '', member] = path.split('/')
  const at = fields.findIndex((field) => field.name === name)
  const field = fields[at]
  if (!field) return [...fields, madeField(name, member, get)]
  return fields.with(at, twistedField(field, member, get))
}

function twistedField(field: Field, member: string | undefined, get: TwistedGet): Field {
  if (field.kind === 'list') throw new Error(`${field.name} is a list`)
  if (field.kind !== 'ref') return twistedScalar(field, get)
  return {
    ...field,
    members: field.members.map((each) => (each.name === member ? twistedScalar(each, get) : each)),
  }
}

function twistedScalar(field: ScalarField, get: TwistedGet): ScalarField {
  return { ...field, get: (row) => get(row, field.get(row)) }
}

function madeField(name: string, member: string | undefined, get: TwistedGet): Field {
  const scalar = (called: string): ScalarField => ({
    name: called,
    kind: MADE_KINDS[called] ?? 'int',
    get: (row) => get(row, undefined),
  })
  if (member === undefined) return scalar(name)
  return { name, kind: 'ref', members: [scalar(member)] }
}

function chancesOf(salt: string, row: number): Omit<Fate, 'record'> {
  const roll = (what: string) => hash(`${salt} ${row} ${what}`) / 2 ** 32
  const whole = (what: string, low: number, high: number) =>
    low + Math.floor(roll(what) * (high - low + 1))
  return {
    row,
    chance: (what, share) => roll(what) < share,
    whole,
    pick: (what, from) => from[whole(what, 0, from.length - 1)],
  }
}

/** FNV-1a with a final mix: neighbouring rows fall far apart. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    h = Math.imul(h ^ text.charCodeAt(at), 0x01000193)
  }
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}
