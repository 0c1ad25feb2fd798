import { documentElements, type PageScan } from './scan-html.ts'

/** `prefix`: the namespace prefix of the page's elements, with its colon. Usually empty. */
export type XhtmlScan = PageScan & { prefix: string }

const startTag = /<((?:[^\s"'<>/=&!?:]+:)?)([^\s"'<>/=&!?:]+)/y
/** Match a doctype up to its end or its declarations in brackets, and the end of these. */
const doctypeStart = /<!DOCTYPE[^[>]*[[>]/iy
const declarationsEnd = /\]\s*>/g

/**
 * Finds the place for the player's tag in the beginning of an XHTML page: after its `<head>` or else after its
 * outermost start tag, because XML allows nothing before that. Null if there is no such place. Reads each character
 * once, and does not require that the page is well-formed.
 */
export function scanXhtml(text: string): XhtmlScan | null {
  let [isDocument, elements, svgDepth] = [false, 0, 0]
  let place: Omit<XhtmlScan, 'isDocument'> | null = null
  const findDoctypeEnd = doctypeReader(text)
  for (let at = text.indexOf('<'); at >= 0 && !(isDocument && elements > 1); ) {
    const tag = execAt(startTag, text, at)
    const doctypeEnd = tag ? null : findDoctypeEnd(at)
    const end = tag ? findTagEnd(text, startTag.lastIndex) : (doctypeEnd ?? findEnd(text, at))
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
    else isDocument ||= doctypeEnd !== null
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

/** Returns a function that finds the end of a doctype. Null if there is none at an offset, or if it never ends. */
function doctypeReader(text: string): (at: number) => number | null {
  let hasEnds = true
  return at => {
    const start = execAt(doctypeStart, text, at)
    if (!start) return null
    if (start[0].endsWith('>')) return doctypeStart.lastIndex
    // Once none is found, there is none further on: each offset is searched once.
    hasEnds &&= execAt(declarationsEnd, text, doctypeStart.lastIndex) !== null
    return hasEnds ? declarationsEnd.lastIndex : null
  }
}

/** Returns the end of a comment, an instruction, or an end tag. Null if it has none. */
function findEnd(text: string, at: number): number | null {
  for (const [start, end] of ends)
    if (text.startsWith(start, at)) return toEnd(text.indexOf(end, at + start.length), end.length)
  return toEnd(text.indexOf('>', at), 1)
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
