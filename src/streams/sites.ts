import { boolean, decimal, defineStream, integer, json, text, timestamp } from './define-stream.ts'

/**
 * Sites: one row per address of a company.
 *
 * There is no list of all sites; they are fetched company by company. An edit of a site is not known
 * to move its company's stamp, hence the weekly pass over all companies.
 */
export const sites = defineStream({
  name: 'sites',
  title: 'sites',
  endpoint: '/company/companies/{parentId}/sites',
  profile: 'core',
  permission: { module: 'Companies', function: 'Company Maintenance' },
  sync: { mode: 'child', parent: 'companies', parentColumn: 'company_id' },
  sweep: 'weekly',
  columns: {
    id: integer('id'),
    company_id: integer('company/id'),
    company_name: text('company/name'),
    name: text('name'),
    inactive_flag: boolean('inactiveFlag'),
    primary_address_flag: boolean('primaryAddressFlag'),
    default_billing_flag: boolean('defaultBillingFlag'),
    default_shipping_flag: boolean('defaultShippingFlag'),
    default_mailing_flag: boolean('defaultMailingFlag'),
    bill_separate_flag: boolean('billSeparateFlag'),
    address_line1: text('addressLine1'),
    address_line2: text('addressLine2'),
    city: text('city'),
    state_reference_id: integer('stateReference/id'),
    state_reference_name: text('stateReference/name'),
    zip: text('zip'),
    country_id: integer('country/id'),
    country_name: text('country/name'),
    phone_number: text('phoneNumber'),
    phone_number_ext: text('phoneNumberExt'),
    fax_number: text('faxNumber'),
    tax_code_id: integer('taxCode/id'),
    tax_code_name: text('taxCode/name'),
    territory_id: integer('territory/id'),
    territory_name: text('territory/name'),
    calendar_id: integer('calendar/id'),
    calendar_name: text('calendar/name'),
    time_zone_id: integer('timeZone/id'),
    time_zone_name: text('timeZone/name'),
    expense_reimbursement: decimal('expenseReimbursement'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
    custom_fields: json('customFields'),
  },
})
