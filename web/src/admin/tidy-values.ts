import type { FiveValues } from './connection-words.ts'

/** A value as it will be used, and what was changed in it, in words; null when nothing was. */
export interface Tidied {
  readonly value: string
  readonly change: string | null
}

/**
 * Makes a value usable as people paste it, without refusing any form. Capitals of company and keys
 * are never touched, because ConnectWise compares them. The server tidies again and has the last
 * word; here it is done so that the change is seen while typing.
 */
export function tidyValue(field: keyof FiveValues, typed: string): Tidied {
  const bare = typed.replaceAll(/\p{Cf}/gu, '').trim()
  if (field === 'siteUrl') return tidySite(typed, bare)
  if (field === 'clientId') return tidyClientId(typed, bare)
  const value = bare.replace(/^["'“‘]+|["'”’]+$/g, '')
  const joined = field === 'companyId' ? value : value.replaceAll(/[\r\n\t ]+/g, '')
  return {
    value: joined,
    change: joined === typed ? null : 'Stray spaces or quotes were left out.',
  }
}

/**
 * A hint when a value looks like that of another field; null when it looks right. A hint only: the
 * test decides.
 */
export function suspicion(field: keyof FiveValues, value: string): string | null {
  if (value === '') return null
  const isAddress = /^https?:|\.(net|com|org|io)\b/i.test(value)
  const isGuid = GUID.test(value)
  if (field === 'siteUrl' && isGuid) return 'This looks like a client ID.'
  if (field === 'siteUrl' && /@/.test(value)) return 'This looks like an e-mail address.'
  if (field === 'companyId' && isAddress) return 'This looks like a web address.'
  if (field === 'companyId' && /\s/.test(value)) {
    return 'This looks like the company’s full name. The ID is the short one of the sign-in page.'
  }
  if (field === 'clientId' && !isGuid) {
    return 'A client ID has the form 00000000-0000-0000-0000-000000000000.'
  }
  if (field === 'publicKey' || field === 'privateKey') {
    if (isGuid) return 'This looks like a client ID.'
    if (/^basic/i.test(value)) return 'This is a whole sign-in header; enter the key alone.'
    if (field === 'publicKey' && /[+:]/.test(value)) {
      return 'Leave out the company in front of the “+”.'
    }
  }
  return null
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Web hosts of the cloud whose API answers under the same name with `api-` in front. */
const CLOUD = /^(na|eu|au|aus|za)\.myconnectwise\.net$|^staging\.connectwisedev\.com$/

function tidySite(typed: string, bare: string): Tidied {
  const text = bare.replace(/^[<"'“‘(]+|[>"'”’),;]+$/g, '').replaceAll('\\', '/')
  if (text === '') return { value: '', change: typed === '' ? null : 'Stray spaces were left out.' }
  const scheme = /^([a-z][a-z0-9+.-]*):\/+/i.exec(text)?.[1]?.toLowerCase()
  const address = `https://${text.replace(/^[a-z][a-z0-9+.-]*:\/+/i, '')}`
  if (!URL.canParse(address) || /\s/.test(text)) return { value: text, change: null }
  const { host, hostname, pathname, search, username } = new URL(address)
  const isLoopback = /^(localhost|127\.|\[::1\])/.test(hostname)
  const value = isLoopback && scheme === 'http' ? `http://${host}` : host
  const said = [
    ...(scheme === 'http' && !isLoopback ? ['https will be used; ConnectWise refuses http.'] : []),
    ...(pathname !== '/' || search !== ''
      ? ['The page was left out; the server’s name is enough.']
      : []),
    ...(username === '' ? [] : ['The name in front of the @ was left out.']),
    ...(CLOUD.test(hostname) ? [`Using the API address api-${hostname}`] : []),
  ]
  if (said.length > 0) return { value, change: said.join(' ') }
  return { value, change: value === typed ? null : `Using ${value}` }
}

function tidyClientId(typed: string, bare: string): Tidied {
  const value = bare.replaceAll(/[{}"'“”‘’\s]/g, '').toLowerCase()
  const grouped = /^[0-9a-f]{32}$/.test(value)
    ? value.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : value
  if (!GUID.test(grouped)) return { value: bare, change: null }
  const isSame = grouped === typed.toLowerCase()
  return { value: isSame ? typed : grouped, change: isSame ? null : 'Brought into its usual form.' }
}
