import type { ChoiceSetting, Settings } from './settings.ts'
import type { ModelReader } from './warehouse.ts'

/** One thing of ConnectWise's set-up that the model must know the meaning of. */
export interface MappedItem {
  readonly id: number
  readonly name: string
}

/** The items that carry a meaning, and who said so. */
export interface Mapped {
  readonly source: 'given' | 'suggested'
  readonly items: readonly MappedItem[]
}

/** What must be mapped before numbers mean anything. */
export type MappingName =
  | 'own_companies'
  | 'pto_charge_codes'
  | 'pto_work_types'
  | 'reactive_boards'
  | 'waiting_statuses'
  | 'holiday_lists'
  | 'endpoint_types'
  | 'seat_types'
  | 'managed_agreement_types'
  | 'prepaid_agreement_types'
  | 'resale_agreement_types'

export type Mapping = Readonly<Record<MappingName, Mapped>>

/** How a mapping is guessed when nobody chose: its candidates and the sign by which they are known. */
interface Rule {
  readonly setting: ChoiceSetting
  /** Every candidate as `id`, `name`, `sign` for what its data says, and `label` where that differs. */
  readonly candidates: string
  readonly suggests: (item: Candidate, all: readonly Candidate[]) => boolean
}

/** A thing that could carry the meaning, with what its data says of that. */
interface Candidate extends MappedItem {
  readonly sign: string
  /** Its name where that alone does not tell it apart. */
  readonly label: string
}

const TIME_OFF = /\b(pto|vacations?|holidays?|sick|annual leave|leave|time off|bereavement|jury)\b/i
const NOT_REACTIVE =
  /\b(alerts?|monitoring|internal|sales|projects?|admin|procurement|onboarding)\b/i
const WAITING = /\b(waiting|wait|on hold|hold|pending|await\w*|customer updated?)\b/i
const ENDPOINT =
  /\b(workstations?|desktops?|laptops?|notebooks?|servers?|endpoints?|managed|pcs?|macs?)\b/i
const SEAT =
  /\b(users?|seats?|mailbox(es)?|licen[cs]es?|subscriptions?|microsoft 365|office 365)\b/i
const MANAGED = /\b(managed|all.?in|all.?you.?can|unlimited|flat.?(fee|rate)|msp|support plan)\b/i
const PREPAID = /\b(block|pre.?paid|retainer|hour bank|bucket)\b/i
const RESALE = /\b(licen[cs]\w*|subscriptions?|hosting|hosted|cloud|csp|365|hardware|haas|voip)\b/i

/** Agreement types as candidates; the sign is ConnectWise's own mark of hours paid ahead. */
const AGREEMENT_TYPES = `
  select id, name, case when coalesce(pre_payment_flag, false) then 'prepaid' else '' end as sign
    from agreement_types where deleted_at is null`

const RULES: Readonly<Record<MappingName, Rule>> = {
  // The company typed Owner; else the one that the charge codes belong to.
  own_companies: {
    setting: 'ownCompanyIds',
    candidates: `
      select c.id, c.name,
             case when replace(lower(cast(c.types as varchar)), '": "', '":"') like '%"name":"owner"%' then 'owner'
                  when c.id in (select company_id from charge_codes where deleted_at is null) then 'charge-codes'
                  else '' end as sign
        from companies c
       where c.deleted_at is null and not coalesce(c.deleted_flag, false)`,
    suggests: (item, all) =>
      item.sign === (all.some((other) => other.sign === 'owner') ? 'owner' : 'charge-codes'),
  },
  pto_charge_codes: {
    setting: 'ptoChargeCodeIds',
    candidates: `select id, name, '' as sign from charge_codes where deleted_at is null`,
    suggests: (item) => TIME_OFF.test(item.name),
  },
  pto_work_types: {
    setting: 'ptoWorkTypeIds',
    candidates: `select id, name, coalesce(accrual_type, '') as sign from work_types where deleted_at is null`,
    suggests: (item) => item.sign !== '' || TIME_OFF.test(item.name),
  },
  reactive_boards: {
    setting: 'reactiveBoardIds',
    candidates: `
      select id, name,
             case when coalesce(project_flag, false) or coalesce(inactive_flag, false) then 'no' else '' end as sign
        from boards where deleted_at is null`,
    suggests: (item) => item.sign === '' && !NOT_REACTIVE.test(item.name),
  },
  waiting_statuses: {
    setting: 'waitingStatusIds',
    candidates: `
      select id, name, coalesce(escalation_status, '') as sign,
             coalesce(board_name || ' · ', '') || name as label
        from board_statuses where deleted_at is null and not coalesce(closed_status, false)`,
    suggests: (item) => item.sign === 'NoEscalation' || WAITING.test(item.name),
  },
  // Several lists are several countries: the first is the head office's until somebody chooses.
  holiday_lists: {
    setting: 'holidayListIds',
    candidates: `
      select l.id, l.name, '' as sign
        from holiday_lists l
       where l.deleted_at is null
         and l.id in (select holiday_list_id from holidays where deleted_at is null)`,
    suggests: (item, all) => all.every((other) => item.id <= other.id),
  },
  endpoint_types: {
    setting: 'endpointConfigurationTypeIds',
    candidates: `
      select distinct type_id as id, type_name as name, '' as sign
        from configurations where deleted_at is null and type_id is not null`,
    suggests: (item) => ENDPOINT.test(item.name),
  },
  seat_types: {
    setting: 'seatConfigurationTypeIds',
    candidates: `
      select distinct type_id as id, type_name as name, '' as sign
        from configurations where deleted_at is null and type_id is not null`,
    suggests: (item) => SEAT.test(item.name) && !ENDPOINT.test(item.name),
  },
  managed_agreement_types: {
    setting: 'managedAgreementTypeIds',
    candidates: AGREEMENT_TYPES,
    suggests: (item) => item.sign === '' && MANAGED.test(item.name),
  },
  prepaid_agreement_types: {
    setting: 'prepaidAgreementTypeIds',
    candidates: AGREEMENT_TYPES,
    suggests: (item) => item.sign === 'prepaid' || PREPAID.test(item.name),
  },
  resale_agreement_types: {
    setting: 'resaleAgreementTypeIds',
    candidates: AGREEMENT_TYPES,
    suggests: (item) => item.sign === '' && !MANAGED.test(item.name) && RESALE.test(item.name),
  },
}

/**
 * The meaning of ConnectWise's set-up in this workspace: the ids its settings give, and for what they
 * leave open a suggestion read from names and flags. A given id that ConnectWise no longer has stays,
 * without a name: old records may still carry it.
 */
export async function resolveMapping(reader: ModelReader, settings: Settings): Promise<Mapping> {
  const resolved = Object.entries(RULES).map(async ([name, rule]) => {
    const candidates = await candidatesOf(reader, rule)
    return [name, mapped(rule, settings[rule.setting], candidates)] as const
  })
  return Object.fromEntries(await Promise.all(resolved)) as Mapping
}

/** A mapping with everything that somebody who chooses wants to see. */
export interface MappingChoice {
  readonly name: MappingName
  /** The setting that holds the choice. */
  readonly setting: ChoiceSetting
  /** What the data says, whatever was chosen. */
  readonly suggested: readonly number[]
  readonly candidates: readonly MappedItem[]
}

/** Every mapping's candidates, and which of them the data suggests. */
export async function mappingChoices(reader: ModelReader): Promise<MappingChoice[]> {
  const choices = Object.entries(RULES).map(async ([name, rule]) => {
    const candidates = await candidatesOf(reader, rule)
    return {
      // The names of a record of names.
      name: name as MappingName,
      setting: rule.setting,
      suggested: mapped(rule, null, candidates).items.map(({ id }) => id),
      candidates: candidates.map(({ id, label }) => ({ id, name: label })),
    }
  })
  return Promise.all(choices)
}

async function candidatesOf(reader: ModelReader, rule: Rule): Promise<Candidate[]> {
  const rows = await reader.query(`${rule.candidates} order by id`)
  return rows.map((row) => ({
    id: Number(row['id']),
    name: String(row['name'] ?? ''),
    sign: String(row['sign'] ?? ''),
    label: String(row['label'] ?? row['name'] ?? ''),
  }))
}

function mapped(
  rule: Rule,
  given: readonly number[] | null,
  candidates: readonly Candidate[],
): Mapped {
  if (given === null) {
    const items = candidates.filter((candidate) => rule.suggests(candidate, candidates))
    return { source: 'suggested', items: items.map(({ id, name }) => ({ id, name })) }
  }
  const names = new Map(candidates.map(({ id, name }) => [id, name]))
  return { source: 'given', items: given.map((id) => ({ id, name: names.get(id) ?? '' })) }
}
