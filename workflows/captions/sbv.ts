import type { ParsedCaptions } from './cue.ts'
import { parseSubRip } from './subrip.ts'

const time = String.raw`\d{1,3}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?`
/** Matches a line with the two times of a caption, between which SubRip has an arrow. */
const timingPattern = new RegExp(String.raw`^[ \t]*(${time})[ \t]*,[ \t]*(${time})[ \t]*$`, 'gm')
/** Matches a line of settings at the beginning of a SubViewer file, such as `[TITLE]The hare`. */
const settingPattern = /^\[[^\]\n]*\].*$/gm

/** Reads SBV, the format of YouTube, and SubViewer, which is the same with settings and `[br]` between lines. */
export function parseSbv(text: string): ParsedCaptions {
  const lines = text.replace(/\r\n?/g, '\n')
  const first = lines.search(new RegExp(timingPattern.source, 'm'))
  const settings = first < 0 ? '' : lines.slice(0, first)
  const captions = lines
    .slice(settings.length)
    .replace(timingPattern, '$1 --> $2')
    .replace(/\[br\]/gi, '<br>')
  return parseSubRip(settings.replace(settingPattern, '') + captions)
}
