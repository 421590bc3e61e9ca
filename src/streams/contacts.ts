import { boolean, defineStream, integer, json, text, timestamp } from './define-stream.ts'

/**
 * Contacts: one row per person at a company.
 *
 * An e-mail address is not a field: it is an item of `communication_items` with the
 * `communicationType` `Email`, several per person, one of them the default. What ConnectWise knows of
 * a person's private life (birthday, family) and the portal password are never asked for.
 */
export const contacts = defineStream({
  name: 'contacts',
  title: 'contacts',
  endpoint: '/company/contacts',
  profile: 'core',
  permission: { module: 'Companies', function: 'Contacts' },
  sync: { mode: 'changed', lookbackMinutes: 15 },
  sweep: 'daily',
  columns: {
    id: integer('id'),
    first_name: text('firstName'),
    last_name: text('lastName'),
    nick_name: text('nickName'),
    title: text('title'),
    company_id: integer('company/id'),
    company_name: text('company/name'),
    site_id: integer('site/id'),
    site_name: text('site/name'),
    inactive_flag: boolean('inactiveFlag'),
    types: json('types'),
    department_id: integer('department/id'),
    department_name: text('department/name'),
    relationship_id: integer('relationship/id'),
    relationship_name: text('relationship/name'),
    manager_contact_id: integer('managerContact/id'),
    manager_contact_name: text('managerContact/name'),
    address_line1: text('addressLine1'),
    address_line2: text('addressLine2'),
    city: text('city'),
    state: text('state'),
    zip: text('zip'),
    country_id: integer('country/id'),
    country_name: text('country/name'),
    default_phone_type: text('defaultPhoneType'),
    default_phone_nbr: text('defaultPhoneNbr'),
    default_phone_extension: text('defaultPhoneExtension'),
    communication_items: json('communicationItems'),
    default_flag: boolean('defaultFlag'),
    default_billing_flag: boolean('defaultBillingFlag'),
    unsubscribe_flag: boolean('unsubscribeFlag'),
    disable_portal_login_flag: boolean('disablePortalLoginFlag'),
    portal_security_level: integer('portalSecurityLevel'),
    company_location_id: integer('companyLocation/id'),
    company_location_name: text('companyLocation/name'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
    custom_fields: json('customFields'),
  },
})
