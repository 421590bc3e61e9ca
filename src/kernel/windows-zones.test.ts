import { describe, expect, it } from 'vitest'
import { zoneFromWindows } from './windows-zones.ts'

describe('zones by their Windows names', () => {
  it('turns what ConnectWise sends into an IANA zone', () => {
    expect(zoneFromWindows('Eastern Standard Time')).toBe('America/New_York')
    expect(zoneFromWindows(' W. Europe Standard Time ')).toBe('Europe/Berlin')
  })

  it('takes an IANA name as it is and refuses rubbish', () => {
    expect(zoneFromWindows('Europe/Paris')).toBe('Europe/Paris')
    expect(zoneFromWindows('Mars Standard Time')).toBeNull()
  })
})
