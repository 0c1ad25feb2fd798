import { isUtf8 } from 'node:buffer'
import type { TextKind } from '../looked-at.ts'
import { charsetOf, decode } from './charset.ts'
import { readSubRip, webVttOf } from './subrip.ts'
import { type CaptionFlaw, flawInWebVtt, isWebVtt } from './webvtt.ts'

/** How captions are written, by the ending of their name. */
export type CaptionsKind = Extract<TextKind, 'vtt' | 'srt'>

export const isCaptions = (kind: TextKind | null): kind is CaptionsKind => kind === 'vtt' || kind === 'srt'

/**
 * What captions come to. `AS_THEY_ARE`: browsers read the file itself; `CONVERTED`: they read this WebVTT instead, stored as UTF-8; `NOTHING`: there
 * is nothing to show. `flaw`: the first thing in the file that nobody will see.
 */
export type Captions =
  | { come: 'AS_THEY_ARE'; flaw: CaptionFlaw | null }
  | { come: 'CONVERTED'; webVtt: string; flaw: CaptionFlaw | null }
  | { come: 'NOTHING'; flaw: CaptionFlaw }

/**
 * Reads captions, whatever their encoding: that of the byte order mark, UTF-8, or windows-1252. Browsers take WebVTT in UTF-8 alone. What is
 * WebVTT but for its encoding or its first line stays so, with its styles; all else is read as SubRip. Pure, and the same for the same bytes.
 */
export function readCaptions(bytes: Uint8Array, kind: CaptionsKind): Captions {
  // By its letters alone: whatever is called .vtt would count as UTF-8.
  const text = decode(bytes, charsetOf('srt', bytes))
  if (kind === 'vtt' && isWebVtt(text) && isUtf8(bytes)) return { come: 'AS_THEY_ARE', flaw: flawInWebVtt(text) }
  const webVtt = isWebVtt(text) || kind === 'srt' ? text : `WEBVTT\n\n${text}`
  if (webVtt.includes('-->') && flawInWebVtt(webVtt) === null) return { come: 'CONVERTED', webVtt, flaw: null }
  const { cues, flaw } = readSubRip(text)
  if (cues.length > 0) return { come: 'CONVERTED', webVtt: webVttOf(cues), flaw }
  return { come: 'NOTHING', flaw: flaw ?? { line: 1, words: 'There are no captions in it.' } }
}
