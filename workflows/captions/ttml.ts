import { Parser } from 'htmlparser2'
import { type Cue, type ParsedCaptions, sortCues } from './cue.ts'
import { cueText } from './cue-text.ts'
import { parseTtmlTime, readRates, type TtmlRates } from './ttml-time.ts'
import { type CaptionFlaw, flawMessages } from './webvtt.ts'

/**
 * An open element with the time in which it is shown, in milliseconds. `next` is when the next child begins, in an
 * element whose children follow one another.
 */
type OpenElement = { name: string; start: number; end: number; next: number | null }

/** More than any captions nest. */
const maxDepth = 1_000
/** How much is parsed between two looks at the depth, in characters. */
const partLength = 16_384

const example = '00:00:01.000'

/**
 * Reads TTML and DFXP. Each `<p>` with a time is a caption, and so is each `<span>` with a time of its own. Styles and
 * positions are left out. The parser reads XML as a stream and expands no entities, so hostile files cost little.
 */
export function parseTtml(text: string): ParsedCaptions {
  const cues: Cue[] = []
  const open: OpenElement[] = []
  /** The captions whose text is being read: that of the `<p>`, and of a `<span>` with a time. */
  const written: { depth: number; start: number; end: number; text: string }[] = []
  let rates = readRates(new Map())
  let flaw: CaptionFlaw | null = null
  const lineAt = lineCounter(text)
  const parser = new Parser(
    {
      onopentag(fullName, attributes) {
        const name = localName(fullName)
        const values = new Map(Object.entries(attributes).map(([key, value]) => [localName(key), value]))
        if (name === 'tt') rates = readRates(values)
        if (name === 'br' && written.length > 0) written.at(-1)!.text += '\n'
        const parent = open.at(-1)
        const { interval, isInvalid } = intervalOf(values, parent, rates)
        if (isInvalid) flaw ??= { line: lineAt(parser.startIndex), message: flawMessages.badTimes(example) }
        if (parent?.next != null) parent.next = interval.end
        open.push({ name, ...interval, next: values.get('timeContainer') === 'seq' ? interval.start : null })
        const isTimed = values.has('begin') || values.has('end') || values.has('dur')
        if (name === 'p' || (name === 'span' && isTimed)) written.push({ depth: open.length, ...interval, text: '' })
      },
      ontext(part) {
        // White space between elements is layout. Breaks are <br/>.
        if (written.length > 0 && !isHidden(open)) written.at(-1)!.text += part.replace(/\s+/g, ' ')
      },
      onclosetag() {
        const caption = written.at(-1)
        if (caption?.depth === open.length) {
          written.pop()
          const { start, end, text: words } = caption
          if (Number.isFinite(end))
            cues.push({ start: Math.round(start), end: Math.round(end), text: cueText(escaped(words).split('\n')) })
          else if (words.trim() !== '') flaw ??= { line: lineAt(parser.startIndex), message: 'This text has no times.' }
        }
        open.pop()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  // The parser's time grows with the square of the depth, so it must not go on in a file that nests without end.
  for (let at = 0; at < text.length && open.length <= maxDepth; at += partLength)
    parser.write(text.slice(at, at + partLength))
  if (open.length > maxDepth) flaw ??= { line: 1, message: 'These captions nest too deep.' }
  parser.end()
  return { cues: sortCues(cues), flaw }
}

const localName = (name: string) => name.slice(name.lastIndexOf(':') + 1)
const isHidden = (open: OpenElement[]) => open.at(-1)?.name === 'metadata'
/** The text is literal here, so that it must not be read as markup. */
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** Returns the time in which an element is shown. Its times count from the beginning of its parent. (TTML 12.2) */
function intervalOf(values: ReadonlyMap<string, string>, parent: OpenElement | undefined, rates: TtmlRates) {
  const origin = parent ? (parent.next ?? parent.start) : 0
  const times = ['begin', 'end', 'dur'].map(name => {
    const value = values.get(name)
    return value === undefined ? undefined : parseTtmlTime(value, rates)
  })
  const [begin, end, dur] = times
  const start = origin + (begin ?? 0)
  const ends = [
    parent?.end ?? Number.POSITIVE_INFINITY,
    end == null ? null : origin + end,
    dur == null ? null : start + dur,
  ]
  const interval = { start, end: Math.min(...ends.filter(each => each !== null)) }
  return { interval, isInvalid: times.includes(null) }
}

/** Returns a function that counts the lines up to an offset. Offsets must not decrease. */
function lineCounter(text: string): (offset: number) => number {
  let [line, at] = [1, 0]
  return offset => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++
      at = next + 1
    }
    return line
  }
}
