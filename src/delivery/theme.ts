/**
 * The look, once: every page, the PDF and every chart take their colours, sizes and faces from
 * here. Warm paper, near-black ink, one accent for what can be clicked and for the main series, a
 * pale tint of it for comparison. Green, amber and red mean good, soon and bad, and nothing else.
 */

/** Colours of one scheme. Text colours reach 4.5 to 1 on `paper` and on their own wash. */
export interface Palette {
  readonly paper: string
  readonly ink: string
  /** Second lines, labels, footnotes. */
  readonly soft: string
  /** Hairlines, and the empty part of a bar. */
  readonly line: string
  readonly accent: string
  /** The accent for comparison: last period beside this one. Never text. */
  readonly tint: string
  /** Behind the entry of the navigation that is open. */
  readonly wash: string
  readonly good: string
  readonly soon: string
  readonly bad: string
  /** Behind a word that names a severity. */
  readonly soonWash: string
  readonly badWash: string
}

export const LIGHT: Palette = {
  paper: '#fbfaf7',
  ink: '#1b1f23',
  soft: '#5b646e',
  line: '#e6e2da',
  accent: '#0f5c63',
  tint: '#9cbabb',
  wash: '#e2f0ef',
  good: '#1a7f4b',
  soon: '#8f6000',
  bad: '#b3261e',
  soonWash: '#f2e9d2',
  badWash: '#fbe3e0',
}

export const DARK: Palette = {
  paper: '#14171a',
  ink: '#e8eaed',
  soft: '#a5afb9',
  line: '#2b3138',
  accent: '#6fc3c8',
  tint: '#3c5a5e',
  wash: '#17343a',
  good: '#5fc38f',
  soon: '#e3b341',
  bad: '#ff8a80',
  soonWash: '#33290f',
  badWash: '#3b1f1e',
}

/** The palette's names as CSS variables: one drawing serves light and dark. */
export const VARIABLES = Object.fromEntries(
  Object.keys(LIGHT).map((name) => [name, `var(--${name})`]),
) as Readonly<Record<keyof Palette, string>>

/** CSS pixels. The PDF scales them: 15 here is 9.4 points there. */
export const SIZES = {
  headline: 36,
  keyNumber: 25,
  section: 20,
  text: 15,
  label: 12.5,
} as const

/** Newsreader for headlines and section titles, Inter for everything else. */
export const FACES = {
  serif: `Newsreader, 'Iowan Old Style', Palatino, Georgia, serif`,
  sans: `Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif`,
} as const

/** What a figure means for the business; `neutral` where neither direction is good. */
export type Tone = 'good' | 'soon' | 'bad' | 'neutral'
