import { type FoundInMarkup, type Places, placeOfTag } from './html.ts'
import { type Attribute, type Inside, Markup } from './markup.ts'
import { storable } from './storable.ts'

/** What browsers stop at. `offset`: where; `words`: what is wrong there, for the author. */
type Flaw = { offset: number; words: string }
type Open = { name: string; inside: Inside; start: number; end: number }

const name = String.raw`[^\s"'<>/=&]+`
/** What begins with «<» and is no element: it is passed over. Behind a `<!DOCTYPE` an inner part in brackets may follow. */
const passed = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/y
const cdata = /<!\[CDATA\[[\s\S]*?\]\]>/y
const startTag = new RegExp(`<(${name})`, 'y')
const attribute = new RegExp(String.raw`\s+(${name})\s*=\s*("[^"<]*"|'[^'<]*')`, 'y')
const startEnd = /\s*(\/?)>/y
const endTag = new RegExp(String.raw`</(${name})\s*>`, 'y')
const bareAmpersand = /&(?!(?:#\d+|#x[\da-f]+|[a-z_:][\w:.-]*);)/i

/** More attributes than these are the work of a forgotten quotation mark. */
const mostAttributes = 1_000

/**
 * Reads XHTML or SVG as a browser does, which shows nothing of it but an error when it is not well-formed: up to the first flaw. What an author
 * can do wrong by hand is looked for, not all that XML forbids. The place is none where the page cannot be shown.
 */
export function lookAtXml(text: string, lineOf: (offset: number) => number): FoundInMarkup {
  const markup = new Markup(lineOf)
  const places: Places = {}
  const flaw = read(text, markup, places)
  const place = flaw || markup.hasFrameset ? null : placeOfTag(places)
  return { markup, place, problem: flaw && { why: 'NOT_WELL_FORMED', ...flaw } }
}

function read(text: string, markup: Markup, places: Places): Flaw | null {
  const open: Open[] = []
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
    if (outside) return { offset: at + outside.index, words: 'There is text outside of the outermost element.' }
    const ampersand = bareAmpersand.exec(between)
    if (ampersand) return { offset: at + ampersand.index, words: 'A «&» in a text is written «&amp;».' }
    if (next < 0) break
    at = next
    if (take(passed) || (open.length > 0 && take(cdata))) continue
    const closing = take(endTag)
    if (closing) {
      const last = open.pop()
      if (!last || last.name !== closing[1]) return { offset: next, words: mismatch(closing[1]!, last?.name) }
      if (localOf(last.name) === 'style') markup.style(text.slice(last.end, next), last.end, 'text')
      continue
    }
    const opening = take(startTag)
    if (!opening) return { offset: next, words: 'A «<» in a text is written «&lt;».' }
    const attributes = takeAttributes(take)
    const end = take(startEnd)
    if (!end) return { offset: at, words: `The tag ${shown(opening[1]!)} is not written as it must be: name="value".` }
    if (open.length === 0 && ++roots > 1)
      return { offset: next, words: 'There is a second outermost element behind the first one.' }
    const element = { name: opening[1]!, start: next, end: at }
    if (open.length > 0) note(element, attributes, places)
    const inside = markup.enter(
      { tag: localOf(element.name), attributes, offset: next },
      open.at(-1)?.inside ?? { tag: '' },
    )
    if (!end[1]) open.push({ ...element, inside })
  }
  const last = open.at(-1)
  if (last) return { offset: last.start, words: `${shown(last.name)} is never closed.` }
  return roots === 0 ? { offset: 0, words: 'There is nothing in it.' } : null
}

function takeAttributes(take: (pattern: RegExp) => RegExpExecArray | null): Attribute[] {
  const attributes: Attribute[] = []
  for (let next = take(attribute); next && attributes.length < mostAttributes; next = take(attribute))
    attributes.push({
      name: next[1]!,
      value: unescaped(next[2]!.slice(1, -1)),
      offset: next.index + next[0].search(/\S/),
    })
  return attributes
}

function note(element: { name: string; start: number; end: number }, attributes: Attribute[], places: Places): void {
  if (element.name === 'head') places.head ??= element.end
  if (element.name === 'body') places.body ??= element.end
  if (element.name === 'base' && attributes.some(({ name }) => name === 'href')) places.base ??= element.start
}

const mismatch = (closed: string, opened: string | undefined) =>
  opened
    ? `${shown(opened)} is open, but ${shown(`/${closed}`)} follows.`
    : `${shown(`/${closed}`)} closes what was never opened.`

const shown = (name: string) => `<${storable(name.slice(0, 40))}>`

const localOf = (name: string) => name.slice(name.indexOf(':') + 1)

const entities = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }))

const unescaped = (value: string) =>
  value.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, word?: string) => {
    if (word) return entities.get(word) ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
