import type { ReactNode } from 'react'
import styles from './admin.module.css'

/** The line of a security role, drawn: what to set and what to leave. */
export function RoleDrawing(): ReactNode {
  return (
    <Screen
      title="System → Security Roles → Cloud Briefing"
      says="A security role: on the line Company Maintenance, Inquire is All, the rest None."
      height={150}
    >
      <Words x={24} y={66} soft>
        Companies
      </Words>
      {['Add', 'Edit', 'Delete', 'Inquire'].map((verb, i) => (
        <Words key={verb} x={300 + i * 84} y={66} soft>
          {verb}
        </Words>
      ))}
      <line x1={24} x2={620} y1={80} y2={80} className={styles['hair']} />
      <Words x={24} y={110}>
        Company Maintenance
      </Words>
      {['None', 'None', 'None'].map((level, i) => (
        <Words key={i} x={300 + i * 84} y={110}>
          {level}
        </Words>
      ))}
      <Mark x={540} y={90} width={70} />
      <Words x={552} y={110}>
        All
      </Words>
    </Screen>
  )
}

/** The API member's form, drawn: the fields that matter. */
export function MemberDrawing(): ReactNode {
  return (
    <Screen
      title="System → Members → API Members → New"
      says="A new API member: role Cloud Briefing, level Corporate, location and business unit filled."
      height={190}
    >
      <Field x={24} y={52} label="Member ID" value="cloudbriefing" />
      <Field x={330} y={52} label="Role ID" value="Cloud Briefing" marked />
      <Field x={24} y={116} label="Level" value="Corporate (Level 1)" marked />
      <Field x={330} y={116} label="Location, Business Unit" value="filled, any" />
    </Screen>
  )
}

/** The keys as ConnectWise shows them once, drawn. */
export function KeysDrawing(): ReactNode {
  return (
    <Screen
      title="API Keys → New"
      says="A new pair of keys: press Save, then copy the public and the private key."
      height={190}
    >
      <g>
        <rect x={24} y={50} width={64} height={26} rx={5} className={styles['marked']} />
        <Words x={40} y={68}>
          Save
        </Words>
        <Words x={110} y={68} soft>
          Save &amp; Close loses the private key
        </Words>
      </g>
      <Field x={24} y={104} label="Public key" value="aBcD1234eFgH5678" marked />
      <Field x={330} y={104} label="Private key, shown once" value="iJkL9012mNoP3456" marked />
    </Screen>
  )
}

/** A client ID's page, drawn. */
export function ClientIdDrawing(): ReactNode {
  return (
    <Screen
      title="developer.connectwise.com → Client ID"
      says="A client ID: five groups of digits and letters."
      height={120}
    >
      <Field
        x={24}
        y={44}
        width={596}
        label="Client ID"
        value="7c1e0a52-4d3b-4f6a-8e21-53ad90c79b40"
        marked
      />
    </Screen>
  )
}

interface ScreenProps {
  readonly title: string
  /** For those who do not see the drawing. */
  readonly says: string
  readonly height: number
  readonly children: ReactNode
}

function Screen({ title, says, height, children }: ScreenProps): ReactNode {
  return (
    // On a phone a drawing is wider than the page: it scrolls by itself, by key as well.
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={says}>
      <svg className={styles['drawing']} viewBox={`0 0 644 ${height}`} aria-hidden="true">
        <rect x={0.5} y={0.5} width={643} height={height - 1} rx={8} className={styles['sheet']} />
        <line x1={0} x2={644} y1={34} y2={34} className={styles['hair']} />
        <Words x={16} y={22} soft>
          {title}
        </Words>
        {children}
      </svg>
    </div>
  )
}

interface FieldProps {
  readonly x: number
  readonly y: number
  readonly width?: number
  readonly label: string
  readonly value: string
  readonly marked?: boolean
}

function Field({ x, y, width = 290, label, value, marked = false }: FieldProps): ReactNode {
  return (
    <g>
      <Words x={x} y={y + 10} soft>
        {label}
      </Words>
      <rect
        x={x}
        y={y + 18}
        width={width}
        height={30}
        rx={5}
        className={marked ? styles['marked'] : styles['box']}
      />
      <Words x={x + 10} y={y + 38}>
        {value}
      </Words>
    </g>
  )
}

function Mark({ x, y, width }: { x: number; y: number; width: number }): ReactNode {
  return <rect x={x} y={y} width={width} height={30} rx={5} className={styles['marked']} />
}

interface WordsProps {
  readonly x: number
  readonly y: number
  readonly soft?: boolean
  readonly children: ReactNode
}

function Words({ x, y, soft = false, children }: WordsProps): ReactNode {
  return (
    <text x={x} y={y} className={soft ? styles['drawnSoft'] : styles['drawn']}>
      {children}
    </text>
  )
}
