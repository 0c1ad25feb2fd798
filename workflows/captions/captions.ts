import { isUtf8 } from 'node:buffer'
import { charsetOf, decode } from '../files/charset.ts'
import type { TextKind } from '../files/text-kind.ts'
import { parseSubRip, toWebVtt } from './subrip.ts'
import { type CaptionFlaw, findWebVttFlaw, isWebVtt } from './webvtt.ts'

/** The format of captions, by their file extension. */
export type CaptionFormat = Extract<TextKind, 'vtt' | 'srt'>

export const isCaptionFormat = (kind: TextKind | null): kind is CaptionFormat => kind === 'vtt' || kind === 'srt'

/**
 * The result of reading captions. `UNCHANGED`: browsers read the original file. `CONVERTED`: browsers read this
 * WebVTT instead, stored in UTF-8. `NOTHING`: there is nothing to show. `flaw`: the first part of the file that is not
 * shown.
 */
export type CaptionsResult =
  | { status: 'UNCHANGED'; flaw: CaptionFlaw | null }
  | { status: 'CONVERTED'; webVtt: string; flaw: CaptionFlaw | null }
  | { status: 'NOTHING'; flaw: CaptionFlaw }

/**
 * Reads captions in the encoding of their byte order mark, in UTF-8, or in windows-1252. Browsers accept only WebVTT in
 * UTF-8. WebVTT with another encoding or without its first line keeps its styles. Everything else is read as SubRip. A
 * pure function.
 */
export function readCaptions(bytes: Uint8Array, kind: CaptionFormat): CaptionsResult {
  // Detect the charset from the bytes alone. As kind `vtt`, every file would count as UTF-8.
  const text = decode(bytes, charsetOf('srt', bytes))
  if (kind === 'vtt' && isWebVtt(text) && isUtf8(bytes)) return { status: 'UNCHANGED', flaw: findWebVttFlaw(text) }
  const webVtt = isWebVtt(text) || kind === 'srt' ? text : `WEBVTT\n\n${text}`
  if (webVtt.includes('-->') && findWebVttFlaw(webVtt) === null) return { status: 'CONVERTED', webVtt, flaw: null }
  const { cues, flaw } = parseSubRip(text)
  if (cues.length > 0) return { status: 'CONVERTED', webVtt: toWebVtt(cues), flaw }
  return { status: 'NOTHING', flaw: flaw ?? { line: 1, message: 'The file contains no captions.' } }
}
