import type { Cue, ParsedCaptions } from './cue.ts'
import { cueText } from './cue-text.ts'
import { type CaptionFlaw, flawMessages } from './webvtt.ts'

const example = '00:00:01,000 --> 00:00:04,500'
const timePattern = String.raw`(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,9}))?`
/** Matches a line of times. Accepts screen positions for older players after the times, and word processors' arrows. */
const timingPattern = new RegExp(String.raw`^\s*${timePattern}\s*(?:-{1,3}>|[–—]>|→)\s*${timePattern}(?:\s.*)?$`)
/** Matches a cue number. A byte order mark counts as a space, because files may be concatenated. */
const cueNumberPattern = /^\s*(\d+)\s*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: older programs end files with them
const blankPattern = /^[\s\0\x1a]*$/

/**
 * The lines of one cue: `from` is that of its number, or else of its times; `at` is that of its times. `start` is null
 * for unreadable times.
 */
type CueTiming = { from: number; at: number; number: number | null } & (
  | { start: number; end: number }
  | { start: null; end: null }
)

/**
 * Reads SubRip as found in the wild, because it has no standard. A caption ends at the number or the times of the next
 * one, with or without a blank line before it. Omits parts that cannot be shown, and returns the first of them as the
 * flaw.
 */
export function parseSubRip(text: string): ParsedCaptions {
  const lines = text.split(/\r\n?|\n/)
  const timings = findTimings(lines)
  const cues: Cue[] = []
  const foundFlaws: CaptionFlaw[] = []
  const addFlaw = (at: number, message: string) => foundFlaws.push({ line: at + 1, message })
  for (const { at, lines: words } of paragraphsAboveCues(lines, timings[0]?.from ?? 0))
    if (!words.every(line => parseCueNumber(line) !== null)) addFlaw(at, flawMessages.noTimes(example))
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

function findTimings(lines: string[]): CueTiming[] {
  const timings: CueTiming[] = []
  for (const [at, line] of lines.entries()) {
    const match = timingPattern.exec(line)
    // An arrow within text is not a line of times.
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

/**
 * Finds the number of the caption with times at this line: right above, or above blank lines if it is the next number.
 */
function findCueNumber(
  lines: string[],
  at: number,
  previous: CueTiming | undefined,
): Pick<CueTiming, 'from' | 'number'> {
  const number = parseCueNumber(lines[at - 1])
  if (number !== null) return { from: at - 1, number }
  let from = at - 1
  while (from > 0 && blankPattern.test(lines[from]!)) from--
  const distantNumber = blankPattern.test(lines[from - 1] ?? '') ? parseCueNumber(lines[from]) : null
  return distantNumber !== null && (!previous || distantNumber === nextNumber(previous.number))
    ? { from, number: distantNumber }
    : { from: at, number: null }
}

type Paragraph = { at: number; lines: string[] }

/** Splits these lines into paragraphs at blank lines. */
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

/** Returns the paragraphs above the first caption, without the header, comments, and styles of WebVTT. */
function paragraphsAboveCues(lines: string[], until: number): Paragraph[] {
  const [first, ...others] = paragraphs(lines, 0, until)
  if (!first || !/^[\s\ufeff]*WEBVTT\b/i.test(first.lines[0]!)) return first ? [first, ...others] : []
  return others.filter(({ lines: [line = ''] }) => !/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line))
}

/**
 * Separates a caption's text from captions that lost their times. The text may contain blank lines. A paragraph that
 * begins with the next number is another caption without times, and perhaps without text.
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

/** Returns the next cue number, or NaN for captions without numbers. */
const nextNumber = (number: number | null) => (number === null ? Number.NaN : number + 1)

/** Converts times to milliseconds. A fraction of `5` means five tenths. */
function toMilliseconds([hours, minutes, seconds, fraction]: (string | undefined)[]): number {
  const wholeSeconds = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)
  return wholeSeconds * 1000 + Number((fraction ?? '').padEnd(3, '0').slice(0, 3))
}
