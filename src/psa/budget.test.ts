import { describe, expect, it } from 'vitest'
import type { BudgetOptions } from './budget.ts'
import { RequestBudget } from './budget.ts'
import type { DiagnosisCode } from './diagnose.ts'
import { PsaError } from './psa-error.ts'
import type { RetryPolicy } from './retry.ts'
import { BACKGROUND, withRetries } from './retry.ts'

/** Time that passes only by sleeping. */
function timeline() {
  let now = 0
  const waits: number[] = []
  return {
    waits,
    clock: { now: () => new Date(now) },
    now: () => now,
    sleep: async (ms: number) => {
      waits.push(ms)
      now += ms
      await Promise.resolve()
    },
  }
}

describe('the request budget', () => {
  it('lets no more through at once than agreed, in the order of asking', async () => {
    const budget = new RequestBudget({ concurrency: 2 }, timeline())
    const log: string[] = []
    const gates = [1, 2, 3, 4].map(() => Promise.withResolvers<undefined>())
    const all = gates.map((gate, i) =>
      budget.run(async () => {
        log.push(`start ${i}`)
        await gate.promise
        log.push(`end ${i}`)
      }),
    )
    await settled()
    expect(log).toEqual(['start 0', 'start 1'])
    gates[1]?.resolve(undefined)
    await settled()
    expect(log).toEqual(['start 0', 'start 1', 'end 1', 'start 2'])
    for (const gate of gates) gate.resolve(undefined)
    await Promise.all(all)
    expect(log.filter((line) => line.startsWith('start'))).toEqual(
      [0, 1, 2, 3].map((i) => `start ${i}`),
    )
  })

  it('lets so many through in any 60 seconds and holds the next until the oldest is a minute old', async () => {
    const time = timeline()
    const budget = new RequestBudget({ perMinute: 3 }, time)
    const at: number[] = []
    for (let i = 0; i < 7; i += 1) {
      await budget.run(() => {
        at.push(time.now())
        return time.sleep(1000)
      })
    }
    expect(at).toEqual([0, 1000, 2000, 60_000, 61_000, 62_000, 120_000])
    expect(budget.waitedMs).toBe(57_000 + 57_000)
  })

  it('holds everybody during a pause, and a shorter pause does not end a longer one', async () => {
    const time = timeline()
    const budget = new RequestBudget({}, time)
    budget.pause(30_000)
    budget.pause(5000)
    const started = await Promise.all(
      [1, 2].map(() => budget.run(() => Promise.resolve(time.now()))),
    )
    expect(Math.min(...started)).toBeGreaterThanOrEqual(30_000)
  })

  it('gives a place back when a request fails and when one that waits is aborted', async () => {
    const budget = new RequestBudget({ concurrency: 1 }, timeline())
    const gate = Promise.withResolvers<undefined>()
    const first = budget.run(() => gate.promise)
    const stop = new AbortController()
    const second = budget.run(() => Promise.resolve('second'), stop.signal)
    const third = budget.run(() => Promise.resolve('third'))
    stop.abort()
    await expect(second).rejects.toThrow('abort')
    gate.reject(new Error('broken'))
    await expect(first).rejects.toThrow('broken')
    expect(await third).toBe('third')
  })
})

describe('asking again', () => {
  async function attempt(
    faults: readonly PsaError[],
    policy: Partial<RetryPolicy> = {},
    options: BudgetOptions = {},
  ) {
    const time = timeline()
    const budget = new RequestBudget(options, time)
    let tries = 0
    const outcome = await withRetries(
      () => {
        const fault = faults[tries]
        tries += 1
        return fault ? Promise.reject(fault) : Promise.resolve('done')
      },
      { budget, policy: { ...BACKGROUND, ...policy }, random: () => 1 },
    ).catch((error: unknown) => error)
    return { outcome, tries, waits: time.waits, now: time.now() }
  }

  const fault = (code: DiagnosisCode, retryAfterMs?: number): PsaError =>
    new PsaError(code, {
      retryable: true,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })

  it('backs off twice as long each time, up to a cap, and gives up after six tries', async () => {
    const { outcome, tries, waits } = await attempt(Array(9).fill(fault('API-5xx')), {
      capMs: 3000,
    })
    expect(outcome).toMatchObject({ code: 'API-5xx' })
    expect({ tries, waits }).toEqual({ tries: 6, waits: [500, 1000, 2000, 3000, 3000] })
  })

  it('waits exactly as long as a 429 asks', async () => {
    const { outcome, now } = await attempt([fault('API-429', 17_000)])
    expect({ outcome, now }).toEqual({ outcome: 'done', now: 17_000 })
  })

  it('waits 30, 60 and 120 seconds, and no longer, where a 429 names no time', async () => {
    const { outcome, waits } = await attempt(Array(4).fill(fault('API-429')))
    expect({ outcome, waits }).toEqual({
      outcome: 'done',
      waits: [30_000, 60_000, 120_000, 120_000],
    })
  })

  it('tells the caller instead of waiting longer than five minutes', async () => {
    const { outcome, tries, waits } = await attempt([fault('API-429', 301_000)])
    expect(outcome).toMatchObject({ code: 'API-429', retryAfterMs: 301_000 })
    expect({ tries, waits }).toEqual({ tries: 1, waits: [] })
  })

  it('does not ask again where that cannot help', async () => {
    const { outcome, tries } = await attempt([new PsaError('AUTH-401')])
    expect({ code: (outcome as PsaError).code, tries }).toEqual({ code: 'AUTH-401', tries: 1 })
  })
})

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
}
