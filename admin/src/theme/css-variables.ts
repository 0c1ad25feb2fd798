import type { CSSVariablesResolver } from '@mantine/core'
import { brick } from './palettes.ts'
import { darkScheme, hues, lightScheme, type Scheme } from './schemes.ts'

/**
 * The CSS variables of both color schemes. Those of Mantine get our values; `--page`, `--raised`, `--hover`, `--line`,
 * `--input-line`, `--focus`, `--shadow`, `--mark`, and `--mark-edge` are our own. CSS modules use only such variables, so that they suit both schemes.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  // Marks lie on pictures of pages, whose colors no scheme changes.
  variables: { '--mark': brick[6]!, '--mark-edge': '#ffffff' },
  light: variablesOf(lightScheme),
  dark: variablesOf(darkScheme),
})

function variablesOf(scheme: Scheme): Record<string, string> {
  return {
    '--page': scheme.page,
    '--raised': scheme.raised,
    '--hover': scheme.hover,
    '--line': scheme.line,
    '--input-line': scheme.inputLine,
    '--focus': scheme.focus,
    '--shadow': scheme.shadow,
    '--mantine-color-body': scheme.surface,
    '--mantine-color-text': scheme.text,
    '--mantine-color-bright': scheme.text,
    '--mantine-color-dimmed': scheme.dimmed,
    '--mantine-color-placeholder': scheme.dimmed,
    '--mantine-color-anchor': scheme.link,
    '--mantine-color-error': scheme.hues.brick.text,
    '--mantine-color-success': scheme.hues.leaf.text,
    '--mantine-color-default': scheme.raised,
    '--mantine-color-default-hover': scheme.hover,
    '--mantine-color-default-color': scheme.text,
    '--mantine-color-default-border': scheme.buttonLine,
    ...Object.assign({}, ...hues.map(hue => hueVariables(scheme, hue))),
  }
}

function hueVariables(scheme: Scheme, hue: (typeof hues)[number]): Record<string, string> {
  const { text, dot, soft, softHover, onSoft, fill, fillHover, onFill } = scheme.hues[hue]
  const name = `--mantine-color-${hue}`
  return {
    [`${name}-text`]: text,
    [`${name}-dot`]: dot,
    [`${name}-light`]: soft,
    [`${name}-light-hover`]: softHover,
    [`${name}-light-color`]: onSoft,
    [`${name}-filled`]: fill,
    [`${name}-filled-hover`]: fillHover,
    [`${name}-contrast`]: onFill,
    [`${name}-outline`]: text,
  }
}
