import type { ApiMember } from './api-members.ts'
import { myMemberInfo } from './api-members.ts'

/** The version that the practice PSA plays; its codebase is `v2026_4/`. */
export const CODEBASE = 'v2026_4'
export const API_VERSION = '2026.4'

/** `GET /login/companyinfo/{company}`: how a client finds the API. The site is the practice PSA's own. */
export function companyInfo(companyName: string, codebase: string, site: string): object {
  const [, year = '', release = ''] = /^v(\d+)_(\d+)/.exec(codebase) ?? []
  return {
    CompanyName: companyName,
    Codebase: `${codebase}/`,
    VersionCode: `v${year}.${release}`,
    VersionNumber: `v${year}.${release}.118412`,
    CompanyID: 'practice',
    IsCloud: true,
    SiteUrl: site,
  }
}

/** Documents that are not lists: path below `/apis/3.0`, lower case, to what the member reads there. */
export const DOCUMENTS: Readonly<Record<string, (member: ApiMember) => object>> = {
  '/system/info': () => systemInfo(),
  '/system/mymembers/info': myMemberInfo,
}

function systemInfo(): object {
  return {
    version: `v${API_VERSION}.118412`,
    isCloud: true,
    serverTimeZone: 'Central Standard Time',
    licenseBits: LICENSE_BITS.map((name) => ({ name, activeFlag: true })),
    cloudRegion: 'NA',
    maxWorkFlowRecordsAllowed: 1000,
  }
}

/** As recorded from a live `/system/info`. */
const LICENSE_BITS: readonly string[] = [
  'PocketPC',
  'EmailConnector',
  'ADPInterface',
  'GLInterface',
  'PremiumPortal',
  'ManagedServices',
  'SpamStats',
  'AuditTrail',
  'QuoteWerks',
  'ConnectWiseNetwork',
  'Inventory',
  'Purchasing',
  'IzendaReports',
  'SalesManagement',
  'KnowledgeBase',
  'Agreement',
  'AgileBoard',
  'Marketing',
  'StreamlineIT',
  'Subcontractor',
  'CustomFields',
  'ManageLogin',
  'SessionLockout',
  'MobileSessionLockout',
]
