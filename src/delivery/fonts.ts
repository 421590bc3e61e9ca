import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A face of the look as a file for browsers. */
export interface WebFont {
  /** The name it is served under: `/fonts/NAME`. */
  readonly name: string
  readonly family: 'Inter' | 'Newsreader'
  readonly weights: string
  readonly path: string
  /** The letters it holds, as `unicode-range`. */
  readonly range: string
}

// The two subsets as Google Fonts cuts them: Western European letters, and the rest of Latin.
const LATIN =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,' +
  'U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD'
const LATIN_EXTENDED =
  'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,' +
  'U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF'

/**
 * The files a page may ask for. Newsreader comes with its optical sizes: at 36 px it is drawn finer
 * than at 20, which is what makes a headline look printed.
 */
export const WEB_FONTS: readonly WebFont[] = [
  webFont('Inter', '400 600', 'inter-latin-wght-normal.woff2', LATIN),
  webFont('Inter', '400 600', 'inter-latin-ext-wght-normal.woff2', LATIN_EXTENDED),
  webFont('Newsreader', '400 600', 'newsreader-latin-opsz-normal.woff2', LATIN),
  webFont('Newsreader', '400 600', 'newsreader-latin-ext-opsz-normal.woff2', LATIN_EXTENDED),
]

/** `@font-face` rules for pages of the server, which serves the files under `/fonts/`. */
export function linkedFaces(): string {
  return WEB_FONTS.map((font) => face(font, `/fonts/${font.name}`)).join('')
}

/**
 * `@font-face` rules that carry the files inside, for a page that must stand alone: 240 kB, and
 * 230 kB more only where the text has letters beyond Western European ones.
 */
export function embeddedFaces(text: string): string {
  return WEB_FONTS.filter((font) => font.range === LATIN || EXTENDED_LETTER.test(text))
    .map((font) => face(font, `data:font/woff2;base64,${readFileSync(font.path, 'base64')}`))
    .join('')
}

/** The same faces for the PDF: TrueType files, one per weight. */
export function pdfFonts(): Buffer[] {
  return PDF_FACES.map((name) => readFileSync(fileURLToPath(import.meta.resolve(name))))
}

const EXTENDED_LETTER =
  /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1e9f\u20a0-\u20ab\u20ad-\u20c0]/

const PDF_FACES = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  '@expo-google-fonts/newsreader/400Regular/Newsreader_400Regular.ttf',
  '@expo-google-fonts/newsreader/500Medium/Newsreader_500Medium.ttf',
]

function webFont(family: WebFont['family'], weights: string, name: string, range: string): WebFont {
  const from = `@fontsource-variable/${family.toLowerCase()}/files/${name}`
  return { name, family, weights, range, path: fileURLToPath(import.meta.resolve(from)) }
}

function face(font: WebFont, url: string): string {
  return (
    `@font-face{font-family:${font.family};font-style:normal;font-display:swap;` +
    `font-weight:${font.weights};src:url(${url}) format('woff2');unicode-range:${font.range}}`
  )
}
