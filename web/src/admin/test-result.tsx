import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ConnectionTest, Stage } from './connection-words.ts'
import { Fault } from './fault.tsx'
import { PermissionTable } from './permission-table.tsx'
import { supportText } from './support-text.ts'
import type { TestState } from './use-connection-test.ts'
import styles from './admin.module.css'

/** The stages of a test, in the words they have before they answer. */
const STAGES: readonly (readonly [string, string])[] = [
  ['S0', 'Values'],
  ['S1', 'Address'],
  ['S2', 'Encryption'],
  ['S3', 'Company'],
  ['S4', 'API'],
  ['S5', 'Sign-in'],
  ['S6', 'Member'],
  ['S7', 'Permissions'],
  ['S8', 'Records'],
]

interface TestResultProps {
  readonly state: TestState
  /** The stages of a test that went well only on demand. */
  readonly brief?: boolean
}

/** What a test has found so far: stage by stage, then the finding and what to do about it. */
export function TestResult({ state, brief = false }: TestResultProps): ReactNode {
  const { running, stages, result, fault } = state
  return (
    <div aria-live="polite" aria-busy={running}>
      {result === null ? null : <Finding result={result} />}
      {running ? <h2 className={styles['cardTitle']}>Testing</h2> : null}
      {fault === null ? null : <Fault fault={fault} what="The test could not be run" />}
      {running || (result !== null && !(brief && result.ok)) ? (
        <StageList stages={stages} running={running} />
      ) : null}
      {result === null ? null : <Warnings result={result} />}
      {result === null ? null : <PermissionTable rows={result.permissions} />}
      {brief && result?.ok === true ? (
        <details className={styles['lists']}>
          <summary>The stages of the test</summary>
          <StageList stages={stages} running={false} />
        </details>
      ) : null}
    </div>
  )
}

function Finding({ result }: { readonly result: ConnectionTest }): ReactNode {
  if (result.ok) {
    return (
      <header className={styles['finding']}>
        <h2 className={`${styles['cardTitle']} ${styles['good']}`}>{result.title}</h2>
        <p className={styles['soft']}>{result.explanation}</p>
      </header>
    )
  }
  return (
    <header className={styles['finding']}>
      <h2 className={`${styles['cardTitle']} ${styles['bad']}`}>{result.title}</h2>
      <p className={styles['soft']}>{result.explanation}</p>
      <Remedies remedies={result.remedies} />
      <Evidence result={result} />
    </header>
  )
}

/** What to do, most likely first. */
function Remedies({ remedies }: { readonly remedies: readonly string[] }): ReactNode {
  if (remedies.length === 0) return null
  return (
    <>
      <h3 className={styles['smallTitle']}>What to do, most likely first</h3>
      <ol className={styles['remedies']}>
        {remedies.map((remedy) => (
          <li key={remedy}>{remedy}</li>
        ))}
      </ol>
    </>
  )
}

function Evidence({ result }: { readonly result: ConnectionTest }): ReactNode {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  const text = supportText(result)
  const copy = (): void => {
    navigator.clipboard
      .writeText(text)
      .then(() => setCopied('yes'))
      .catch(() => setCopied('failed'))
  }
  return (
    <details className={styles['evidence']}>
      <summary>Evidence, for support</summary>
      <pre>{text}</pre>
      <Button variant="default" size="xs" onClick={copy}>
        {copied === 'yes' ? 'Copied' : 'Copy'}
      </Button>
      <span className={styles['hint']}>
        {copied === 'failed' ? ' Your browser did not let us copy; select the text instead.' : ''}
        {copied === 'no' ? ' It holds no keys.' : ''}
      </span>
    </details>
  )
}

const MARKS = { ok: '✓', warning: '!', failed: '✕', skipped: '–' } as const
const SAID = { ok: 'Passed', warning: 'Warning', failed: 'Failed', skipped: 'Not reached' } as const

function StageList(props: { stages: readonly Stage[]; running: boolean }): ReactNode {
  const { stages, running } = props
  const next = STAGES[stages.length]?.[0]
  return (
    <ol className={styles['stages']} aria-label="Stages of the test">
      {STAGES.map(([name, title]) => {
        const stage = stages.find((each) => each.stage === name)
        if (!stage) {
          const isNext = running && name === next
          return (
            <li key={name} className={styles['waiting']}>
              <span aria-hidden="true">{isNext ? '…' : '·'}</span>
              <span>
                {title}
                {isNext ? <small>Under way</small> : null}
              </span>
              <span />
            </li>
          )
        }
        return (
          <li key={name} className={styles[stage.state]}>
            <span role="img" aria-label={SAID[stage.state]}>
              {MARKS[stage.state]}
            </span>
            <span>
              {stage.title}
              <small>{stage.detail}</small>
            </span>
            <span className={styles['ms']}>
              {stage.state === 'skipped' ? '' : `${stage.ms} ms`}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function Warnings({ result }: { readonly result: ConnectionTest }): ReactNode {
  if (result.warnings.length === 0) return null
  return (
    <section className={styles['warnings']}>
      <h3 className={styles['sectionTitle']}>What would make numbers wrong or incomplete</h3>
      <ul>
        {result.warnings.map(({ code, title, explanation, remedies }) => (
          <li key={code}>
            <strong>
              <span aria-hidden="true">! </span>
              {title}
            </strong>
            <p>{explanation}</p>
            <ul>
              {remedies.map((remedy) => (
                <li key={remedy}>{remedy}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}
