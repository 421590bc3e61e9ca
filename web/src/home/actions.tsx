import type { ReactNode } from 'react'
import type { Action, Actions as ActionList, Severity } from '../../../src/delivery/briefing.ts'
import { AppLink } from '../shell/app-link.tsx'

const WORDS: Readonly<Record<Severity, string>> = { high: 'High', soon: 'Soon', medium: 'Medium' }

/** What somebody should do today, the most urgent first; every finding opens its rows. */
export function Actions({ actions }: { readonly actions: ActionList }): ReactNode {
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">Needs action today</h2>
      <p className="leading">{actions.sentence}</p>
      {actions.shown.length > 0 && (
        <table className="table actions">
          <caption className="unseen">Needs action today</caption>
          <thead>
            <tr>
              <th scope="col">Finding</th>
              <th scope="col" className="client">
                Client
              </th>
              <th scope="col" className="owner">
                Owner
              </th>
              <th scope="col" className="number">
                At stake
              </th>
              <th scope="col" className="number">
                Severity
              </th>
            </tr>
          </thead>
          <tbody>
            {actions.shown.map((action, index) => (
              <ActionRow key={index} action={action} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function ActionRow({ action }: { readonly action: Action }): ReactNode {
  const second = [action.client, action.owner].filter((name) => name !== null).join(' · ')
  return (
    <tr>
      <th scope="row">
        <AppLink href={action.report.href}>{action.finding}</AppLink>
        <span className="second">{second}</span>
      </th>
      <td className="client">{action.client ?? '–'}</td>
      <td className="owner">{action.owner ?? '–'}</td>
      <td className="number">
        {action.record === null || action.atStake === null ? (
          (action.atStake ?? '–')
        ) : (
          <AppLink href={action.record}>{action.atStake}</AppLink>
        )}
      </td>
      <td className="number">
        <span className={`pill ${action.severity}`}>{WORDS[action.severity]}</span>
      </td>
    </tr>
  )
}
