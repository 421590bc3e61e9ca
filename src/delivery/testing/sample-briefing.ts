import type { Briefing, KeyNumber, ReportLink } from '../briefing.ts'
import type { ChartData } from '../charts.ts'

/** A briefing of an invented provider, complete in every part: what renderings are judged by. */
export function sampleBriefing(change: Partial<Briefing> = {}): Briefing {
  return {
    id: '20261123-1204',
    workspace: { name: 'Harbor IT', zone: 'America/Chicago', currency: 'USD' },
    composedAt: '2026-11-23T12:04:10Z',
    asOf: '2026-11-23T12:02:00Z',
    day: 'Monday, 23 November 2026',
    asOfWords: 'as of 6:02 this morning',
    comparedWith: 'October',
    freshness: {
      state: 'fresh',
      sentence: 'Figures from 35 streams, all synced within the hour.',
      notes: [],
    },
    headline:
      'Recurring revenue rose $4,310, but three agreements lost money and 41 hours of billable work are still uninvoiced.',
    quiet: false,
    numbers: NUMBERS,
    further: [
      number('utilization', 'Utilization', '71.4 %', [66, 68, 70, 71.4], '▲', REPORTS.utilization),
    ],
    stories: [
      {
        id: 'recurring-revenue',
        figure: '+$4,310',
        tone: 'good',
        sentence: [
          { text: 'Two new agreements carry the rise: ' },
          { text: 'Lakeside Dental', href: '/reports/mrr?company=Lakeside%20Dental' },
          { text: ' $2,900 and ' },
          { text: 'Orchard Freight', href: '/reports/mrr?company=Orchard%20Freight' },
          { text: ' $1,850' },
        ],
        detail: [{ text: 'Bramble & Co pays $440 less than in October' }],
        report: REPORTS.mrr,
      },
      {
        id: 'losing-agreements',
        figure: '−$2,870',
        tone: 'bad',
        sentence: [
          {
            text: 'Quarry Logistics',
            href: '/reports/agreement-profitability?company=Quarry%20Logistics',
          },
          { text: ', ' },
          { text: 'Finch Legal', href: '/reports/agreement-profitability?company=Finch%20Legal' },
          { text: ' and ' },
          { text: 'Alder Clinic', href: '/reports/agreement-profitability?company=Alder%20Clinic' },
          { text: ' cost more than they paid in November' },
        ],
        detail: [{ text: 'Quarry Logistics took 61 hours for $3,200' }],
        report: REPORTS.margin,
      },
      {
        id: 'uninvoiced',
        figure: '41 h',
        tone: 'bad',
        sentence: [{ text: 'Billable work waits for an invoice, the oldest from 3 September' }],
        detail: [{ text: 'Three of four hours sit on the Projects board' }],
        report: REPORTS.wip,
      },
      {
        id: 'kill-rate',
        figure: '7 weeks',
        tone: 'neutral',
        sentence: [{ text: 'Tickets close faster than they open: 81 closed, 72 opened' }],
        detail: null,
        report: REPORTS.tickets,
      },
    ],
    charts: [
      {
        id: 'opened-closed',
        title: 'Tickets opened and closed',
        subtitle: 'Are we keeping up? Weeks 36 to 47',
        data: OPENED_CLOSED,
        report: REPORTS.tickets,
      },
      {
        id: 'utilization',
        title: 'Utilization against goal',
        subtitle: 'Client hours of available hours, last week',
        data: UTILIZATION,
        report: REPORTS.utilization,
      },
    ],
    actions: {
      shown: [
        action(
          'Agreement lost money in November',
          'Marlow & Hart',
          'Dana Whitfield',
          '$3,200',
          'high',
        ),
        action(
          'Time on both an agreement and a project, 9 entries',
          'Orchard Freight',
          'Marco Reyes',
          '$1,485',
          'high',
        ),
        action('Resolution is past its time', 'Finch Legal', null, 'ticket 48377', 'soon'),
        action('Invoice 10231 is 74 days overdue', 'Alder Clinic', null, '$2,225', 'medium'),
      ],
      total: 23,
      sentence: '4 of 23 open findings',
    },
    leftOut: [],
    footnote:
      'Hours are actual, not rounded; revenue by invoice date, net of tax. How each number is computed is one click away.',
    reports: Object.values(REPORTS).map((report) => ({
      ...report,
      question: `What does ${report.title} say?`,
      definition: 'Every **open** record counts once.\n\n- hours are actual\n- `net` of tax',
    })),
    ...change,
  }
}

const REPORTS = {
  mrr: link('mrr', 'Recurring revenue'),
  margin: link('agreement-profitability', 'Agreement profitability'),
  wip: link('aged-wip', 'Aged WIP'),
  receivables: link('accounts-receivable-aging', 'Receivables'),
  sla: link('sla-compliance', 'SLA compliance'),
  open: link('open-tickets', 'Open tickets'),
  tickets: link('kill-rate', 'Kill rate'),
  utilization: link('utilization-vs-goal', 'Utilization'),
}

const NUMBERS: readonly KeyNumber[] = [
  number(
    'mrr',
    'Recurring revenue',
    '$186,420',
    [170, 171, 172.5, 174, 175, 176, 177, 179, 180, 181, 182.1, 186.4],
    '2.4 % +$4,310',
    REPORTS.mrr,
  ),
  number(
    'effective_rate',
    'Effective rate',
    '$142/h',
    [131, 134, 140, 156, 152, 150, 155, 158, 156, 151, 147, 142],
    '3.1 % −$5',
    REPORTS.margin,
    'bad',
  ),
  number(
    'wip',
    'Uninvoiced work',
    '$18,940',
    [12, 14, 11, 16, 13, 12.5, 15, 14, 16.5, 16, 15, 18.9],
    '12 % +$2,030',
    REPORTS.wip,
    'bad',
  ),
  number(
    'overdue',
    'Overdue 60+ days',
    '$23,615',
    [30, 31, 29, 33, 34, 31, 30, 29, 30, 29, 29.8, 23.6],
    '20.8 % −$6,200',
    REPORTS.receivables,
    'good',
  ),
  number(
    'sla',
    'SLA met',
    '93.8 %',
    [90, 91, 92, 91, 93.4, 94.2, 93.6, 92.8, 93.8, 93.8, 93.8, 93.8],
    'no change',
    REPORTS.sla,
    'neutral',
  ),
  number(
    'open_tickets',
    'Open tickets',
    '214',
    [251, 248, 244, 246, 238, 240, 236, 238, 239, 236, 232, 214],
    '7.8 % −18',
    REPORTS.open,
    'good',
  ),
]

const OPENED_CLOSED: ChartData = {
  kind: 'columns',
  summary: 'In week 47, 72 tickets were opened and 81 closed.',
  categoryLabel: 'Week',
  categories: Array.from({ length: 12 }, (_, index) => String(36 + index)),
  series: [
    series('Opened', [64, 71, 58, 80, 77, 69, 83, 90, 74, 68, 79, 72]),
    series('Closed', [60, 69, 66, 72, 70, 74, 75, 78, 80, 77, 74, 81]),
  ],
  goals: null,
}

const UTILIZATION: ChartData = {
  kind: 'rows',
  summary: 'Two of five members reached their goal last week.',
  categoryLabel: 'Member',
  categories: ['Dana Whitfield', 'Marco Reyes', 'Priya Nair', 'Tom Ellery', 'Sam Okafor'],
  series: [series('Utilization', [92, 84, 79, 61, 48], ' %')],
  goals: [80, 80, 80, 75, 75].map((value) => ({ value, text: `${value} %` })),
}

function link(id: string, title: string): ReportLink {
  return { id, title, href: `/reports/${id}?as_of=2026-11-23` }
}

function series(label: string, values: readonly number[], unit = '') {
  return { label, points: values.map((value) => ({ value, text: `${value}${unit}` })) }
}

function number(
  id: string,
  label: string,
  text: string,
  values: readonly number[],
  change: string,
  report: ReportLink,
  tone: 'good' | 'bad' | 'neutral' = 'good',
): KeyNumber {
  const [prior = 0, value = 0] = values.slice(-2)
  const direction = tone === 'neutral' ? 'flat' : value > prior ? 'up' : 'down'
  return {
    id,
    label,
    value,
    text,
    format: 'decimal',
    change: {
      absolute: value - prior,
      share: (value - prior) / prior,
      direction,
      tone,
      text: change,
    },
    points: values.map((each, index) => ({
      month: `2026-${String(index + 1).padStart(2, '0')}`,
      value: each,
    })),
    report,
  }
}

function action(
  finding: string,
  client: string,
  owner: string | null,
  atStake: string,
  severity: 'high' | 'soon' | 'medium',
) {
  return { finding, client, owner, atStake, severity, report: REPORTS.margin, record: null }
}
