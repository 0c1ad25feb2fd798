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
  let tagOffsets: TagOffsets = {}
  const tangledOffset = parseHtml(text, {
    enter(element, context) {
      if (element.isHtml) tagOffsets = withTagOffset(tagOffsets, toStartTag(element))
      return collector.enter(toMarkupElement(element), context)
    },
    style: (css, offset) => collector.addCss(css, offset, 'text'),
    script: script => collector.addScript(script),
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

/** A start tag in the text, from `start` to `end`. */
export type StartTag = { name: string; attributes: { name: string }[]; start: number; end: number }

/** Returns the offsets with that of a start tag, if it is the first one of its kind that counts. */
export function withTagOffset(tagOffsets: TagOffsets, { name, attributes, start, end }: StartTag): TagOffsets {
  if (name === 'head') return { head: end, ...tagOffsets }
  if (name === 'body') return { body: end, ...tagOffsets }
  const isBaseUrl = name === 'base' && attributes.some(attribute => attribute.name === 'href')
  return isBaseUrl ? { base: start, ...tagOffsets } : tagOffsets
}

const toStartTag = ({ tag, attributes, location }: ParsedElement): StartTag => ({
  name: tag,
  attributes,
  start: location.startOffset,
  end: location.startTag!.endOffset,
})

function toMarkupElement({ tag, attributes, location }: ParsedElement): MarkupElement {
  const withOffsets = attributes.map(({ prefix, name, value }): Attribute => {
    const fullName = prefix ? `${prefix}:${name}` : name
    return { name: fullName, value, offset: location.attrs?.[fullName]?.startOffset ?? location.startOffset }
  })
  return { tag, attributes: withOffsets, offset: location.startOffset }
}
