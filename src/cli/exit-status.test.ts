import { describe, expect, it } from 'vitest'
import { AppError } from '../kernel/app-error.ts'
import { exitStatusOf, exitStatusOfCode } from './exit-status.ts'

describe('exit status', () => {
  it('tells wrong input, a refusal by ConnectWise and a failure of our own apart', () => {
    const input = new AppError('x', { code: 'invalid-parameter', remedy: 'correct-input' })
    const refused = new AppError('x', { code: 'AUTH-401', remedy: 'reconfigure' })
    const locked = new AppError('x', { code: 'data-in-use', remedy: 'retry' })
    expect([input, refused, locked, new Error('x')].map(exitStatusOf)).toEqual([2, 3, 1, 1])
  })

  it('takes a value that is wrong by its form for wrong input although it is a diagnosis', () => {
    expect(
      ['CFG-URL', 'NET-DNS', 'TLS-SELF', 'CO-NULL'].map((code) => exitStatusOfCode(code)),
    ).toEqual([2, 3, 3, 3])
  })
})
