import type { Diagnoses } from './diagnosis.ts'

/** Company, keys, member and role: who we are to ConnectWise and what it lets us read. */
export const accessDiagnoses = {
  'CO-NULL': {
    title: '{host} knows no company “{company}”',
    explanation: [
      'The server is a ConnectWise PSA and answers.',
      'The company exists on {found}.',
      '{elsewhere}',
    ],
    remedies: [
      'Enter {found} as the site address.',
      'Copy the Company field of the PSA sign-in screen exactly; upper and lower case matter.',
      'Leave out endings such as _train or _test unless you mean the training database.',
    ],
    remedy: 'correct-input',
  },
  'CO-404': {
    title: 'The company information cannot be read',
    explanation: [
      'Very old servers, and proxies that hide /login, do not show it; we go on as with an on-premises server (v4_6_release).',
    ],
    remedies: ['Let /login/companyinfo and /v4_6_release pass the reverse proxy.'],
    remedy: 'reconfigure',
  },
  'CO-VERSION': {
    title: 'PSA {version} is older than the oldest supported version, {floor}',
    explanation: ['Address and company are fine; the server is too old for this API.'],
    remedies: ['Update the PSA: ConnectWise supports the current version and the two before it.'],
    remedy: 'reconfigure',
  },
  'AUTH-401': {
    title: 'ConnectWise refused the key pair',
    explanation: [
      'Address and company are fine ({known}).',
      'The server refused the public and private key.',
      'ConnectWise says: “{message}”',
    ],
    remedies: [
      'Compare the company ID with the PSA sign-in screen: “{company}” must match in upper and lower case.',
      'Copy both keys again, or create a new pair: press Save, not Save & Close, and copy the private key while it is shown.',
      'Check that the member is active under System → Members → API Members.',
      'Check that the public key is still listed on its API Keys tab.',
      'Check that the pair belongs to this company and not to a training or former one.',
    ],
    remedy: 'reconfigure',
  },
  'AUTH-404MASK': {
    title: 'ConnectWise hides whether the keys or the address are wrong',
    explanation: [
      'The company was found, but the API answered 404 under every address it names; ConnectWise does that for refused keys, too.',
    ],
    remedies: [
      'Copy both keys again, or create a new pair.',
      'Check that the member is active under System → Members → API Members.',
    ],
    remedy: 'reconfigure',
  },
  'AUTH-LATER': {
    title: 'ConnectWise no longer accepts the keys',
    explanation: ['The connection worked until {time}; what was copied by then stays readable.'],
    remedies: [
      'Check that the member is active under System → Members → API Members.',
      'Check that the public key is still listed on its API Keys tab; if not, create a new pair and enter it.',
    ],
    remedy: 'reconfigure',
  },
  'MEM-INACTIVE': {
    title: 'The API member “{member}” is inactive',
    explanation: ['Keys and address work.', 'ConnectWise has it inactive since {date}.'],
    remedies: ['Reactivate the member under System → Members → API Members.'],
    remedy: 'reconfigure',
  },
  'MEM-LEVEL': {
    title: 'The API member sees one part of the company only',
    explanation: [
      'Its level is “{level}”; ConnectWise hides companies and tickets of other locations from it.',
    ],
    remedies: [
      'Set the member’s Level to Corporate (Level 1) under System → Members → API Members.',
    ],
    remedy: 'reconfigure',
  },
  'MEM-CLASS': {
    title: 'The keys belong to a person',
    explanation: ['They work until the person leaves or is given other rights.'],
    remedies: ['Create an API member for Cloud Briefing; it costs no licence.'],
    remedy: 'reconfigure',
  },
  'MEM-BOARDS': {
    title: '{boards} hidden from the API member',
    explanation: ['Their tickets will be missing from every number.'],
    remedies: [
      'Remove the exclusions from the member, or leave them if the tickets should stay out.',
    ],
    remedy: 'reconfigure',
  },
  'MEM-COST': {
    title: 'Costs or prices are hidden from the API member',
    explanation: ['ConnectWise leaves them empty, so margins would be wrong.'],
    remedies: ['Clear “Block cost” and “Block price” on the API member if margins are wanted.'],
    remedy: 'reconfigure',
  },
  'MEM-ADMIN': {
    title: 'The API member may do far more than it needs',
    explanation: ['Reading works; its role may also change and delete almost everything.'],
    remedies: [
      'Give the member a role that may inquire only; the permission table lists the lines.',
    ],
    remedy: 'reconfigure',
  },
  'PERM-READ': {
    title: 'The role does not let us read {title}',
    explanation: ['Keys and address work; the security role closes this.'],
    remedies: ['{fix}', 'Give the role {module} → {function} with Inquire: All.'],
    remedy: 'reconfigure',
  },
  'PERM-MY': {
    title: 'Only the member’s own {title} are visible',
    explanation: ['The role says Inquire: My for {module} → {function}.'],
    remedies: ['{fix}'],
    remedy: 'reconfigure',
  },
  'PERM-TABLE': {
    title: 'Lists are closed to the role: {title}',
    explanation: ['Boards, statuses and types come from Table Setup, which the role cannot read.'],
    remedies: ['{fix}', 'Under Table Setup → Customize, allow {items}.'],
    remedy: 'reconfigure',
  },
  'PERM-AGR': {
    title: 'Some agreement types may be hidden',
    explanation: ['No agreement is visible, and the role’s Agreements line is customised.'],
    remedies: ['System → Security Roles → {role} → Finance → Agreements → Customize → Allow all.'],
    remedy: 'reconfigure',
  },
  'PERM-CFG': {
    title: 'Some configuration types may be hidden',
    explanation: ['No configuration is visible, and the role’s Configurations line is customised.'],
    remedies: [
      'System → Security Roles → {role} → Companies → Configurations → Customize → Allow all.',
    ],
    remedy: 'reconfigure',
  },
  'CLK-SKEW': {
    title: 'The clocks differ by {difference}',
    explanation: [
      'The sync goes by ConnectWise’s own clock, so nothing is missed; ages of minutes may look wrong.',
    ],
    remedies: ['Set the clock of this installation, or of the PSA’s server, by a time server.'],
    remedy: 'reconfigure',
  },
  'CERT-SOON': {
    title: 'The certificate of {host} expires on {date}',
    explanation: ['Everything works until then; after it, syncing stops.'],
    remedies: ['Renew the certificate on the server in time.'],
    remedy: 'reconfigure',
  },
  EDITION: {
    title: 'This edition of the PSA has no API access',
    explanation: ['Keys and address work, but none of the lists we need exists there.'],
    remedies: ['Ask ConnectWise which edition includes the REST API.'],
    remedy: 'reconfigure',
  },
  'OK-EMPTY': {
    title: 'Connected, but no companies are visible',
    explanation: ['Either the PSA is new and empty, or the member may not see them.'],
    remedies: [
      'Set the member’s Level to Corporate (Level 1).',
      'Set Companies → Company Maintenance to Inquire: All in its role.',
    ],
    remedy: 'reconfigure',
  },
  OK: {
    title: 'Connected to {companyName}',
    explanation: ['PSA {version}, {region}.', '{counts} visible.', '{permissions}.'],
    remedies: ['Save; the first sync starts.'],
    remedy: 'retry',
  },
} as const satisfies Diagnoses
