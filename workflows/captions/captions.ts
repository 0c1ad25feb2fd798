import { isUtf8 } from 'node:buffer'
import type { TextKind } from '../files/text-kind.ts'
import { charsetOf, decode } from '../files/charset.ts'
import { parseSubRip, toWebVtt } from './subrip.ts'
import { type CaptionFlaw, findWebVttFlaw, isWebVtt } from './webvtt.ts'

/** How captions are written, by the ending of their name. */
export type CaptionFormat = Extract<TextKind, 'vtt' | 'srt'>

export const isCaptionFormat = (kind: TextKind | null): kind is CaptionFormat => kind === 'vtt' || kind === 'srt'

/**
 * What captions come to. `AS_THEY_ARE`: browsers read the file itself; `CONVERTED`: they read this WebVTT instead, stored as UTF-8; `NOTHING`: there
 * is nothing to show. `flaw`: the first thing in the file that nobody will see.
 */
export type CaptionsResult =
  | { status: 'AS_THEY_ARE'; flaw: CaptionFlaw | null }
  | { status: 'CONVERTED'; webVtt: string; flaw: CaptionFlaw | null }
  | { status: 'NOTHING'; flaw: CaptionFlaw }

/**
 * Reads captions, whatever their encoding: that of the byte order mark, UTF-8, or windows-1252. Browsers take WebVTT in UTF-8 alone. What is
 * WebVTT but for its encoding or its first line stays so, with its styles; all else is read as SubRip. Pure, and the same for the same bytes.
 */
export function readCaptions(bytes: Uint8Array, kind: CaptionFormat): CaptionsResult {
  // By its letters alone: whatever is called .vtt would count as UTF-8.
  const text = decode(bytes, charsetOf('srt', bytes))
  if (kind === 'vtt' && isWebVtt(text) && isUtf8(bytes)) return { status: 'AS_THEY_ARE', flaw: findWebVttFlaw(text) }
  const webVtt = isWebVtt(text) || kind === 'srt' ? text : `WEBVTT\n\n${text}`
  if (webVtt.includes('-->') && findWebVttFlaw(webVtt) === null) return { status: 'CONVERTED', webVtt, flaw: null }
  const { cues, flaw } = parseSubRip(text)
  if (cues.length > 0) return { status: 'CONVERTED', webVtt: toWebVtt(cues), flaw }
  return { status: 'NOTHING', flaw: flaw ?? { line: 1, message: 'There are no captions in it.' } }
}
