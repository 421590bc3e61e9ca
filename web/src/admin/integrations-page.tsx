import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { AdminFrame, Loaded } from './admin-frame.tsx'
import { connectionsQuery } from './admin-api.ts'
import type { Connection } from './connection-words.ts'
import { moment } from './words.ts'
import styles from './admin.module.css'

/** Where the figures come from, and how that source is doing. */
export function IntegrationsPage(): ReactNode {
  const connections = useQuery(connectionsQuery)
  return (
    <AdminFrame title="Integrations" lead="Where the figures come from.">
      <Loaded query={connections} fault="The connections could not be loaded">
        {({ connections: [connection] }) => (
          <section className={`${styles['card']} ${styles['integration']}`}>
            <div>
              <h2 className={styles['cardTitle']}>ConnectWise PSA</h2>
              <p className={styles['soft']}>{stateWords(connection)}</p>
            </div>
            <Link
              className={styles['button']}
              to="/admin/$"
              params={{ _splat: 'integrations/connectwise' }}
            >
              {connection === undefined ? 'Configure' : 'Open'}
            </Link>
          </section>
        )}
      </Loaded>
      <p className={styles['soft']}>
        New to this?{' '}
        <Link to="/admin/$" params={{ _splat: 'guide' }}>
          How to get the five values from ConnectWise
        </Link>
        , to read or to print.
      </p>
    </AdminFrame>
  )
}

function stateWords(connection: Connection | undefined): string {
  if (connection === undefined) {
    return 'Not connected. It takes five values and two minutes; nothing is written to ConnectWise.'
  }
  const { name, state, pausedBecause, lastTest } = connection
  if (state === 'paused') return `${name}: syncing is paused. ${pausedBecause ?? ''}`
  if (state === 'keys-missing') return `${name}: the keys are missing.`
  const tested = lastTest === null ? '' : `, tested ${moment(lastTest.at)}`
  return `✓ Connected to ${name}${tested}.`
}
