import { toStorableText } from '../../files/storable-text.ts'
import { collectSrcdoc, type MarkupAnalysis } from './html.ts'
import { type Attribute, type ElementContext, ReferenceCollector } from './markup.ts'

/** A flaw at which browsers stop. `message` tells the author what is wrong at `offset`. */
type Flaw = { offset: number; message: string }
type OpenElement = { name: string; context: ElementContext; start: number; end: number }

const name = String.raw`[^\s"'<>/=&]+`
/** Matches markup that is not an element, to skip it. A `<!DOCTYPE` may contain an internal subset in brackets. */
const skippedMarkup = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/y
const cdata = /<!\[CDATA\[[\s\S]*?\]\]>/y
const startTag = new RegExp(`<(${name})`, 'y')
const attribute = new RegExp(String.raw`\s+(${name})\s*=\s*("[^"<]*"|'[^'<]*')`, 'y')
const startEnd = /\s*(\/?)>/y
const endTag = new RegExp(String.raw`</(${name})\s*>`, 'y')
const unescapedAmpersand = /&(?!(?:#\d+|#x[\da-f]+|[a-z_:][\w:.-]*);)/i

/** The maximum number of attributes. Only a missing quote causes more. */
const maxAttributes = 1_000

/**
 * Analyzes XHTML or SVG up to the first flaw, because browsers show only an error if it is not well-formed. Detects
 * mistakes that authors make by hand, not everything that XML forbids.
 */
export function analyzeXml(text: string, lineOf: (offset: number) => number): MarkupAnalysis {
  const collector = new ReferenceCollector(lineOf)
  const flaw = parseXml(text, collector)
  return { collector, problem: flaw && { reason: 'NOT_WELL_FORMED', ...flaw } }
}

/** Reports each element to the collector up to the first flaw, and returns it. */
function parseXml(text: string, collector: ReferenceCollector): Flaw | null {
  const open: OpenElement[] = []
  const prefixes = new Set<string>()
  let roots = 0
  let at = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at = pattern.lastIndex
    return match
  }
  while (at < text.length) {
    const next = text.indexOf('<', at)
    const between = text.slice(at, next < 0 ? text.length : next)
    const outside = open.length === 0 ? /\S/.exec(between) : null
    if (outside) return { offset: at + outside.index, message: 'There is text outside the outermost element.' }
    const ampersand = unescapedAmpersand.exec(between)
    if (ampersand) return { offset: at + ampersand.index, message: 'Write "&" as "&amp;" in text.' }
    if (next < 0) break
    at = next
    if (take(skippedMarkup) || (open.length > 0 && take(cdata))) continue
    const closing = take(endTag)
    if (closing) {
      const last = open.pop()
      if (!last || last.name !== closing[1]) return { offset: next, message: mismatchMessage(closing[1]!, last?.name) }
      if (localName(last.name) === 'style') collector.addCss(text.slice(last.end, next), last.end, 'text')
      if (localName(last.name) === 'script') collector.addScript(text.slice(last.end, next), last.end)
      continue
    }
    const opening = take(startTag)
    if (!opening) return { offset: next, message: 'Write "<" as "&lt;" in text.' }
    const attributes = takeAttributes(take)
    const end = take(startEnd)
    if (!end)
      return {
        offset: at,
        message: `The tag ${formatTag(opening[1]!)} is invalid. Write its attributes as name="value".`,
      }
    if (open.length === 0 && ++roots > 1)
      return { offset: next, message: 'There is a second outermost element after the first one.' }
    const element = { name: opening[1]!, start: next, end: at }
    addPrefixes(prefixes, attributes)
    const markupElement = { tag: tagOf(element.name, prefixes), attributes, offset: next }
    collectSrcdoc(collector, markupElement)
    const context = collector.enter(markupElement, open.at(-1)?.context ?? { tag: '' })
    if (!end[1]) open.push({ ...element, context })
  }
  const last = open.at(-1)
  if (last) return { offset: last.start, message: `${formatTag(last.name)} is never closed.` }
  return roots === 0 ? { offset: 0, message: 'The file contains no elements.' } : null
}

function takeAttributes(take: (pattern: RegExp) => RegExpExecArray | null): Attribute[] {
  const attributes: Attribute[] = []
  for (let next = take(attribute); next && attributes.length < maxAttributes; next = take(attribute))
    attributes.push({
      name: next[1]!,
      value: decodeEntities(next[2]!.slice(1, -1)),
      offset: next.index + next[0].search(/\S/),
    })
  return attributes
}

const mismatchMessage = (closed: string, opened: string | undefined) =>
  opened
    ? `${formatTag(opened)} is still open at ${formatTag(`/${closed}`)}.`
    : `${formatTag(`/${closed}`)} has no opening tag.`

const formatTag = (name: string) => `<${toStorableText(name.slice(0, 40))}>`

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Matches the namespaces of XHTML and SVG. Adobe Illustrator writes entities instead. */
const browserNamespace = /^http:\/\/www\.w3\.org\/(1999\/xhtml|2000\/svg)$|&/

/** Adds the prefixes that these attributes declare for elements of XHTML and SVG. */
function addPrefixes(prefixes: Set<string>, attributes: Attribute[]): void {
  for (const { name, value } of attributes)
    if (name.startsWith('xmlns:') && browserNamespace.test(value.trim())) prefixes.add(name.slice('xmlns:'.length))
}

/** Returns the name of an element without the prefix of XHTML or SVG. Other prefixes stay: browsers ignore these elements. */
const tagOf = (name: string, prefixes: ReadonlySet<string>) =>
  prefixes.has(name.slice(0, Math.max(0, name.indexOf(':')))) ? localName(name) : name

const entities = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }))

const decodeEntities = (value: string) =>
  value.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (match, decimal?: string, hex?: string, name?: string) => {
    if (name) return entities.get(name) ?? match
    const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : match
  })
