/** Where the wrong text is in an excerpt: the index of its line, and the offsets of its beginning and end there. */
export type ExcerptMark = { line: number; start: number; end: number }

/** Lines of a text around a place. `column` counts from 1 in the whole line; null if the wrong text is not found. */
export type Excerpt = { lines: string[]; mark: ExcerptMark | null; column: number | null }

const linesAround = 2
/** The longest line that is shown, in characters. Of longer ones, the part around the wrong text is. */
const maxLineLength = 240
const beforeMark = 80
const ellipsis = '…'

/**
 * Returns the lines of a text around a line, which counts from 1. `written`: the wrong text, which may be encoded in the
 * file. Null if the text does not have the line.
 */
export function excerptOf(text: string, line: number, written: string | null): Excerpt | null {
  const first = Math.max(1, line - linesAround)
  const lines = readLines(text, first, line + linesAround)
  if (lines.length <= line - first) return null
  const mark = written === null ? null : findMark(lines, line - first, written)
  const shown = lines.map((content, index) => cutLine(content, mark?.line === index ? mark : null))
  return {
    lines: shown.map(({ content }) => content),
    mark: mark && { ...mark, ...shown[mark.line]!.range! },
    column: mark?.line === line - first ? mark.start + 1 : null,
  }
}

/** Reads the lines from `first` to `last`, as many as there are. Lines end with LF, CR, or both. */
function readLines(text: string, first: number, last: number): string[] {
  const lines: string[] = []
  let number = 1
  let start = 0
  for (const { index, 0: end } of text.matchAll(/\r\n?|\n|$/g)) {
    if (number >= first) lines.push(text.slice(start, Math.min(index, start + maxReadLength)))
    if (++number > last) break
    start = index + end.length
  }
  return lines
}

/** The longest part of a line that is searched, in characters. */
const maxReadLength = 1_000_000

/** An attribute may begin on one line and have its value on a later one. */
function findMark(lines: string[], from: number, written: string): ExcerptMark | null {
  for (const spelling of new Set([written, written.replaceAll('&', '&amp;')]))
    for (const [line, content] of lines.entries()) {
      const start = line < from || spelling === '' ? -1 : content.indexOf(spelling)
      if (start >= 0) return { line, start, end: start + spelling.length }
    }
  return null
}

/** Cuts a long line to the part that matters, and moves the offsets of the mark with it. */
function cutLine(
  content: string,
  mark: ExcerptMark | null,
): { content: string; range: Omit<ExcerptMark, 'line'> | null } {
  if (content.length <= maxLineLength) return { content, range: mark }
  const start = Math.max(0, Math.min((mark?.start ?? 0) - beforeMark, content.length - maxLineLength))
  const end = start + maxLineLength
  const prefix = start > 0 ? ellipsis : ''
  const offset = prefix.length - start
  return {
    content: `${prefix}${content.slice(start, end).toWellFormed()}${end < content.length ? ellipsis : ''}`,
    range: mark && { start: mark.start + offset, end: Math.min(mark.end, end) + offset },
  }
}
