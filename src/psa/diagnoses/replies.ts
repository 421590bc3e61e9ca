import type { Diagnoses } from './diagnosis.ts'

/** What a server may answer instead of what was asked for. */
export const replyDiagnoses = {
  'RDR-LOGIN': {
    title: '{host} sent us to a sign-in page',
    explanation: [
      'The server was reached; it redirects to {target}. The keys were not sent there.',
      'Sign-in pages, SSO and MFA are for people; API members do not use them.',
    ],
    remedies: [
      'Enter the API address of the PSA, for example api-na.myconnectwise.net.',
      'On your own server: let /login/companyinfo and /v4_6_release/apis pass without sign-in.',
    ],
    remedy: 'correct-input',
  },
  'RDR-HTTP': {
    title: '{host} sends us to an address without encryption',
    explanation: ['The server redirects to {target}, which is plain http; we did not follow.'],
    remedies: ['Correct the redirect in the reverse proxy so that it stays on https.'],
    remedy: 'reconfigure',
  },
  'RDR-HOST': {
    title: 'Your PSA may have moved to {target}',
    explanation: [
      '{host} answers and points to another ConnectWise server; we did not follow with the keys.',
    ],
    remedies: ['If the move is right, enter {target} as the site address.'],
    remedy: 'correct-input',
  },
  'FMT-HTML': {
    title: 'We got a web page, not the API',
    explanation: [
      '{host} answered with a page.',
      'Its title is “{title}”.',
      'The company lookup found {known}, so host and company are right.',
    ],
    remedies: [
      'Check that the address is the PSA’s own and not a portal’s or a proxy’s.',
      'If the page says that access is blocked, allow the address of this installation.',
      'If the page announces maintenance, wait until it is over.',
    ],
    remedy: 'correct-input',
  },
  'FMT-TEXT': {
    title: 'ConnectWise could not route the request',
    explanation: [
      'The company lookup on {host} {lookup}.',
      'ConnectWise answered “Cannot route. Codebase/company is invalid”.',
    ],
    remedies: [
      '{companyFirst}',
      'Check that the client ID is of type Public and not disabled at developer.connectwise.com.',
      'Check company ID and region.',
    ],
    remedy: 'correct-input',
  },
  'FMT-JSON': {
    title: 'The reply could not be read',
    explanation: [
      '{host} answered with {bytes} bytes of {type} that are not the document we asked for.',
    ],
    remedies: [
      'Try again: a proxy may have cut the reply short.',
      'If it keeps happening, send us the support details below.',
    ],
    remedy: 'retry',
  },
  'API-SSL': {
    title: 'ConnectWise wants its API address',
    explanation: ['{host} is the web address; it answers “SSL is required” to the API.'],
    remedies: ['Enter api-{host} as the site address.'],
    remedy: 'correct-input',
  },
  'API-CLIENTID': {
    title: 'ConnectWise rejected the client ID',
    explanation: [
      'Address and company are fine ({known}).',
      'The keys were not checked yet.',
      'ConnectWise says: “{message}”',
    ],
    remedies: [
      'Copy the client ID again from developer.connectwise.com → My Clients.',
      'Check its type: a Private client ID works only with servers of its owner; a provider needs a Public one.',
      'If your provider supplies the client ID, tell the provider.',
    ],
    remedy: 'reconfigure',
  },
  'API-400': {
    title: 'ConnectWise rejected the request',
    explanation: ['ConnectWise answered with status {status}.', 'It says: “{message}”'],
    remedies: ['This is most likely our mistake: send us the support details below.'],
    remedy: 'report-bug',
  },
  'API-404': {
    title: 'This ConnectWise has no {path}',
    explanation: [
      'The address was read again from ConnectWise and has not changed.',
      'The server runs version {version}.',
    ],
    remedies: [
      'Update the PSA if it is older than the two most recent versions.',
      'If it is current, send us the support details below.',
    ],
    remedy: 'report-bug',
  },
  'API-405': {
    title: 'ConnectWise does not accept this kind of request',
    explanation: ['{path} answered with status {status}; your settings are not at fault.'],
    remedies: ['This is our mistake: send us the support details below.'],
    remedy: 'report-bug',
  },
  'API-415': {
    title: 'ConnectWise does not accept this form of request',
    explanation: ['{path} answered with status {status}; your settings are not at fault.'],
    remedies: ['This is our mistake: send us the support details below.'],
    remedy: 'report-bug',
  },
  'API-409': {
    title: 'The record is in use in ConnectWise',
    explanation: ['Somebody or something else holds it.', 'ConnectWise says: “{message}”'],
    remedies: ['Try again in a moment.'],
    remedy: 'retry',
  },
  'API-429': {
    title: 'ConnectWise asked us to wait',
    explanation: [
      'The settings are not at fault: ConnectWise limits how many requests it takes in a minute.',
      'It asked for {wait}.',
    ],
    remedies: [
      'Wait; syncing slows down by itself.',
      'If it happens often, look for other integrations that ask a great deal.',
    ],
    remedy: 'retry',
  },
  'API-5xx': {
    title: 'ConnectWise had an error of its own',
    explanation: [
      'Nothing is wrong with your settings so far.',
      '{host} answered with status {status}.',
      'It says: “{message}”',
    ],
    remedies: [
      'Try again in a few minutes; status.connectwise.com tells about outages and upgrades.',
      'On your own server: look at IIS and its application pool.',
    ],
    remedy: 'retry',
  },
  'API-500T': {
    title: 'ConnectWise took too long over a query',
    explanation: ['The connection works; the database behind it did not answer in time.'],
    remedies: [
      'Try again; we ask for smaller pieces when it happens while syncing.',
      'On your own server: check the load of SQL Server.',
    ],
    remedy: 'retry',
  },
  'API-SLOW': {
    title: 'Connected, but no reply within {wait}',
    explanation: ['The server took the request and did not answer it in time.'],
    remedies: [
      'Try again when the server is less busy.',
      'On your own server: check the load of IIS and SQL Server.',
    ],
    remedy: 'retry',
  },
  'WAF-403': {
    title: 'Something in front of ConnectWise blocked us',
    explanation: [
      'The refusal with status {status} did not come from ConnectWise itself but from a firewall or filter before it.',
      'Its page is titled “{title}”.',
    ],
    remedies: [
      'In the firewall or filter, allow {egress} to reach {host}.',
      'Check geographic blocking.',
    ],
    remedy: 'reconfigure',
  },
  'VER-ACCEPT': {
    title: 'The server does not know API version {pin}',
    explanation: ['It runs {version}; we go on with the version it offers.'],
    remedies: ['Nothing to do now; update the PSA when you can.'],
    remedy: 'reconfigure',
  },
} as const satisfies Diagnoses
