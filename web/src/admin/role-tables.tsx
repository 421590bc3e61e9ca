import type { ReactNode } from 'react'
import type { Profile } from '../../../src/streams/define-stream.ts'
import { streams } from '../../../src/streams/catalogue.ts'
import styles from './admin.module.css'

/** The profiles in the order in which they are usually granted, and what each is good for. */
const PROFILES: readonly (readonly [Profile, title: string, purpose: string])[] = [
  ['core', 'Always', 'Companies, tickets, time and the lists that name them.'],
  ['margin', 'For margins', 'What agreements bring, and what they cost.'],
  ['billing', 'For billing', 'Invoices, payments and what is still unpaid.'],
  ['assets', 'For devices', 'Which devices are looked after, and under which agreement.'],
  ['projects', 'For projects', 'Projects, their tickets and their budgets.'],
  ['sales', 'For sales', 'Opportunities and the activities around them.'],
  ['procurement', 'For purchasing', 'Products and what they cost.'],
]

/** The role, profile by profile: which line to set, and what is read through it. */
export function RoleTables(): ReactNode {
  return PROFILES.map(([profile, title, purpose]) => {
    const lines = linesOf(profile)
    if (lines.length === 0) return null
    return (
      <div key={profile} className={styles['profile']}>
        <h3 className={styles['sectionTitle']}>{title}</h3>
        <p className={styles['soft']}>{purpose}</p>
        <table className={`${styles['table']} ${styles['fixed']}`}>
          <thead>
            <tr>
              <th scope="col">Module → line</th>
              <th scope="col">Inquire</th>
              <th scope="col">What is read through it</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ line, titles }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                <td>All</td>
                <td>
                  <small>{titles.join(', ')}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )
  })
}

function linesOf(profile: Profile): { line: string; titles: string[] }[] {
  const own = streams.filter((stream) => stream.profile === profile)
  const byLine = Map.groupBy(
    own,
    ({ permission }) => `${permission.module} → ${permission.function}`,
  )
  return [...byLine].map(([line, group]) => ({ line, titles: group.map(({ title }) => title) }))
}
