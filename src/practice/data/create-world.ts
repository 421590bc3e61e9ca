import type { Day } from '../../kernel/calendar.ts'
import type { Entity, Size, World } from '../entity.ts'
import { agreementEntities } from './agreements/agreement-entities.ts'
import { agreementSetupEntities } from './agreements/agreement-setup.ts'
import { clientEntities } from './companies/client-entities.ts'
import { OWN_COMPANY } from './companies/clients.ts'
import { configurationEntity } from './companies/configurations.ts'
import { COMPANY_NAME } from './companies/make-clients.ts'
import { createFirm } from './create-firm.ts'
import { countDefects } from './defects/count-defects.ts'
import { createEditor } from './edit/edit-world.ts'
import type { Firm } from './firm.ts'
import { invoiceEntities } from './invoices/invoice-entities.ts'
import { memberEntities } from './people/member-entities.ts'
import { projectEntities } from './projects/project-entities.ts'
import { createSales } from './sales/sales.ts'
import type { Sales } from './sales/sales.ts'
import { salesEntities } from './sales/sales-entities.ts'
import { createSalesSetup } from './sales/sales-setup.ts'
import { deskEntities } from './service/desk-entities.ts'
import { scheduleEntities } from './service/schedule-entities.ts'
import { ticketEntity } from './service/ticket-entity.ts'
import { placeEntities } from './setup/places.ts'
import { expenseEntity } from './time/expense-entity.ts'
import { timeEntity } from './time/time-entity.ts'
import { workEntities } from './time/work-setup.ts'

/**
 * The practice company with three years of history up to the midnight (UTC) at which `today`
 * begins: same seed, size and day, same bytes. Nothing in it is stamped later than that.
 */
export function createWorld(options: {
  readonly seed: number
  readonly size: Size
  readonly today: Day
}): World {
  const firm = createFirm(options)
  const sales = createSales(firm)
  const edit = createEditor(firm, sales)
  // Counted when first asked for, and again after an edit: it takes a look at every record.
  let defects: Record<string, number> | undefined
  return {
    companyName: COMPANY_NAME,
    seed: options.seed,
    size: options.size,
    bornAt: firm.calendar.bornAt,
    entities: entitiesOf(firm, sales),
    get defects() {
      defects ??= countDefects(firm, sales)
      return defects
    },
    edit: (request, at) => {
      defects = undefined
      return edit(request, at)
    },
  }
}

/** Everything served; a further stream is one more line here and the file that declares it. */
function entitiesOf(firm: Firm, sales: Sales): Entity[] {
  const { work, clients, places, agreementSetup, customFields } = firm
  return [
    ...clientEntities(firm),
    configurationEntity(firm),
    ...memberEntities(firm),
    ...placeEntities(places),
    ...deskEntities(firm),
    ticketEntity(firm),
    ...projectEntities(firm),
    timeEntity(firm),
    ...workEntities(work, { target: clients.toCompany, row: OWN_COMPANY }, places),
    ...agreementEntities(firm),
    ...agreementSetupEntities(agreementSetup),
    ...invoiceEntities(firm),
    ...scheduleEntities(firm),
    ...salesEntities(firm, sales, createSalesSetup(firm.calendar.startOf(-365))),
    expenseEntity(firm),
    customFields.entity,
  ]
}
