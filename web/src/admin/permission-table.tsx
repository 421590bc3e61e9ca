import { useState, type ReactNode } from 'react'
import type { PermissionLine } from './connection-words.ts'
import styles from './admin.module.css'

const SAID = {
  ok: 'Readable',
  'my-only': 'Own records only',
  missing: 'Not readable',
  'not-verified': 'Not verified',
} as const
const MARKS = { ok: '✓', 'my-only': '!', missing: '✕', 'not-verified': '?' } as const

/** Stream by stream: what can be read, the way to click where it cannot, and what that costs. */
export function PermissionTable({ rows }: { readonly rows: readonly PermissionLine[] }): ReactNode {
  const [isWhole, setWhole] = useState(false)
  if (rows.length === 0) return null
  const short = rows.filter(({ state }) => state !== 'ok')
  const shown = isWhole ? rows : short
  return (
    <section className={styles['permissions']}>
      <h3 className={styles['sectionTitle']}>
        Permissions: {rows.length - short.length} of {rows.length}
      </h3>
      {short.length === 0 && !isWhole ? (
        <p className={styles['soft']}>Everything that the reports need can be read.</p>
      ) : null}
      {shown.length > 0 ? (
        <table className={`${styles['table']} ${styles['fixed']}`}>
          <thead>
            <tr>
              <th scope="col">List</th>
              <th scope="col">Fix in ConnectWise</th>
              <th scope="col" className={styles['end']}>
                Costs
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <PermissionRow key={row.stream} row={row} />
            ))}
          </tbody>
        </table>
      ) : null}
      <button type="button" className={styles['link']} onClick={() => setWhole(!isWhole)}>
        {isWhole ? 'Show only what is missing' : `Show all ${rows.length} lists`}
      </button>
    </section>
  )
}

function PermissionRow({ row }: { readonly row: PermissionLine }): ReactNode {
  const { title, state, fix, actual, reports } = row
  return (
    <tr className={styles[state]}>
      <th scope="row">
        {sentence(title)}
        <small>
          <span aria-hidden="true">{MARKS[state]} </span>
          {SAID[state]}
        </small>
      </th>
      <td>
        <small>{state === 'ok' ? actual : fix}</small>
      </td>
      <td className={styles['end']}>{state === 'ok' ? '' : <Costs reports={reports} />}</td>
    </tr>
  )
}

function Costs({ reports }: { readonly reports: readonly string[] }): ReactNode {
  if (reports.length === 0) return <span className={styles['soft']}>nothing yet</span>
  return (
    <details>
      <summary>{reports.length === 1 ? '1 report' : `${reports.length} reports`}</summary>
      <ul className={styles['plain']}>
        {reports.map((report) => (
          <li key={report}>{report}</li>
        ))}
      </ul>
    </details>
  )
}

/** `time entries` heads a row as `Time entries`. */
function sentence(title: string): string {
  return title.slice(0, 1).toUpperCase() + title.slice(1)
}
