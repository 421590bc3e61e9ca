import { afterEach, describe, expect, it } from 'vitest'
import { dayOf } from '../../kernel/calendar.ts'
import { silentLog } from '../../kernel/log.ts'
import { openDuckDbStore } from '../../store/duckdb/open-duckdb-store.ts'
import type { Store } from '../../store/store.ts'
import { streams } from '../../streams/catalogue.ts'
import { refreshModel } from '../refresh-model.ts'
import { defaultSettings } from '../settings.ts'
import { localDay, onUtcDay } from './local-day.ts'

let store: Store
afterEach(() => store.close())

describe('the local day of an instant, looked up', () => {
  // Daylight saving of both halves of the earth, a zone without, and the two ends of the day line.
  const zones = [
    'America/Chicago',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
  ]

  it.each(zones)(
    'is the day that the calendar of %s says, at every hour of two years',
    async (zone) => {
      store = await openDuckDbStore({ path: ':memory:', log: silentLog })
      await store.prepare(streams)
      const settings = { ...defaultSettings, timeZone: zone }
      await refreshModel(store, { settings, asOf: new Date('2026-11-22T12:00:00Z') })
      const rows = await store.query(`
      select i.at, ${localDay('i.at', 'c')} as day
        from (select moment at time zone 'UTC' as at
                from generate_series(timestamp '2025-01-02', timestamp '2026-12-30', interval '59 minutes') as g(moment)) i
        join calendar c on ${onUtcDay('i.at', 'c')}`)
      expect(rows.length).toBeGreaterThan(17_000)
      const wrong = rows.filter((row) => row['day'] !== dayOf(new Date(String(row['at'])), zone))
      expect(wrong).toEqual([])
    },
  )
})
