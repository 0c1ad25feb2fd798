import { type Attribute, type MarkupElement, ReferenceCollector } from './markup.ts'
import { type ParsedElement, parseHtml } from './parse-html.ts'

/** The analysis of HTML, XHTML, or SVG. */
export type MarkupAnalysis = {
  collector: ReferenceCollector
  problem: { reason: 'NOT_WELL_FORMED' | 'TANGLED'; offset: number; message?: string } | null
}

/** Analyzes an HTML page. */
export function analyzeHtml(text: string, lineOf: (offset: number) => number): MarkupAnalysis {
  const collector = new ReferenceCollector(lineOf)
  const tangledOffset = parseHtml(text, {
    enter: (element, context) => collector.enter(toMarkupElement(element), context),
    style: (css, offset) => collector.addCss(css, offset, 'text'),
  })
  return { collector, problem: tangledOffset === null ? null : { reason: 'TANGLED', offset: tangledOffset } }
}

function toMarkupElement({ tag, attributes, location }: ParsedElement): MarkupElement {
  const withOffsets = attributes.map(({ prefix, name, value }): Attribute => {
    const fullName = prefix ? `${prefix}:${name}` : name
    return { name: fullName, value, offset: location.attrs?.[fullName]?.startOffset ?? location.startOffset }
  })
  return { tag, attributes: withOffsets, offset: location.startOffset }
}
