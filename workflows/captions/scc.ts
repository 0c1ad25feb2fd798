import { type CaptionScreen, CaptionsLogger, Cta608Parser } from '@svta/cml-608'
import { type Cue, type ParsedCaptions, sortCues } from './cue.ts'
import { cueText } from './cue-text.ts'
import { type CaptionFlaw, flawMessages } from './webvtt.ts'

// The parser would print every code that it does not understand, and takes no other logger.
CaptionsLogger.prototype.log = () => {}

const timePattern = /^(\d{1,3}):(\d{2}):(\d{2})([:;.,])(\d{2})$/
/** Milliseconds between two pictures of American television, each of which has two bytes of captions. */
const pictureMs = 1001 / 30
/** A caption that no code ends is shown this long, in milliseconds. */
const lastCueMs = 4_000

/** Reads Scenarist captions (`.scc`): the bytes of CTA-608, as American television sends them, with times. */
export function parseScc(text: string): ParsedCaptions {
  const cues: Cue[] = []
  let flaw: CaptionFlaw | null = null
  let end = 0
  const newCue = (start: number, until: number, screen: CaptionScreen) =>
    void cues.push({
      ...{ start: Math.round(start), end: Math.round(until) },
      text: cueText(screen.getDisplayText().split('\n')),
    })
  const parser = new Cta608Parser(1, { newCue }, { newCue: () => {} })
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    const [time = '', ...words] = line.trim().split(/\s+/)
    if (time === '' || /^Scenarist_SCC/i.test(time)) continue
    const start = toMilliseconds(time)
    if (start === null) {
      flaw ??= { line: at + 1, message: flawMessages.badTimes('00:00:01:00') }
      continue
    }
    for (const [index, word] of words.entries()) {
      if (!/^[\da-f]{4}$/i.test(word)) continue
      end = start + index * pictureMs
      parser.addData(end, [Number.parseInt(word.slice(0, 2), 16), Number.parseInt(word.slice(2), 16)])
    }
  }
  parser.cueSplitAtTime(end + lastCueMs)
  return { cues: sortCues(cues), flaw }
}

/**
 * Converts a time with a number of pictures to milliseconds. With a semicolon, the numbers follow the clock by leaving
 * some out. Otherwise 30 pictures count as a second and take slightly longer.
 */
function toMilliseconds(text: string): number | null {
  const [match, hours, minutes, seconds, separator, pictures] = timePattern.exec(text) ?? []
  if (match === undefined) return null
  const count = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 30 + Number(pictures)
  const totalMinutes = Number(hours) * 60 + Number(minutes)
  const leftOut = separator === ';' || separator === ',' ? 2 * (totalMinutes - Math.floor(totalMinutes / 10)) : 0
  return (count - leftOut) * pictureMs
}
