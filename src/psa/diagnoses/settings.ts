import type { Diagnoses } from './diagnosis.ts'

/** What can be wrong with the five values before anything is sent. */
export const settingsDiagnoses = {
  'CFG-URL': {
    title: 'The site address is not a web address',
    explanation: ['“{typed}” cannot be read as the address of a ConnectWise server.'],
    remedies: [
      'Enter the host only, for example na.myconnectwise.net or cw.yourmsp.com.',
      'Copy it from the address bar of the browser while ConnectWise PSA is open.',
    ],
    remedy: 'correct-input',
  },
  'CFG-HTTP': {
    title: 'The address was switched to https',
    explanation: ['ConnectWise refuses connections that are not encrypted.'],
    remedies: ['On your own server: enable HTTPS for the site if it is not yet.'],
    remedy: 'correct-input',
  },
  'CFG-PATH': {
    title: 'The path was removed from the address',
    explanation: ['Only the host is needed; “{path}” was left out.'],
    remedies: ['Nothing to do.'],
    remedy: 'correct-input',
  },
  'CFG-PORTAL': {
    title: 'This is a ConnectWise website, not your PSA server',
    explanation: [
      '{host} serves documents, sign-in or a customer portal; the PSA does not run there.',
    ],
    remedies: [
      'Enter the address that the browser shows while ConnectWise PSA is open, for example na.myconnectwise.net.',
    ],
    remedy: 'correct-input',
  },
  'CFG-HOST': {
    title: '{host} is not a server this installation may call',
    explanation: [
      'Cloud Briefing calls the ConnectWise cloud and the servers that its operator has listed, and nothing else.',
      'The closest ConnectWise address is {suggestion}.',
    ],
    remedies: [
      'If ConnectWise hosts your PSA, enter its address, for example {suggestion}.',
      'If ConnectWise hosts your PSA, enter the address shown while it is open, for example na.myconnectwise.net.',
      'If the PSA is on your own server, ask the operator to add {hostport} to BRIEFING_ALLOWED_PSA_HOSTS.',
    ],
    remedy: 'correct-input',
  },
  'CFG-COMPANY': {
    title: 'The company ID does not look like one',
    explanation: [
      '{reason}',
      'ConnectWise expects the short company ID of the PSA sign-in screen.',
    ],
    remedies: [
      'Copy the Company field of the PSA sign-in screen exactly; upper and lower case matter.',
    ],
    remedy: 'correct-input',
  },
  'CFG-CLIENTID': {
    title: 'The client ID does not look like one',
    explanation: ['{reason}', 'A client ID has the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.'],
    remedies: [
      'Copy the client ID from developer.connectwise.com → My Clients.',
      'If your provider supplies the client ID, leave the field empty.',
    ],
    remedy: 'correct-input',
  },
  'CFG-KEYS': {
    title: 'The public and private key do not look like a pair',
    explanation: ['{reason}'],
    remedies: [
      'Copy both keys again from the API Keys tab of the API member, without spaces around them.',
      'ConnectWise shows the private key once: if it is lost, create a new pair and press Save, not Save & Close.',
    ],
    remedy: 'correct-input',
  },
  'DUP-CONN': {
    title: 'This company is already connected',
    explanation: ['The same server and company are connected as “{name}”.'],
    remedies: ['Edit the existing connection instead of adding another.'],
    remedy: 'correct-input',
  },
  'CHANGED-CO': {
    title: 'This points to another ConnectWise company',
    explanation: [
      'The connection held records of {before}; the new values lead to {after}, and their records would be mixed.',
    ],
    remedies: ['Create a new connection for {after}.', 'Or put back the values of {before}.'],
    remedy: 'correct-input',
  },
} as const satisfies Diagnoses
