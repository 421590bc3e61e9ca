/** What agreements bill beside their fee: monthly price and cost in cents. */
export interface Product {
  readonly identifier: string
  readonly description: string
  readonly priceCents: number
  readonly costCents: number
  /** Billed by user; otherwise a handful. */
  readonly perUser: boolean
}

export const PRODUCTS: readonly Product[] = [
  {
    identifier: 'M365-BP',
    description: 'Microsoft 365 Business Premium',
    priceCents: 2640,
    costCents: 2090,
    perUser: true,
  },
  {
    identifier: 'M365-E3',
    description: 'Microsoft 365 E3',
    priceCents: 4320,
    costCents: 3560,
    perUser: true,
  },
  {
    identifier: 'EDR-SEAT',
    description: 'Managed endpoint detection',
    priceCents: 950,
    costCents: 410,
    perUser: true,
  },
  {
    identifier: 'MAILFILTER',
    description: 'Mail filtering',
    priceCents: 450,
    costCents: 165,
    perUser: true,
  },
  {
    identifier: 'BDR-TB',
    description: 'Server backup, per terabyte',
    priceCents: 18_900,
    costCents: 9_600,
    perUser: false,
  },
  {
    identifier: 'FW-RENT',
    description: 'Firewall rental',
    priceCents: 8_900,
    costCents: 4_150,
    perUser: false,
  },
  {
    identifier: 'VOIP-EXT',
    description: 'Phone extension',
    priceCents: 2400,
    costCents: 1375,
    perUser: true,
  },
  {
    identifier: 'AWARE',
    description: 'Security awareness training',
    priceCents: 300,
    costCents: 120,
    perUser: true,
  },
]
