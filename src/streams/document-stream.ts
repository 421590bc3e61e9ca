import type { Stream, SyncPlan } from './define-stream.ts'

/**
 * The page of one stream for `docs/streams`, Markdown. `about` is the doc comment of its declaration:
 * what a row means is written once, beside the columns.
 */
export function streamPage(stream: Stream, about: string): string {
  const { permission, columns } = stream
  return [
    `# ${capitalised(stream.title)}`,
    about,
    [
      '| | |',
      '|---|---|',
      `| Table | \`${stream.name}\` |`,
      `| Endpoint | \`GET ${stream.endpoint}\` |`,
      `| Profile | ${stream.profile} |`,
      `| Permission in ConnectWise | ${permission.module} → ${permission.function}, Inquire: All |`,
      `| Kept current | ${keptCurrent(stream.sync)} |`,
      `| Deletions | ${DELETIONS[stream.sync.mode][stream.sweep]} |`,
    ].join('\n'),
    '## Columns',
    [
      '| column | type | field in ConnectWise |',
      '|---|---|---|',
      ...Object.entries(columns).map(
        ([name, { type, path }]) => `| \`${name}\` | ${type} | \`${path}\` |`,
      ),
    ].join('\n'),
    'Every table also has `raw`, the record as it was fetched (JSON), `synced_at`, when the row was last ' +
      'written, and `deleted_at`, when the record was found to be gone from ConnectWise.\n',
  ].join('\n\n')
}

/** The table of contents of `docs/streams`, Markdown. */
export function streamIndex(streams: readonly Stream[]): string {
  return [
    '# The streams',
    'A stream is one kind of record that Cloud Briefing copies from ConnectWise. Its name is the name of ' +
      'its table: `briefing sql "select count(*) from tickets"`. A stream whose permission is missing is ' +
      'reported as such and stops no other.',
    [
      '| stream | rows | profile | permission in ConnectWise |',
      '|---|---|---|---|',
      ...streams.map(
        ({ name, title, profile, permission }) =>
          `| [\`${name}\`](${name}.md) | ${title} | ${profile} | ${permission.module} → ${permission.function} |`,
      ),
    ].join('\n') + '\n',
  ].join('\n\n')
}

/** The text of the doc comment above the declaration in a stream's source file; `''` without one. */
export function aboutOf(source: string): string {
  const comment = /\/\*\*\n([\s\S]*?) \*\/\nexport const /.exec(source)?.[1] ?? ''
  return comment.replaceAll(/^ \* ?/gm, '').trim()
}

const DELETIONS = {
  changed: {
    daily: 'looked for daily',
    weekly: 'looked for weekly',
    never: 'none: ConnectWise does not delete these',
  },
  reference: {
    daily: 'seen with every listing',
    weekly: 'seen with every listing',
    never: 'seen with every listing',
  },
  child: {
    daily: 'seen when the parent changes, and for all parents daily',
    weekly: 'seen when the parent changes, and for all parents weekly',
    never: 'seen when the parent changes',
  },
} as const satisfies Record<SyncPlan['mode'], Record<Stream['sweep'], string>>

function keptCurrent(sync: SyncPlan): string {
  if (sync.mode === 'reference') return 'listed whole'
  if (sync.mode === 'changed') {
    return `what changed since the last sync, less ${sync.lookbackMinutes} minutes`
  }
  return `with its parent in [\`${sync.parent}\`](${sync.parent}.md), by \`${sync.parentColumn}\``
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
