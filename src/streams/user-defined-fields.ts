import { boolean, defineStream, integer, json, text, timestamp } from './define-stream.ts'

/**
 * Custom fields: one row per definition of a field that the MSP added to a screen.
 *
 * The values are in `custom_fields` of the records themselves, by the same `id`; a checkbox may arrive
 * there as the text `false`.
 */
export const userDefinedFields = defineStream({
  name: 'user_defined_fields',
  title: 'custom fields',
  endpoint: '/system/userDefinedFields',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    pod_id: integer('podId'),
    caption: text('caption'),
    screen_id: text('screenId'),
    sequence_number: integer('sequenceNumber'),
    field_type_identifier: text('fieldTypeIdentifier'),
    entry_type_identifier: text('entryTypeIdentifier'),
    number_decimals: integer('numberDecimals'),
    required_flag: boolean('requiredFlag'),
    display_on_screen_flag: boolean('displayOnScreenFlag'),
    read_only_flag: boolean('readOnlyFlag'),
    list_view_flag: boolean('listViewFlag'),
    help_text: text('helpText'),
    options: json('options'),
    business_unit_ids: json('businessUnitIds'),
    location_ids: json('locationIds'),
    date_created: timestamp('dateCreated'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
