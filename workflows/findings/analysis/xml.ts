import { chooseTagOffset, type MarkupAnalysis, type TagOffsets } from './html.ts'
import { type Attribute, type ElementContext, ReferenceCollector } from './markup.ts'
import { toStorableText } from '../../files/storable-text.ts'

/** What browsers stop at. `offset`: where; `words`: what is wrong there, for the author. */
type Flaw = { offset: number; message: string }
type OpenElement = { name: string; context: ElementContext; start: number; end: number }

const name = String.raw`[^\s"'<>/=&]+`
/** What begins with «<» and is no element: it is passed over. Behind a `<!DOCTYPE` an inner part in brackets may follow. */
const skippedMarkup = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/y
const cdata = /<!\[CDATA\[[\s\S]*?\]\]>/y
const startTag = new RegExp(`<(${name})`, 'y')
const attribute = new RegExp(String.raw`\s+(${name})\s*=\s*("[^"<]*"|'[^'<]*')`, 'y')
const startEnd = /\s*(\/?)>/y
const endTag = new RegExp(String.raw`</(${name})\s*>`, 'y')
const unescapedAmpersand = /&(?!(?:#\d+|#x[\da-f]+|[a-z_:][\w:.-]*);)/i

/** More attributes than these are the work of a forgotten quotation mark. */
const maxAttributes = 1_000

/**
 * Reads XHTML or SVG as a browser does, which shows nothing of it but an error when it is not well-formed: up to the first flaw. What an author
 * can do wrong by hand is looked for, not all that XML forbids. The place is none where the page cannot be shown.
 */
export function analyzeXml(text: string, lineOf: (offset: number) => number): MarkupAnalysis {
  const collector = new ReferenceCollector(lineOf)
  const tagOffsets: TagOffsets = {}
  const flaw = parseXml(text, collector, tagOffsets)
  const tagOffset = flaw || collector.hasFrameset ? null : chooseTagOffset(tagOffsets)
  return { collector, tagOffset, problem: flaw && { reason: 'NOT_WELL_FORMED', ...flaw } }
}

function parseXml(text: string, collector: ReferenceCollector, tagOffsets: TagOffsets): Flaw | null {
  const open: OpenElement[] = []
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
    if (outside) return { offset: at + outside.index, message: 'There is text outside of the outermost element.' }
    const ampersand = unescapedAmpersand.exec(between)
    if (ampersand) return { offset: at + ampersand.index, message: 'A «&» in a text is written «&amp;».' }
    if (next < 0) break
    at = next
    if (take(skippedMarkup) || (open.length > 0 && take(cdata))) continue
    const closing = take(endTag)
    if (closing) {
      const last = open.pop()
      if (!last || last.name !== closing[1]) return { offset: next, message: mismatchMessage(closing[1]!, last?.name) }
      if (localName(last.name) === 'style') collector.addCss(text.slice(last.end, next), last.end, 'text')
      continue
    }
    const opening = take(startTag)
    if (!opening) return { offset: next, message: 'A «<» in a text is written «&lt;».' }
    const attributes = takeAttributes(take)
    const end = take(startEnd)
    if (!end)
      return { offset: at, message: `The tag ${formatTag(opening[1]!)} is not written as it must be: name="value".` }
    if (open.length === 0 && ++roots > 1)
      return { offset: next, message: 'There is a second outermost element behind the first one.' }
    const element = { name: opening[1]!, start: next, end: at }
    if (open.length > 0) recordTagOffset(element, attributes, tagOffsets)
    const context = collector.enter(
      { tag: localName(element.name), attributes, offset: next },
      open.at(-1)?.context ?? { tag: '' },
    )
    if (!end[1]) open.push({ ...element, context })
  }
  const last = open.at(-1)
  if (last) return { offset: last.start, message: `${formatTag(last.name)} is never closed.` }
  return roots === 0 ? { offset: 0, message: 'There is nothing in it.' } : null
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

function recordTagOffset(
  element: { name: string; start: number; end: number },
  attributes: Attribute[],
  tagOffsets: TagOffsets,
): void {
  if (element.name === 'head') tagOffsets.head ??= element.end
  if (element.name === 'body') tagOffsets.body ??= element.end
  if (element.name === 'base' && attributes.some(({ name }) => name === 'href')) tagOffsets.base ??= element.start
}

const mismatchMessage = (closed: string, opened: string | undefined) =>
  opened
    ? `${formatTag(opened)} is open, but ${formatTag(`/${closed}`)} follows.`
    : `${formatTag(`/${closed}`)} closes what was never opened.`

const formatTag = (name: string) => `<${toStorableText(name.slice(0, 40))}>`

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

const entities = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }))

const decodeEntities = (value: string) =>
  value.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, word?: string) => {
    if (word) return entities.get(word) ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
