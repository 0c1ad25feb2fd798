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
    enter(element, context) {
      const markupElement = toMarkupElement(element)
      collectSrcdoc(collector, markupElement)
      return collector.enter(markupElement, context)
    },
    style: (css, offset) => collector.addCss(css, offset, 'text'),
    script: (script, offset) => collector.addScript(script, offset),
  })
  return { collector, problem: tangledOffset === null ? null : { reason: 'TANGLED', offset: tangledOffset } }
}

/** The pages in the `srcdoc` of an `<iframe>` that are read, in characters of all in a page. */
const maxSrcdocLength = 200_000

/** Records the references of the page in the `srcdoc` of an `<iframe>`, all at the attribute's place. */
export function collectSrcdoc(collector: ReferenceCollector, { tag, attributes }: MarkupElement): void {
  const srcdoc = tag === 'iframe' && attributes.find(({ name }) => name === 'srcdoc')
  if (!srcdoc || !collector.reserveSrcdoc(srcdoc.value.length, maxSrcdocLength)) return
  const { value, offset } = srcdoc
  const atAttribute = ({ tag, attributes }: MarkupElement): MarkupElement => ({
    ...{ tag, offset },
    attributes: attributes.map(attribute => ({ ...attribute, offset })),
  })
  parseHtml(value, {
    // Browsers apply the outer page's `<base>`, and one inside only there, which nobody writes.
    enter: (element, context) =>
      element.tag === 'base' || element.tag === 'frameset'
        ? context
        : collector.enter(atAttribute(toMarkupElement(element)), context),
    style: css => collector.addCss(css, offset, 'attribute'),
    script: script => collector.addScript(script, offset),
  })
}

function toMarkupElement({ tag, attributes, location }: ParsedElement): MarkupElement {
  const withOffsets = attributes.map(({ prefix, name, value }): Attribute => {
    const fullName = prefix ? `${prefix}:${name}` : name
    return { name: fullName, value, offset: location.attrs?.[fullName]?.startOffset ?? location.startOffset }
  })
  return { tag, attributes: withOffsets, offset: location.startOffset }
}
