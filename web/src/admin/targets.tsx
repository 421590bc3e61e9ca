import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Settings } from './mapping-words.ts'
import styles from './admin.module.css'

interface TargetsProps {
  readonly settings: Settings
  readonly isFixed: boolean
  readonly onChange: (part: Readonly<Record<string, unknown>>) => void
}

/** The goals that figures are measured against. Shares are shown in percent and kept as shares. */
export function Targets({ settings, isFixed, onChange }: TargetsProps): ReactNode {
  const { targets, utilizationGoal, missingTimeThresholdHours } = settings
  const aim = (part: Partial<Settings['targets']>): void =>
    onChange({ targets: { ...targets, ...part } })
  const percent = (share: number): number => Math.round(share * 1000) / 10
  return (
    <section className={styles['section']} aria-labelledby="targets-title">
      <h2 id="targets-title">Targets</h2>
      <div className={styles['targets']}>
        <NumberInput
          label="Utilization"
          suffix=" %"
          min={0}
          max={200}
          disabled={isFixed}
          value={percent(utilizationGoal)}
          onChange={(value) => typed(value, (share) => onChange({ utilizationGoal: share / 100 }))}
        />
        <NumberInput
          label="Resolved within SLA"
          suffix=" %"
          min={0}
          max={100}
          disabled={isFixed}
          value={percent(targets.slaMet)}
          onChange={(value) => typed(value, (share) => aim({ slaMet: share / 100 }))}
        />
        <NumberInput
          label="Agreement margin"
          suffix=" %"
          min={-100}
          max={100}
          disabled={isFixed}
          value={percent(targets.agreementMargin)}
          onChange={(value) => typed(value, (share) => aim({ agreementMargin: share / 100 }))}
        />
        <NumberInput
          label="Money per agreement hour"
          placeholder="no target"
          min={0}
          disabled={isFixed}
          value={targets.effectiveHourlyRate ?? ''}
          onChange={(value) =>
            aim({ effectiveHourlyRate: value === '' ? null : Number(value) || null })
          }
        />
        <NumberInput
          label="Hours that may be missing from a day"
          min={0}
          max={24}
          step={0.25}
          disabled={isFixed}
          value={missingTimeThresholdHours}
          onChange={(value) =>
            typed(value, (hours) => onChange({ missingTimeThresholdHours: hours }))
          }
        />
      </div>
    </section>
  )
}

/** While a field is empty the last number stands. */
function typed(value: number | string, take: (value: number) => void): void {
  if (typeof value === 'number' && Number.isFinite(value)) take(value)
}
