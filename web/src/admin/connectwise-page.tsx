import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sessionQuery } from '../api.ts'
import { AdminFrame, Loaded } from './admin-frame.tsx'
import { connectionsQuery } from './admin-api.ts'
import { Configure } from './configure.tsx'
import { Connected } from './connected.tsx'

/** Admin → Integrations → ConnectWise PSA: connect, see what works, sync, change the keys. */
export function ConnectWisePage(): ReactNode {
  const session = useQuery(sessionQuery)
  const connections = useQuery(connectionsQuery)
  const role = session.data?.person?.role
  const mayChange = role === 'owner' || role === 'administrator'
  return (
    <AdminFrame
      title="ConnectWise PSA"
      above={
        <Link to="/admin/$" params={{ _splat: 'integrations' }}>
          Admin · Integrations
        </Link>
      }
    >
      <Loaded query={connections} fault="The connection could not be loaded">
        {({ connections: [connection] }) =>
          connection === undefined ? (
            <Configure readOnlyBecause={readOnlyBecause(mayChange, session.data?.state)} />
          ) : (
            <Connected connection={connection} mayChange={mayChange} />
          )
        }
      </Loaded>
    </AdminFrame>
  )
}

function readOnlyBecause(mayChange: boolean, state: string | undefined): string | null {
  if (mayChange) return null
  return state === 'open' || state === 'set-up-needed'
    ? 'You can test here. To save, set up the first account with the link that the server printed.'
    : 'You can test here. Saving is for owners and administrators.'
}
