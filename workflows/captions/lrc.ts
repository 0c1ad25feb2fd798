import { type Cue, type ParsedCaptions, sortCues } from './cue.ts'
import { cueText } from './cue-text.ts'
import { type CaptionFlaw, flawMessages } from './webvtt.ts'

const time = String.raw`(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?`
const leadingTime = new RegExp(String.raw`\s*\[${time}\]`, 'y')
/** Matches the times of single words, as karaoke programs write them. */
const wordTime = new RegExp(`<${time}>`, 'g')
/** How long the last line is shown, in milliseconds. */
const lastLineMs = 5_000

/** Reads LRC: each line has the times at which it begins, and is shown until the next one. */
export function parseLrc(text: string): ParsedCaptions {
  const starts: { start: number; text: string }[] = []
  let flaw: CaptionFlaw | null = null
  let offset = 0
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    const { times, words } = readLine(line)
    const [, tag, value] = /^\s*\[([a-z#]+):([^\]]*)\]\s*$/i.exec(line) ?? []
    if (tag?.toLowerCase() === 'offset') offset = Number(value) || 0
    if (times.length === 0 && tag === undefined && line.trim() !== '')
      flaw ??= { line: at + 1, message: flawMessages.noTimes('[00:12.00]') }
    const content = cueText([words.replace(wordTime, '')])
    for (const start of times) starts.push({ start, text: content })
  }
  // A positive offset shows the lines earlier.
  const sorted = starts
    .map(line => ({ ...line, start: Math.max(0, line.start - offset) }))
    .sort((a, b) => a.start - b.start)
  return { cues: sortCues(toCues(sorted)), flaw }
}

function readLine(line: string): { times: number[]; words: string } {
  const times: number[] = []
  let end = 0
  for (;;) {
    leadingTime.lastIndex = end
    const match = leadingTime.exec(line)
    if (!match) return { times, words: line.slice(end) }
    const [, minutes, seconds, fraction = ''] = match
    times.push((Number(minutes) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0')))
    end = leadingTime.lastIndex
  }
}

/** Ends each line when a later one begins. An empty line only ends the one before it. */
function toCues(lines: { start: number; text: string }[]): Cue[] {
  const cues: Cue[] = []
  let next = (lines.at(-1)?.start ?? 0) + lastLineMs
  for (let at = lines.length - 1; at >= 0; at--) {
    const { start, text } = lines[at]!
    const later = lines[at + 1]
    if (later && later.start > start) next = later.start
    cues.push({ start, end: next, text })
  }
  return cues
}
