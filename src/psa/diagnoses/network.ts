import type { Diagnoses } from './diagnosis.ts'

/** What can go wrong between here and the server: names, addresses, connections, certificates. */
export const networkDiagnoses = {
  'NET-DNS': {
    title: '{host} does not exist in public DNS',
    explanation: [
      'The address is well formed, but no server has this name, so nothing was sent.',
      'The closest ConnectWise address is {suggestion}.',
    ],
    remedies: [
      'Try {suggestion}.',
      'Check the spelling and the region: na, eu, au, aus or za before .myconnectwise.net.',
      'A server of your own needs a name that the public DNS knows.',
    ],
    remedy: 'correct-input',
  },
  'NET-DNS-TMP': {
    title: 'The name {host} could not be looked up just now',
    explanation: ['The name service did not answer properly; nothing was sent to ConnectWise.'],
    remedies: [
      'Try again in a minute.',
      'If other names fail as well, the network or name server of this installation is at fault.',
    ],
    remedy: 'retry',
  },
  'NET-PRIVATE': {
    title: '{host} is a private address that will not be called',
    explanation: [
      'Addresses inside a private network are refused, so that this form cannot be used to reach them.',
    ],
    remedies: [
      'Publish the PSA under a public name behind your firewall.',
      'If you run Cloud Briefing yourself, the operator can list {hostport} in BRIEFING_ALLOWED_PSA_HOSTS.',
    ],
    remedy: 'reconfigure',
  },
  'NET-REFUSED': {
    title: 'Nothing listens on {host}, port {port}',
    explanation: ['The server was found and reached, and it refused the connection.'],
    remedies: [
      'Check that the PSA’s web site is running and bound to port {port} in IIS.',
      'Check the port forward on the firewall.',
    ],
    remedy: 'reconfigure',
  },
  'NET-TIMEOUT': {
    title: '{host} did not answer within {wait}',
    explanation: [
      'The name was found, but the server {step}.',
      'Firewalls in front of on-premises servers often let only listed addresses in.',
    ],
    remedies: [
      'On the firewall, allow {egress} to reach port {port}.',
      'Check geographic blocking on the firewall.',
    ],
    remedy: 'reconfigure',
  },
  'NET-RESET': {
    title: '{host} closed the connection before answering',
    explanation: [
      'The server was reached and hung up {phase}.',
      'A firewall, an intrusion filter or a server that only knows old encryption does that.',
    ],
    remedies: [
      'Check the firewall’s inspection rules for this connection.',
      'Enable TLS 1.2 or newer on the server.',
      'Try again: a single hang-up can be a passing fault.',
    ],
    remedy: 'retry',
  },
  'NET-UNREACH': {
    title: 'There is no network path to {host}',
    explanation: ['The name was found, but no route leads to its address.'],
    remedies: [
      'Check that the name’s addresses are current; remove an IPv6 record that leads nowhere.',
      'Check the routing of the network this installation runs in.',
    ],
    remedy: 'retry',
  },
  'NET-PROXY': {
    title: 'A proxy between here and {host} refused the connection',
    explanation: ['The refusal came from an outbound proxy, not from ConnectWise.'],
    remedies: ['The operator of this installation must let {host} pass the proxy.'],
    remedy: 'reconfigure',
  },
  'TLS-SELF': {
    title: 'The certificate of {host} is not from a trusted authority',
    explanation: [
      'The server answers and encrypts, but it vouches for itself.',
      'Certificate for {subject}, issued by {issuer}.',
    ],
    remedies: [
      'Install a certificate of a public authority in IIS.',
      'If your company has its own authority, publish the PSA behind a public certificate; ignoring the warning is not offered, because the keys would be readable on the way.',
    ],
    remedy: 'reconfigure',
  },
  'TLS-CHAIN': {
    title: '{host} does not send its intermediate certificate',
    explanation: [
      'The certificate may look fine in a browser: browsers fetch the missing piece themselves.',
      'Certificate for {subject}, issued by {issuer}.',
    ],
    remedies: [
      'Install the full certificate chain in IIS.',
      'If the issuer is an authority of your own, use a certificate of a public one.',
    ],
    remedy: 'reconfigure',
  },
  'TLS-NAME': {
    title: 'The certificate is for another name than {host}',
    explanation: ['The server answers and encrypts; its certificate names {names}.'],
    remedies: [
      'Enter one of the names of the certificate: {names}.',
      'Or install a certificate that names {host}.',
    ],
    remedy: 'correct-input',
  },
  'TLS-EXPIRED': {
    title: 'The certificate of {host} expired on {date}',
    explanation: ['The server answers and encrypts, but its certificate is out of date.'],
    remedies: [
      'Renew the certificate on the server.',
      'If it is still valid, the clock of this installation is wrong.',
    ],
    remedy: 'reconfigure',
  },
  'TLS-NOTYET': {
    title: 'The certificate of {host} is valid only from {date}',
    explanation: ['The server answers and encrypts, but its certificate lies in the future.'],
    remedies: [
      'Check the clock of this installation.',
      'If the clock is right, install a certificate that is valid now.',
    ],
    remedy: 'reconfigure',
  },
  'TLS-PROTO': {
    title: '{host} and this installation share no modern encryption',
    explanation: ['The server was reached; it offers no TLS 1.2 or newer on port {port}.'],
    remedies: [
      'Enable TLS 1.2 or 1.3 on the server and install its updates.',
      'Check that port {port} serves https and not plain http.',
    ],
    remedy: 'reconfigure',
  },
  'TLS-MITM': {
    title: 'Something on the way opens the connection to {host}',
    explanation: [
      'The certificate comes from {issuer}, an inspection device, not from the server’s own authority.',
    ],
    remedies: ['Exempt {host} from TLS inspection on the firewall.'],
    remedy: 'reconfigure',
  },
} as const satisfies Diagnoses
