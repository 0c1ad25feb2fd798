import { type Attribute, type MarkupElement, ReferenceCollector } from './markup.ts'
import { type ParsedElement, parseHtml } from './parse-html.ts'

/** The analysis of HTML, XHTML, or SVG. `tagOffset`: where the player's tag goes, in characters, or null if nowhere. */
export type MarkupAnalysis = {
  collector: ReferenceCollector
  tagOffset: number | null
  problem: { reason: 'NOT_WELL_FORMED' | 'TANGLED'; offset: number; message?: string } | null
}

/** Analyzes an HTML page. */
export function analyzeHtml(text: string, lineOf: (offset: number) => number): MarkupAnalysis {
  const collector = new ReferenceCollector(lineOf)
  const tagOffsets: TagOffsets = {}
  const tangledOffset = parseHtml(text, {
    enter(element, context) {
      if (element.isHtml) recordTagOffset(element, tagOffsets)
      return collector.enter(toMarkupElement(element), context)
    },
    style: (css, offset) => collector.addCss(css, offset, 'text'),
  })
  const tagOffset = collector.hasFrameset ? null : chooseTagOffset(tagOffsets)
  return { collector, tagOffset, problem: tangledOffset === null ? null : { reason: 'TANGLED', offset: tangledOffset } }
}

/**
 * Offsets of tags that the author wrote, without those that a parser adds. For `head` and `body` the end of the tag,
 * for `base` its start.
 */
export type TagOffsets = { head?: number; body?: number; base?: number }

/**
 * Returns the offset for the player's tag: after `<head>`, or else after `<body>`, but always before a `<base>`, which
 * would change the tag's URL. Null if the page has neither `<head>` nor `<body>`.
 */
export function chooseTagOffset({ head, body, base }: TagOffsets): number | null {
  const offset = head ?? body
  return offset === undefined ? null : Math.min(offset, base ?? offset)
}

function recordTagOffset({ tag, attributes, location }: ParsedElement, tagOffsets: TagOffsets): void {
  if (tag === 'head') tagOffsets.head ??= location.startTag!.endOffset
  if (tag === 'body') tagOffsets.body ??= location.startTag!.endOffset
  if (tag === 'base' && attributes.some(({ name }) => name === 'href')) tagOffsets.base ??= location.startOffset
}

function toMarkupElement({ tag, attributes, location }: ParsedElement): MarkupElement {
  const withOffsets = attributes.map(({ prefix, name, value }): Attribute => {
    const fullName = prefix ? `${prefix}:${name}` : name
    return { name: fullName, value, offset: location.attrs?.[fullName]?.startOffset ?? location.startOffset }
  })
  return { tag, attributes: withOffsets, offset: location.startOffset }
}
