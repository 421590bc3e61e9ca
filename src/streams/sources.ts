import { boolean, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Sources: one row per way in which a ticket can reach the desk: e-mail, phone, portal, monitoring.
 *
 * Alerts of monitoring tools are told from people by source, and only where the MSP keeps its sources
 * clean. ConnectWise often sends no stamp for them.
 */
export const sources = defineStream({
  name: 'sources',
  title: 'sources',
  endpoint: '/service/sources',
  profile: 'core',
  permission: { module: 'System', function: 'Table Setup' },
  sync: { mode: 'reference' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    name: text('name'),
    default_flag: boolean('defaultFlag'),
    entered_by: text('enteredBy'),
    date_entered: timestamp('dateEntered'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
