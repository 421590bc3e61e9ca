import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { Dice, mix, uuidOf } from '../kit/dice.ts'
import type { Held } from '../kit/entity-over.ts'
import { entityOverList, infoOfList } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'

/** A managed device of a client. */
interface Configuration extends Held {
  readonly row: number
  readonly name: string
  readonly companyRow: number
  readonly contactRow: number | undefined
  readonly siteRow: number
  readonly typeRow: number
  readonly isRetired: boolean
  readonly boughtOn: number
  readonly enteredAt: number
}

/** Makes the devices of every client, about one for each employee, and the entity over them. */
export function configurationEntity(firm: Firm): Entity {
  const configurations = makeConfigurations(firm)
  const { clients, places, clientSetup: setup, calendar, customFields } = firm
  const { int, text, bool, day, ref, list } = fieldsOver((row) => configurations[row])
  const locationRow = (device: Configuration) =>
    clients.companies[device.companyRow]?.locationRow ?? 0
  const bits = (device: Configuration) => mix(firm.seed, device.id)
  return entityOverList(configurations, {
    stream: 'configurations',
    path: '/company/configurations',
    title: 'Configuration',
    permission: OPENED_BY.configurations,
    info: infoOfList(configurations, {
      dateEntered: (row) => configurations[row]?.enteredAt,
      enteredBy: () => 'Monitoring',
    }),
    fields: [
      int('id', (device) => device.id),
      text('name', (device) => device.name),
      ref('type', setup.configurationTypes.target, (device) => device.typeRow),
      ref('status', setup.configurationStatuses.target, (device) => (device.isRetired ? 1 : 0)),
      ref('company', clients.toCompany, (device) => device.companyRow),
      ref('contact', clients.toContact, (device) => device.contactRow),
      ref('site', clients.toSite, (device) => device.siteRow),
      int('locationId', (device) => locationRow(device) + 1),
      ref('location', places.toLocation, locationRow),
      int('businessUnitId', () => 1),
      ref('department', places.toDepartment, () => 0),
      text('deviceIdentifier', (device) => String(bits(device))),
      text('serialNumber', (device) => bits(device).toString(36).toUpperCase()),
      text(
        'modelNumber',
        (device) =>
          ['Latitude 5540', 'ProBook 450', 'PowerEdge T350', 'FortiGate 60F'][bits(device) % 4],
      ),
      text('tagNumber', (device) => `A${device.id}`),
      day('purchaseDate', (device) => calendar.stamp(device.boughtOn)),
      day('installationDate', (device) => calendar.stamp(device.boughtOn + 7)),
      day('warrantyExpirationDate', (device) => calendar.stamp(device.boughtOn + 365 * 3)),
      text('vendorNotes', () => ''),
      text('notes', () => ''),
      text('macAddress', (device) =>
        bits(device)
          .toString(16)
          .padStart(12, '0')
          .replace(/(..)(?=.)/g, '$1:'),
      ),
      text('lastLoginName', (device) => clients.contacts[device.contactRow ?? -1]?.firstName),
      bool('billFlag', (device) => !device.isRetired),
      text('ipAddress', (device) => `10.0.${bits(device) % 200}.${mix(bits(device), 1) % 250}`),
      text('osType', (device) => (device.typeRow === 1 ? 'Windows Server 2022' : 'Windows 11 Pro')),
      text('osInfo', () => 'x64'),
      text('ram', (device) => (device.typeRow === 1 ? '64 GB' : '16 GB')),
      ref('manufacturer', setup.manufacturers.target, (device) => bits(device) % 3),
      list('questions', [], () => []),
      bool('activeFlag', (device) => !device.isRetired),
      text('mobileGuid', (device) => uuidOf(5, device.row)),
      bool('displayVendorFlag', () => false),
      int('companyLocationId', () => 1),
      bool('showRemoteFlag', () => false),
      bool('showAutomateFlag', () => false),
      bool('needsRenewalFlag', () => false),
      customFields.on('configuration', (row) => row * 7 + 6),
    ],
  })
}

function makeConfigurations(firm: Firm): Configuration[] {
  const { clients, calendar } = firm
  const dice = new Dice(firm.seed, 131)
  const made: Configuration[] = []
  for (const company of clients.companies) {
    if (company.segment === 'none') continue
    const count = Math.min(60, Math.round(company.employees * 0.9) + 2)
    for (let at = 0; at < count; at += 1) {
      const row = made.length
      const typeRow = at === 0 ? 1 : at === 1 ? 2 : dice.chance(0.06) ? 3 : 0
      const boughtOn = dice.between(Math.max(-700, company.since), calendar.days - 20)
      const enteredAt = calendar.startOf(boughtOn + 7) + 10 * 3600 + dice.below(20_000)
      const contactRow = typeRow === 0 ? dice.pick(company.contactRows) : undefined
      made.push({
        id: 30_001 + row,
        row,
        name: `${company.identifier.slice(0, 4).toUpperCase()}-${['WS', 'SRV', 'FW', 'PRN'][typeRow] ?? 'X'}${String(at).padStart(3, '0')}`,
        companyRow: company.row,
        contactRow,
        siteRow: dice.pick(company.siteRows),
        typeRow,
        isRetired: company.until !== undefined || dice.chance(0.08),
        boughtOn,
        enteredAt,
        updatedAt: Math.min(calendar.bornAt - 900, enteredAt + dice.below(200) * 86_400),
        updatedBy: 'Monitoring',
      })
    }
  }
  return made
}
