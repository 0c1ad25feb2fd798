import type { Animation } from '@lectern/schema/changes/looks'
import { techniqueOf } from '../texts/animations.ts'
import type { Package, Text } from './package.ts'
import type { Found } from './rule.ts'

const inside = new Set(['object', 'embed', 'applet', 'param'])

/** Animations that no browser plays any more: where pages use them, and those files of their kind that no page names. */
export function animations({ texts, files }: Package): Found[] {
  const used = texts.flatMap(text => usesIn(text).map(use => ({ text, use })))
  const named = new Set(used.map(({ text, use }) => pathOf(text, use)))
  const unnamed = [...files.keys()].filter(path => techniqueOf(path) !== null && !named.has(path))
  return [
    ...used.map(({ text, use }) => ({
      ...{ path: text.path, line: use.line },
      ...tell(use.url ? `«${use.url}»` : 'something', use.technique),
    })),
    ...unnamed.map(path => ({ path, line: null, ...tell('this file', techniqueOf(path)!) })),
  ]
}

/** In the markup for plug-ins, and by links and frames that open such a file by itself. */
const usesIn = ({ facts, links }: Text): Animation[] => [
  ...(facts.animations ?? []),
  ...links.flatMap(({ url, line, tag, to }) => {
    const technique = to.is === 'there' && !inside.has(tag) ? techniqueOf(to.path) : null
    return technique ? [{ technique, line, url }] : []
  }),
]

function pathOf(text: Text, { url }: Animation): string | null {
  const to = url ? text.locate(url) : null
  return to?.is === 'there' ? to.path : to?.is === 'misspelt' ? to.meant : null
}

function tell(what: string, technique: Animation['technique']): Pick<Found, 'message' | 'remedy'> {
  const needs = technique === 'Java' ? 'a Java applet' : `made with ${technique}`
  return {
    message: `${what === 'this file' ? 'This file' : `The page shows ${what}, which`} is ${needs}. No browser plays that any more.`,
    remedy: 'Export the animation as HTML5, or as a film in mp4, and show that instead.',
  }
}
