import { boolean, defineStream, integer, json, text, timestamp } from './define-stream.ts'

/**
 * Locations: one row per office or territory of the MSP itself.
 *
 * The same table holds sales territories: `location_flag` is a place where people work, `client_flag`
 * a territory that companies belong to.
 */
export const locations = defineStream({
  name: 'locations',
  title: 'locations',
  endpoint: '/system/locations',
  profile: 'core',
  permission: { module: 'System', function: 'My Company' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    owner_level_id: integer('ownerLevelId'),
    structure_level_id: integer('structureLevel/id'),
    structure_level_name: text('structureLevel/name'),
    manager_id: integer('manager/id'),
    manager_name: text('manager/name'),
    reports_to_id: integer('reportsTo/id'),
    reports_to_name: text('reportsTo/name'),
    sales_rep: text('salesRep'),
    time_zone_setup_id: integer('timeZoneSetup/id'),
    time_zone_setup_name: text('timeZoneSetup/name'),
    calendar_id: integer('calendar/id'),
    calendar_name: text('calendar/name'),
    override_address_line1: text('overrideAddressLine1'),
    override_address_line2: text('overrideAddressLine2'),
    override_city: text('overrideCity'),
    override_state: text('overrideState'),
    override_zip: text('overrideZip'),
    override_country_id: integer('overrideCountry/id'),
    override_country_name: text('overrideCountry/name'),
    override_phone_number: text('overridePhoneNumber'),
    location_flag: boolean('locationFlag'),
    client_flag: boolean('clientFlag'),
    department_ids: json('departmentIds'),
    work_role_ids: json('workRoleIds'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
