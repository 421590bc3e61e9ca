import { convertCssVariables, DEFAULT_THEME, mergeMantineTheme } from '@mantine/core'
import type { Plugin } from 'vite'
import { linkedFaces } from '../src/delivery/fonts.ts'
import { DARK, LIGHT, type Palette } from '../src/delivery/theme.ts'
import { mantineVariables, theme } from './src/theme.ts'

const ID = 'virtual:look.css'

/**
 * The tokens of every document of the house as one stylesheet, together with the variables Mantine
 * would otherwise write into a `<style>` of the page, which the content security policy refuses.
 */
export function look(): Plugin {
  return {
    name: 'look',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: (id) => (id === `\0${ID}` ? lookCss() : null),
  }
}

function lookCss(): string {
  const dark = '[data-mantine-color-scheme="dark"]'
  const variables = mantineVariables(mergeMantineTheme(DEFAULT_THEME, theme))
  return [
    linkedFaces(),
    `:root { color-scheme: light; ${declarations(LIGHT)} }`,
    // Before the script has run, the machine's own setting decides.
    `@media (prefers-color-scheme: dark) { :root:not([data-mantine-color-scheme]) { color-scheme: dark; ${declarations(DARK)} } }`,
    `:root${dark} { color-scheme: dark; ${declarations(DARK)} }`,
    `@media print { :root:root { color-scheme: light; ${declarations(LIGHT)} --paper: #fff; } }`,
    convertCssVariables(variables, ':root'),
  ].join('\n')
}

function declarations(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')
}
