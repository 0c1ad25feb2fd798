import { captionWords } from './caption-words.ts'
import { type CaptionFlaw, flaws } from './webvtt.ts'

/** One caption: from when to when, in milliseconds, and its words as WebVTT writes them. */
export type Cue = { start: number; end: number; words: string }

const example = '00:00:01,000 --> 00:00:04,500'
const time = String.raw`(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,9}))?`
/** What stands behind the times are places on the screen of a player of old. Arrows as word processors make them are taken too. */
const timing = new RegExp(String.raw`^\s*${time}\s*(?:-{1,3}>|[–—]>|→)\s*${time}(?:\s.*)?$`)
/** A byte order mark counts as a blank here, wherever files were put one behind the other. */
const counter = /^\s*(\d+)\s*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: programs of old end files with them
const blank = /^[\s\0\x1a]*$/

/** The lines of one caption: where its number (or else its times) and its times stand. `start` null: the times cannot be read. */
type Place = { from: number; at: number; number: number | null } & (
  | { start: number; end: number }
  | { start: null; end: null }
)

/**
 * Reads SubRip as it is found in the wild: it has no standard. A caption reaches to the number or the times of the next one, whether there is a
 * blank line before it or not. What cannot be shown is left out, and the first of it told as the flaw.
 */
export function readSubRip(text: string): { cues: Cue[]; flaw: CaptionFlaw | null } {
  const lines = text.split(/\r\n?|\n/)
  const places = placesIn(lines)
  const cues: Cue[] = []
  const found: CaptionFlaw[] = []
  const tell = (at: number, words: string) => found.push({ line: at + 1, words })
  for (const { at, lines: words } of paragraphs(lines, 0, places[0]?.from ?? 0))
    if (!isHeader(at, words[0]!) && !words.every(line => numberOf(line) !== null)) tell(at, flaws.noTimes(example))
  for (const [index, { at, number, start, end }] of places.entries()) {
    if (start === null) tell(at, flaws.badTimes(example))
    else if (end <= start) tell(at, flaws.backwards)
    const { words, lost } = sorted(paragraphs(lines, at + 1, places[index + 1]?.from ?? lines.length), at, number)
    for (const first of lost) tell(first, flaws.noTimes(example))
    const shown = captionWords(words)
    if (start !== null && end > start && shown !== '') cues.push({ start, end, words: shown })
  }
  return { cues, flaw: found[0] ?? null }
}

/** Captions as WebVTT. */
export const webVttOf = (cues: Cue[]): string =>
  ['WEBVTT\n', ...cues.map(({ start, end, words }) => `${stamp(start)} --> ${stamp(end)}\n${words}\n`)].join('\n')

function placesIn(lines: string[]): Place[] {
  const places: Place[] = []
  for (const [at, line] of lines.entries()) {
    const match = timing.exec(line)
    // An arrow among words is none of this.
    const isMeant = match ?? (line.includes('-->') && (numberOf(lines[at - 1]) !== null || /\d\s*:\s*\d/.test(line)))
    if (!isMeant) continue
    const own = { at, ...numberAbove(lines, at, places.at(-1)) }
    if (match) places.push({ ...own, start: milliseconds(match.slice(1, 5)), end: milliseconds(match.slice(5, 9)) })
    else places.push({ ...own, start: null, end: null })
  }
  return places
}

/** The number of the caption whose times stand here: right above, or parted by blank lines when it is the one that comes next. */
function numberAbove(lines: string[], at: number, before: Place | undefined): Pick<Place, 'from' | 'number'> {
  const number = numberOf(lines[at - 1])
  if (number !== null) return { from: at - 1, number }
  let from = at - 1
  while (from > 0 && blank.test(lines[from]!)) from--
  const far = blank.test(lines[from - 1] ?? '') ? numberOf(lines[from]) : null
  return far !== null && (!before || far === next(before.number)) ? { from, number: far } : { from: at, number: null }
}

type Paragraph = { at: number; lines: string[] }

/** What lies between these lines, as it is parted by blank ones. */
function paragraphs(lines: string[], from: number, until: number): Paragraph[] {
  const found: Paragraph[] = []
  let open = false
  for (let at = from; at < until; at++) {
    const line = lines[at]!
    if (blank.test(line)) open = false
    else if (open) found.at(-1)!.lines.push(line)
    else {
      found.push({ at, lines: [line] })
      open = true
    }
  }
  return found
}

/**
 * What lies below a caption's times is its words, blank lines or not. What begins, behind a blank line, with the number that comes next is another
 * one that lost its times, or its words too.
 */
function sorted(found: Paragraph[], times: number, number: number | null): { words: string[]; lost: number[] } {
  const [words, lost]: [string[][], number[]] = [[], []]
  let coming = next(number)
  for (const { at, lines } of found) {
    if (at === times + 1 || numberOf(lines[0]) !== coming) words.push(lines)
    else {
      coming++
      if (lines.length > 1) lost.push(at)
    }
  }
  return { words: words.flat(), lost }
}

function numberOf(line: string | undefined): number | null {
  const digits = counter.exec(line ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

/** The number that comes next; where captions have none, no number does. */
const next = (number: number | null) => (number === null ? Number.NaN : number + 1)

const isHeader = (at: number, line: string) => at === 0 && /^WEBVTT\b/.test(line)

/** «5» behind the comma are five tenths, as in every number. */
function milliseconds([hours, minutes, seconds, fraction]: (string | undefined)[]): number {
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)
  return whole * 1000 + Number((fraction ?? '').padEnd(3, '0').slice(0, 3))
}

const stamp = (time: number) =>
  `${padded(time / 3_600_000)}:${padded((time / 60_000) % 60)}:${padded((time / 1000) % 60)}.${padded(time % 1000, 3)}`

const padded = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0')
