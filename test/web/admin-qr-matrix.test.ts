import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { qrMatrix } from '../../web/src/session/qr-matrix.ts'

const text = (length: number): string =>
  Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 7 + length) % 90))).join('')

describe('QR codes', () => {
  // Each of these pictures was read back by a decoder that shares nothing with the code.
  it.each([
    [17, 21, 'd8506d85a08127d1'],
    [130, 41, 'ac6f0ea346084266'],
    [271, 57, '20410056ff92d40c'],
    [420, 69, '757e6993b9d02e44'],
  ])('draws %i characters as the picture a reader has read', (length, side, digest) => {
    const matrix = qrMatrix(text(length))
    expect(matrix).toHaveLength(side)
    const picture = matrix.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')).join('\n')
    expect(createHash('sha256').update(picture).digest('hex').slice(0, 16)).toBe(digest)
  })

  it('takes the next size one byte after the last one that fits', () => {
    expect(qrMatrix(text(18))).toHaveLength(25)
    expect(qrMatrix('é'.repeat(9))).toHaveLength(25)
  })

  it('refuses what fits no size', () => {
    expect(() => qrMatrix(text(430))).toThrow(RangeError)
  })
})
