import { documentElements, type PageScan } from './scan-html.ts'

/** `prefix`: the namespace prefix of the page's elements, with its colon. Usually empty. */
export type XhtmlScan = PageScan & { prefix: string }

const startTag = /<((?:[^\s"'<>/=&!?:]+:)?)([^\s"'<>/=&!?:]+)/y
/** Matches a doctype, which may contain declarations in brackets. */
const doctype = /<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/iy

/**
 * Finds the place for the player's tag in the beginning of an XHTML page: after its `<head>` or else after its
 * outermost start tag, because XML allows nothing before that. Null if there is no such place. Reads each character
 * once, and does not require that the page is well-formed.
 */
export function scanXhtml(text: string): XhtmlScan | null {
  let [isDocument, elements, svgDepth] = [false, 0, 0]
  let place: Omit<XhtmlScan, 'isDocument'> | null = null
  for (let at = text.indexOf('<'); at >= 0 && !(isDocument && elements > 1); ) {
    const tag = execAt(startTag, text, at)
    const end = tag ? findTagEnd(text, startTag.lastIndex) : findEnd(text, at)
    if (end === null) break
    const isClosed = text[end - 2] === '/'
    if (tag) {
      const [, prefix = '', name = ''] = tag
      elements++
      isDocument ||= documentElements.has(name) || (name === 'title' && svgDepth === 0)
      if (elements === 1 && (isClosed || name === 'svg')) return null
      if (elements === 1 || (elements === 2 && name === 'head')) place = { tagOffset: end, prefix }
      if (name === 'svg' && !isClosed) svgDepth++
    } else if (/^<\/(?:[^\s:>]+:)?svg\s*>$/.test(text.slice(at, Math.min(end, at + 100)))) svgDepth--
    else isDocument ||= execAt(doctype, text, at) !== null
    at = text.indexOf('<', end)
  }
  return place && { ...place, isDocument }
}

/** The ends of markup that is not an element. */
const ends = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Returns the end of a comment, an instruction, a doctype, or an end tag. Null if it has none. */
function findEnd(text: string, at: number): number | null {
  for (const [start, end] of ends)
    if (text.startsWith(start, at)) return toEnd(text.indexOf(end, at + start.length), end.length)
  return execAt(doctype, text, at) ? doctype.lastIndex : toEnd(text.indexOf('>', at), 1)
}

const toEnd = (found: number, length: number) => (found < 0 ? null : found + length)

const quoteOrEnd = /["'>]/g

/** Returns the end of a start tag whose name ends at `at`. Null if it has none. */
function findTagEnd(text: string, nameEnd: number): number | null {
  for (let at = nameEnd; ; ) {
    const found = execAt(quoteOrEnd, text, at)
    if (!found) return null
    if (found[0] === '>') return found.index + 1
    const close = text.indexOf(found[0], found.index + 1)
    if (close < 0) return null
    at = close + 1
  }
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
