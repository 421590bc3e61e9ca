import { useEffect, useRef, useState } from 'react'
import type { ConnectionTest, FiveValues, Stage } from './connection-words.ts'
import { streamTest } from './admin-api.ts'

/** Where a connection test is. */
export interface TestState {
  readonly running: boolean
  readonly stages: readonly Stage[]
  readonly result: ConnectionTest | null
  /** The test itself could not be run: the server is away, the session ended. */
  readonly fault: unknown
}

const IDLE: TestState = { running: false, stages: [], result: null, fault: null }

/** Runs tests one at a time; leaving the page ends the one under way, which stores nothing. */
export function useConnectionTest(): {
  readonly state: TestState
  readonly run: (values: FiveValues) => void
  readonly show: (result: ConnectionTest | null) => void
} {
  const [state, setState] = useState<TestState>(IDLE)
  const current = useRef<AbortController | null>(null)
  useEffect(() => () => current.current?.abort(), [])

  const run = (values: FiveValues): void => {
    if (current.current !== null) return
    const controller = new AbortController()
    current.current = controller
    setState({ ...IDLE, running: true })
    const onStage = (stage: Stage): void =>
      setState((now) => ({ ...now, stages: [...now.stages, stage] }))
    streamTest(values, onStage, controller.signal)
      .then((result) => setState({ ...IDLE, stages: result.stages, result }))
      .catch((fault: unknown) => {
        if (!controller.signal.aborted) setState((now) => ({ ...now, running: false, fault }))
      })
      .finally(() => {
        current.current = null
      })
  }

  const show = (result: ConnectionTest | null): void =>
    setState(result === null ? IDLE : { ...IDLE, stages: result.stages, result })

  return { state, run, show }
}
