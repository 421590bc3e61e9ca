import { describe, expect, it } from 'vitest'
import { DARK, LIGHT } from './theme.ts'
import type { Palette } from './theme.ts'

/** WCAG 2 relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_, palette: Palette) => {
  it.each(['ink', 'soft', 'accent', 'good', 'soon', 'bad'] as const)(
    'sets %s on paper with at least 4.5 to 1',
    (name) => {
      expect(contrast(palette[name], palette.paper)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it('keeps 4.5 to 1 on the washes behind words', () => {
    expect(contrast(palette.accent, palette.wash)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.soon, palette.soonWash)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.bad, palette.badWash)).toBeGreaterThanOrEqual(4.5)
  })

  it('keeps the main series apart from the one it is compared with', () => {
    expect(contrast(palette.accent, palette.tint)).toBeGreaterThanOrEqual(3)
  })
})
