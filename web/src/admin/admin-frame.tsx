import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Waiting } from '../shell/states.tsx'
import { useTitle } from '../shell/use-title.ts'
import { Fault } from './fault.tsx'
import styles from './admin.module.css'

/** The sections of the administration, by what follows `/admin/`. */
const SECTIONS = [
  ['integrations', 'Integrations'],
  ['intake', 'Intake links'],
  ['people', 'People'],
  ['mapping', 'Mapping'],
  ['tokens', 'API tokens'],
  ['audit', 'Audit log'],
] as const

interface AdminFrameProps {
  readonly title: string
  /** One sentence: what this page is for. */
  readonly lead?: ReactNode
  readonly above?: ReactNode
  readonly children: ReactNode
}

/** A page of the administration: where it is, its title, one sentence. */
export function AdminFrame({ title, lead, above, children }: AdminFrameProps): ReactNode {
  useTitle(title)
  return (
    <div className={styles['page']}>
      <nav aria-label="Administration" className={styles['tabs']}>
        {SECTIONS.map(([section, label]) => (
          <Link key={section} to="/admin/$" params={{ _splat: section }}>
            {label}
          </Link>
        ))}
      </nav>
      <header className={styles['head']}>
        {above === undefined ? null : <p className={styles['crumbs']}>{above}</p>}
        <h1>{title}</h1>
        {lead === undefined ? null : <p className={styles['lead']}>{lead}</p>}
      </header>
      {children}
    </div>
  )
}

interface LoadedProps<Document> {
  readonly query: UseQueryResult<Document>
  /** `The people could not be loaded`, without a full stop. */
  readonly fault: string
  /** `The list of people`, for those who hear that it is coming. */
  readonly what?: string
  readonly children: (document: Document) => ReactNode
}

/** Shows a document once it is there; before that that it is coming, or why it is not. */
export function Loaded<Document>({
  query,
  fault,
  what = 'This page',
  children,
}: LoadedProps<Document>): ReactNode {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) {
    return <Fault fault={query.error} what={fault} onRetry={() => void query.refetch()} />
  }
  return <Waiting what={what} />
}
