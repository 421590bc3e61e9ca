import {
  createTheme,
  defaultCssVariablesResolver,
  defaultVariantColorsResolver,
  type ConvertCSSVariablesInput,
  type MantineColorsTuple,
  type MantineTheme,
} from '@mantine/core'
import { FACES, LIGHT } from '../../src/delivery/theme.ts'

/** Ten steps from the wash to the deepest accent; the eighth is the accent itself. */
const TEAL: MantineColorsTuple = [
  LIGHT.wash,
  '#cfe4e3',
  '#b4d2d2',
  LIGHT.tint,
  '#6fa0a2',
  '#45888b',
  '#267278',
  LIGHT.accent,
  '#0c4c52',
  '#083a3f',
]

/**
 * Mantine in our look. Everything that would put a `<style>` into the page is off: responsive style
 * props (`cols={{ base: 1, sm: 2 }}`), `hiddenFrom`, `visibleFrom` and scroll locking do nothing here;
 * write a rule into a stylesheet instead.
 */
export const theme = createTheme({
  colors: { teal: TEAL },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  fontFamily: FACES.sans,
  headings: { fontFamily: FACES.serif, fontWeight: '500' },
  fontSizes: { xs: '0.78125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.125rem', xl: '1.25rem' },
  defaultRadius: 'md',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Filled parts take the tokens, so that dark paper gets dark letters on its pale accent.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    if (input.variant !== 'filled' || (input.color ?? 'teal') !== 'teal') return colors
    return { ...colors, color: 'var(--paper)', background: 'var(--accent)', hover: 'var(--accent)' }
  },
  components: {
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
    Spotlight: { defaultProps: { lockScroll: false } },
  },
})

/** Mantine's variables over our tokens; `web/look-plugin.ts` writes them into the stylesheet. */
export function mantineVariables(merged: MantineTheme): ConvertCSSVariablesInput {
  const { variables, light, dark } = defaultCssVariablesResolver(merged)
  return { variables, light: { ...light, ...OURS }, dark: { ...dark, ...OURS } }
}

const OURS = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--soft)',
  '--mantine-color-placeholder': 'var(--soft)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-success': 'var(--good)',
  '--mantine-color-default': 'var(--paper)',
  '--mantine-color-default-hover': 'var(--wash)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-teal-text': 'var(--accent)',
  '--mantine-color-teal-filled': 'var(--accent)',
  '--mantine-color-teal-outline': 'var(--accent)',
  '--mantine-color-teal-light': 'var(--wash)',
  '--mantine-color-teal-light-hover': 'var(--wash)',
  '--mantine-color-teal-light-color': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--paper)',
}
