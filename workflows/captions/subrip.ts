import { cueText } from './cue-text.ts'
import { type CaptionFlaw, flawMessages } from './webvtt.ts'

/** One caption: from when to when, in milliseconds, and its words as WebVTT writes them. */
export type Cue = { start: number; end: number; text: string }

const example = '00:00:01,000 --> 00:00:04,500'
const timePattern = String.raw`(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,9}))?`
/** What stands behind the times are places on the screen of a player of old. Arrows as word processors make them are taken too. */
const timingPattern = new RegExp(String.raw`^\s*${timePattern}\s*(?:-{1,3}>|[–—]>|→)\s*${timePattern}(?:\s.*)?$`)
/** A byte order mark counts as a blank here, wherever files were put one behind the other. */
const cueNumberPattern = /^\s*(\d+)\s*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: programs of old end files with them
const blankPattern = /^[\s\0\x1a]*$/

/** The lines of one caption: where its number (or else its times) and its times stand. `start` null: the times cannot be read. */
type CueTiming = { from: number; at: number; number: number | null } & (
  | { start: number; end: number }
  | { start: null; end: null }
)

/**
 * Reads SubRip as it is found in the wild: it has no standard. A caption reaches to the number or the times of the next one, whether there is a
 * blank line before it or not. What cannot be shown is left out, and the first of it told as the flaw.
 */
export function parseSubRip(text: string): { cues: Cue[]; flaw: CaptionFlaw | null } {
  const lines = text.split(/\r\n?|\n/)
  const timings = findTimings(lines)
  const cues: Cue[] = []
  const foundFlaws: CaptionFlaw[] = []
  const addFlaw = (at: number, message: string) => foundFlaws.push({ line: at + 1, message })
  for (const { at, lines: words } of paragraphs(lines, 0, timings[0]?.from ?? 0))
    if (!isHeader(at, words[0]!) && !words.every(line => parseCueNumber(line) !== null))
      addFlaw(at, flawMessages.noTimes(example))
  for (const [index, { at, number, start, end }] of timings.entries()) {
    if (start === null) addFlaw(at, flawMessages.badTimes(example))
    else if (end <= start) addFlaw(at, flawMessages.backwards)
    const { words, lost } = splitLostCues(
      paragraphs(lines, at + 1, timings[index + 1]?.from ?? lines.length),
      at,
      number,
    )
    for (const first of lost) addFlaw(first, flawMessages.noTimes(example))
    const content = cueText(words)
    if (start !== null && end > start && content !== '') cues.push({ start, end, text: content })
  }
  return { cues, flaw: foundFlaws[0] ?? null }
}

/** Captions as WebVTT. */
export const toWebVtt = (cues: Cue[]): string =>
  [
    'WEBVTT\n',
    ...cues.map(({ start, end, text: words }) => `${formatTimestamp(start)} --> ${formatTimestamp(end)}\n${words}\n`),
  ].join('\n')

function findTimings(lines: string[]): CueTiming[] {
  const timings: CueTiming[] = []
  for (const [at, line] of lines.entries()) {
    const match = timingPattern.exec(line)
    // An arrow among words is none of this.
    const isTiming =
      match ?? (line.includes('-->') && (parseCueNumber(lines[at - 1]) !== null || /\d\s*:\s*\d/.test(line)))
    if (!isTiming) continue
    const position = { at, ...findCueNumber(lines, at, timings.at(-1)) }
    if (match)
      timings.push({ ...position, start: toMilliseconds(match.slice(1, 5)), end: toMilliseconds(match.slice(5, 9)) })
    else timings.push({ ...position, start: null, end: null })
  }
  return timings
}

/** The number of the caption whose times stand here: right above, or parted by blank lines when it is the one that comes next. */
function findCueNumber(lines: string[], at: number, before: CueTiming | undefined): Pick<CueTiming, 'from' | 'number'> {
  const number = parseCueNumber(lines[at - 1])
  if (number !== null) return { from: at - 1, number }
  let from = at - 1
  while (from > 0 && blankPattern.test(lines[from]!)) from--
  const far = blankPattern.test(lines[from - 1] ?? '') ? parseCueNumber(lines[from]) : null
  return far !== null && (!before || far === nextNumber(before.number))
    ? { from, number: far }
    : { from: at, number: null }
}

type Paragraph = { at: number; lines: string[] }

/** What lies between these lines, as it is parted by blank ones. */
function paragraphs(lines: string[], from: number, until: number): Paragraph[] {
  const found: Paragraph[] = []
  let open = false
  for (let at = from; at < until; at++) {
    const line = lines[at]!
    if (blankPattern.test(line)) open = false
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
function splitLostCues(
  paragraphsBelow: Paragraph[],
  times: number,
  number: number | null,
): { words: string[]; lost: number[] } {
  const [words, lost]: [string[][], number[]] = [[], []]
  let expectedNumber = nextNumber(number)
  for (const { at, lines } of paragraphsBelow) {
    if (at === times + 1 || parseCueNumber(lines[0]) !== expectedNumber) words.push(lines)
    else {
      expectedNumber++
      if (lines.length > 1) lost.push(at)
    }
  }
  return { words: words.flat(), lost }
}

function parseCueNumber(line: string | undefined): number | null {
  const digits = cueNumberPattern.exec(line ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

/** The number that comes next; where captions have none, no number does. */
const nextNumber = (number: number | null) => (number === null ? Number.NaN : number + 1)

const isHeader = (at: number, line: string) => at === 0 && /^WEBVTT\b/.test(line)

/** «5» behind the comma are five tenths, as in every number. */
function toMilliseconds([hours, minutes, seconds, fraction]: (string | undefined)[]): number {
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)
  return whole * 1000 + Number((fraction ?? '').padEnd(3, '0').slice(0, 3))
}

const formatTimestamp = (time: number) =>
  `${pad(time / 3_600_000)}:${pad((time / 60_000) % 60)}:${pad((time / 1000) % 60)}.${pad(time % 1000, 3)}`

const pad = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0')
