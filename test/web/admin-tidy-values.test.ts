import { describe, expect, it } from 'vitest'
import { suspicion, tidyValue } from '../../web/src/admin/tidy-values.ts'

describe('values as people paste them', () => {
  it('keeps the server of a pasted page and says so', () => {
    const typed = ' https://na.myconnectwise.net/v2026_1/ConnectWise.aspx?locale=en_US '
    const { value, change } = tidyValue('siteUrl', typed)
    expect(value).toBe('na.myconnectwise.net')
    expect(change).toContain('The page was left out')
    expect(change).toContain('api-na.myconnectwise.net')
  })

  it('takes http for https, but not on this machine', () => {
    expect(tidyValue('siteUrl', 'http://cw.example.com').value).toBe('cw.example.com')
    const practice = tidyValue('siteUrl', 'http://127.0.0.1:4190/')
    expect(practice.value).toBe('http://127.0.0.1:4190')
  })

  it('leaves what it cannot read as it is', () => {
    expect(tidyValue('siteUrl', 'our server')).toEqual({ value: 'our server', change: null })
    expect(tidyValue('siteUrl', '<b>🙂</b>').value).not.toBe('')
  })

  it('never touches the capitals of company and keys', () => {
    expect(tidyValue('companyId', 'HarborIT').value).toBe('HarborIT')
    expect(tidyValue('publicKey', ' aB2\u200Bc\r\nD ').value).toBe('aB2cD')
    expect(tidyValue('privateKey', 'x Y').change).not.toBeNull()
  })

  it('groups a client ID copied without dashes or in braces', () => {
    const guid = '00000000-0000-4000-8000-000000000001'
    expect(tidyValue('clientId', `{${guid}}`).value).toBe(guid)
    expect(tidyValue('clientId', guid.replaceAll('-', '')).value).toBe(guid)
    expect(tidyValue('clientId', guid)).toEqual({ value: guid, change: null })
  })

  it('hints at swapped fields and stays quiet at right ones', () => {
    expect(suspicion('companyId', 'Harbor IT, Inc.')).toContain('full name')
    expect(suspicion('siteUrl', '00000000-0000-4000-8000-000000000001')).toContain('client ID')
    expect(suspicion('publicKey', 'harbor+abc')).toContain('company')
    expect(suspicion('companyId', 'harborit')).toBeNull()
  })
})
