import { type ParsedCaptions, sortCues } from './cue.ts'
import { cueText } from './cue-text.ts'
import { parseSbv } from './sbv.ts'
import { flawMessages } from './webvtt.ts'

/** Matches a caption of MicroDVD: the numbers of its first and last picture, and its text. */
const microDvdPattern = /^\s*\{(\d{1,9})\}\{(\d{0,9})\}(.*)$/
/** A caption without an end is shown this long, in seconds. */
const defaultSeconds = 4

/** Reads the text formats with the extension `.sub`: MicroDVD, which counts pictures, and SubViewer. */
export const parseSub = (text: string): ParsedCaptions =>
  /^\s*\{\d{1,9}\}\{/.test(text) ? parseMicroDvd(text.split(/\r\n?|\n/)) : parseSbv(text)

/** Reads MicroDVD. Its first caption should be the number of pictures per second. */
function parseMicroDvd(lines: string[]): ParsedCaptions {
  const found = lines.map(line => microDvdPattern.exec(line))
  const rate = Number(found.find(match => match !== null)?.[3])
  if (!(rate >= 1 && rate <= 1000)) return { cues: [], flaw: { line: 1, message: missingRateMessage } }
  const cues = found.slice(1).flatMap(match => {
    if (!match) return []
    const [, first, last, words = ''] = match
    const start = (Number(first) / rate) * 1000
    const end = last ? (Number(last) / rate) * 1000 : start + defaultSeconds * 1000
    // `{y:i}` and the like set the style, and `|` ends a line.
    const text = cueText(words.replace(/\{[^{}]*\}/g, '').split('|'))
    return [{ start: Math.round(start), end: Math.round(end), text }]
  })
  const at = lines.findIndex((line, index) => !found[index] && line.trim() !== '')
  return { cues: sortCues(cues), flaw: at < 0 ? null : { line: at + 1, message: flawMessages.noTimes('{25}{75}') } }
}

const missingRateMessage =
  'The times are given as numbers of pictures, and the file does not say how many pictures a second has.'
