/**
 * What a page's beginning shows. `isDocument`: it is a page of its own, not a fragment that a script loads.
 * `tagOffset`: where the player's tag goes, in characters.
 */
export type PageScan = { isDocument: boolean; tagOffset: number }

/** Elements that only documents have. So is a `<title>` outside SVG. */
export const documentElements: ReadonlySet<string> = new Set(['html', 'head', 'body', 'frameset'])

/** Elements that contain only text, up to their end tag, where scripts are enabled. (HTML 13.2.6.2) */
const textElements = ['title', 'textarea', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript']
const textEnds = new Map(textElements.map(name => [name, new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi')]))

/** End tags that begin the content of a page. Browsers ignore all others before the content. (HTML 13.2.6.4.2) */
const contentEndTags = new Set(['head', 'body', 'html', 'br'])

/**
 * Finds the place for the player's tag in the beginning of an HTML page: after its `<head>` or else its `<html>`, and
 * otherwise before its first content. Scripts run there before anything else of the page is read, and the page's
 * doctype, elements, and layout stay as they are. Reads each character once, whatever the page contains.
 */
export function scanHtml(text: string): PageScan {
  let [tagOffset, isDocument, hasHtml, isInContent] = [0, false, false, false]
  for (const token of readTokens(text)) {
    const { kind, name, start, end, isForeign } = token
    if (end === null) break
    const isTitle = name === 'title' && !isForeign
    isDocument ||= kind === 'doctype' || (kind === 'start' && (documentElements.has(name) || isTitle))
    if (!isInContent) {
      const spaceEnd = kind === 'text' ? skip(spaces, text, start) : end
      isInContent = beginsContent(token) || spaceEnd < end
      if (kind === 'start' && (name === 'html' || name === 'head')) tagOffset = end
      else if (!hasHtml && (kind === 'text' || !isInContent)) tagOffset = spaceEnd
      hasHtml ||= kind === 'start' && name === 'html'
    }
    if (isInContent && isDocument) break
  }
  return { isDocument, tagOffset }
}

/** Returns the offset of the first tag with at least so many attributes. Null if a page has none. */
export function findTagWithAttributes(text: string, attributeCount: number): number | null {
  for (const token of readTokens(text)) if (token.attributeCount >= attributeCount) return token.start
  return null
}

/**
 * A piece of a page. `name`: of a tag, in lower case. `end`: the offset after it. Null if the page ends within it:
 * browsers drop such a piece. `isForeign`: it is in an SVG image or in MathML.
 */
type Token = {
  kind: 'text' | 'comment' | 'doctype' | 'start' | 'end'
  name: string
  start: number
  end: number | null
  isClosed: boolean
  attributeCount: number
  isForeign: boolean
}

/** Yields the pieces of a page, without the text in elements such as `<script>`. */
function* readTokens(text: string): Generator<Token> {
  let foreignDepth = 0
  for (let at = 0; at < text.length; ) {
    const isForeign = foreignDepth > 0
    const token = { isClosed: false, attributeCount: 0, ...readToken(text, at, isForeign), start: at, isForeign }
    yield token
    const { kind, name, end } = token
    if (end === null) return
    at = kind === 'start' && !isForeign ? findTextEnd(text, name, end) : end
    if (name === 'svg' || name === 'math') foreignDepth = Math.max(0, foreignDepth + depthChange(token))
  }
}

/** Returns whether this begins the content of a page, so that a `<head>` after it has no effect. */
function beginsContent({ kind, name }: Token): boolean {
  if (kind === 'end') return contentEndTags.has(name)
  return kind === 'start' && name !== 'html'
}

const depthChange = ({ kind, isClosed }: Token) => (kind === 'end' ? -1 : isClosed ? 0 : 1)

const spaces = /[\t\n\f\r ]*/y
const tagName = /<(\/?)([a-z][^\t\n\f\r />]*)/iy
const doctype = /<!doctype/iy
const commentStart = /<!--(?:-?>)?/y
const commentEnd = /--!?>/g

/** Returns the piece of the page at an offset. */
function readToken(
  text: string,
  at: number,
  isForeign: boolean,
): Pick<Token, 'kind' | 'name' | 'end'> & Partial<Token> {
  const tag = execAt(tagName, text, at)
  if (tag)
    return { kind: tag[1] ? 'end' : 'start', name: tag[2]!.toLowerCase(), ...readTagEnd(text, tagName.lastIndex) }
  const comment = execAt(commentStart, text, at)
  if (comment?.[0].endsWith('>')) return { kind: 'comment', name: '', end: commentStart.lastIndex }
  if (comment) {
    const end = execAt(commentEnd, text, commentStart.lastIndex) ? commentEnd.lastIndex : null
    return { kind: 'comment', name: '', end }
  }
  if (isForeign && text.startsWith('<![CDATA[', at))
    return { kind: 'text', name: '', end: offsetAfter(text, ']]>', at) }
  if (/^<[!?/]/.test(text.slice(at, at + 2)))
    return {
      kind: execAt(doctype, text, at) ? 'doctype' : 'comment',
      ...{ name: '', end: offsetAfter(text, '>', at + 2) },
    }
  const next = text.indexOf('<', at + 1)
  return { kind: 'text', name: '', end: next < 0 ? text.length : next }
}

function offsetAfter(text: string, search: string, from: number): number | null {
  const found = text.indexOf(search, from)
  return found < 0 ? null : found + search.length
}

const separators = /[\t\n\f\r /]*/y
const attributeName = /[^\t\n\f\r />][^\t\n\f\r />=]*/y
const equalsSign = /[\t\n\f\r ]*=[\t\n\f\r ]*/y
const unquotedValue = /[^\t\n\f\r >]*/y

/** Reads the rest of the tag whose name ends at `nameEnd`. (HTML 13.2.5.32 to 13.2.5.40) */
function readTagEnd(text: string, nameEnd: number): Pick<Token, 'end' | 'isClosed' | 'attributeCount'> {
  let attributeCount = 0
  for (let at = nameEnd; at < text.length; attributeCount++) {
    const next = skip(separators, text, at)
    if (text[next] === '>') return { end: next + 1, isClosed: next > at && text[next - 1] === '/', attributeCount }
    const attributeEnd = skip(attributeName, text, next)
    const valueStart = skip(equalsSign, text, attributeEnd)
    const quote = text[valueStart]
    if (valueStart === attributeEnd) at = attributeEnd
    else if (quote !== '"' && quote !== "'") at = skip(unquotedValue, text, valueStart)
    else {
      const close = text.indexOf(quote, valueStart + 1)
      if (close < 0) break
      at = close + 1
    }
  }
  return { end: null, isClosed: false, attributeCount }
}

/** Returns the end of the text in an element that contains only text, and `at` for any other element. */
function findTextEnd(text: string, name: string, at: number): number {
  if (name === 'script') return findScriptEnd(text, at)
  if (name === 'plaintext') return text.length
  const pattern = textEnds.get(name)
  return pattern ? (execAt(pattern, text, at)?.index ?? text.length) : at
}

const scriptParts = /<!--|-->|<(\/?)script[\t\n\f\r />]/gi

/** Returns the end of a script's text. In a comment, a script may contain another one. (HTML 13.2.5.15 to 13.2.5.31) */
function findScriptEnd(text: string, start: number): number {
  let state: 'script' | 'comment' | 'script in comment' = 'script'
  for (let part = execAt(scriptParts, text, start); part; part = scriptParts.exec(text)) {
    const isEnd = part[1] === '/'
    if (part[0] === '-->') state = 'script'
    else if (part[0] === '<!--') {
      if (state === 'script') state = 'comment'
      // The dashes may also belong to the end of the comment: `<!-->`.
      scriptParts.lastIndex = part.index + 2
    } else if (isEnd && state !== 'script in comment') return part.index
    else if (state !== 'script') state = isEnd ? 'comment' : 'script in comment'
  }
  return text.length
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Returns the offset after what a sticky pattern matches, or `at` if it matches nothing. */
function skip(pattern: RegExp, text: string, at: number): number {
  return execAt(pattern, text, at) ? pattern.lastIndex : at
}
