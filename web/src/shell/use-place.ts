import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Format, Value } from '../../../src/reporting/define-report.ts'
import { formatValue } from '../../../src/reporting/format-value.ts'
import { type Place, placeQuery } from '../api.ts'

const UNKNOWN: Place = { name: '', zone: 'UTC', currency: 'USD' }

export type Write = (value: Value | undefined, format: Format) => string

/** The workspace's zone and currency, and values written for them; a dash where there is none. */
export function usePlace(): { readonly place: Place; readonly write: Write } {
  const { data: place = UNKNOWN } = useQuery(placeQuery)
  const write = useCallback<Write>(
    (value, format) => (value === undefined ? '–' : formatValue(value, format, place) || '–'),
    [place],
  )
  return { place, write }
}
