import { Checkbox, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Mapping } from './mapping-words.ts'
import { count } from './words.ts'
import styles from './admin.module.css'

/** More than these and people look for a name instead of reading them all. */
const READ_AT_ONCE = 12

interface MappingChoiceProps {
  readonly mapping: Mapping
  /** Ids that somebody chose; null takes what is suggested. */
  readonly choice: readonly number[] | null
  readonly isFixed: boolean
  readonly onChoose: (choice: readonly number[] | null) => void
}

/** One meaning, and the items of ConnectWise that carry it. */
export function MappingChoice({
  mapping,
  choice,
  isFixed,
  onChoose,
}: MappingChoiceProps): ReactNode {
  const { title, explains, suggested, options, counted, reports } = mapping
  const [typed, setTyped] = useState('')
  const chosen = new Set(choice ?? suggested)
  const labels = options.filter(({ id }) => chosen.has(id)).map(({ label }) => label)
  const wanted = typed.trim().toLowerCase()
  const found = options.filter(({ label }) => label.toLowerCase().includes(wanted))
  const shown = wanted === '' ? found.slice(0, READ_AT_ONCE) : found.slice(0, 50)
  const toggle = (id: number, isOn: boolean): void => {
    const next = isOn ? [...chosen, id] : [...chosen].filter((each) => each !== id)
    onChoose(next)
  }
  return (
    <details className={styles['mapping']}>
      <summary>
        <span>{title}</span>
        <span className={styles['soft']}>
          {labels.length === 0 ? 'none' : labels.slice(0, 4).join(', ')}
          {labels.length > 4 ? ` and ${labels.length - 4} more` : ''}
        </span>
        <span className={styles['hint']}>{choice === null ? 'suggested' : 'chosen'}</span>
      </summary>
      <p className={styles['soft']}>{explains}</p>
      {options.length > READ_AT_ONCE ? (
        <TextInput
          label={`Find among ${options.length}`}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      <div className={styles['options']}>
        {shown.map(({ id, label, count: amount }) => (
          <Checkbox
            key={id}
            label={`${label} · ${amount.toLocaleString('en-US')} ${counted}`}
            description={suggested.includes(id) ? 'suggested' : undefined}
            checked={chosen.has(id)}
            disabled={isFixed}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
        ))}
      </div>
      {choice === null || isFixed ? null : (
        <button type="button" className={styles['link']} onClick={() => onChoose(null)}>
          Take what is suggested
        </button>
      )}
      <p className={styles['hint']}>
        {reports.length === 0
          ? 'No report reads this yet.'
          : `${count(reports.length, 'report')} read it: ${reports.map(({ title }) => title).join(', ')}.`}
      </p>
    </details>
  )
}
