import { isUtf8 } from 'node:buffer'
import { byteOrderMark, charsetOf, decode } from '../files/charset.ts'
import type { CaptionFormat } from '../files/text-kind.ts'
import { parseAss } from './ass.ts'
import { type ParsedCaptions, toWebVtt } from './cue.ts'
import { isLegacy, legacyCharset } from './detect-charset.ts'
import { parseLrc } from './lrc.ts'
import { parseSbv } from './sbv.ts'
import { parseScc } from './scc.ts'
import { parseSub } from './sub.ts'
import { parseSubRip } from './subrip.ts'
import { parseTtml } from './ttml.ts'
import { type CaptionFlaw, countShownCues, findWebVttFlaw, isWebVtt } from './webvtt.ts'

/**
 * The result of reading captions. `UNCHANGED`: browsers read the original file. `CONVERTED`: browsers read this
 * WebVTT instead, stored in UTF-8. `NOTHING`: there is nothing to show. `flaw`: the first part of the file that is not
 * shown.
 */
export type CaptionsResult =
  | { status: 'UNCHANGED'; flaw: CaptionFlaw | null }
  | { status: 'CONVERTED'; webVtt: string; flaw: CaptionFlaw | null }
  | { status: 'NOTHING'; flaw: CaptionFlaw }

type Format = Exclude<CaptionFormat, 'vtt'>

const parsers: Record<Format, (text: string) => ParsedCaptions> = {
  srt: parseSubRip,
  sbv: parseSbv,
  sub: parseSub,
  ass: parseAss,
  lrc: parseLrc,
  scc: parseScc,
  ttml: parseTtml,
}

/**
 * Reads captions of any format as WebVTT in UTF-8, the only format of browsers. WebVTT with another encoding, or without
 * its first line, keeps its styles. `charsetOfName` is the charset of the language in the file's name, for bytes that
 * are not Unicode. A pure function.
 */
export function readCaptions(
  bytes: Uint8Array,
  kind: CaptionFormat,
  charsetOfName: string | null = null,
): CaptionsResult {
  if (isPicture(bytes))
    return { status: 'NOTHING', flaw: { line: 1, message: 'These captions are pictures, not text.' } }
  const text = decode(bytes, unicodeOrDeclared(bytes, kind) ?? legacyCharset(bytes, charsetOfName))
  if (kind === 'vtt' && isWebVtt(text) && isUtf8(bytes)) return { status: 'UNCHANGED', flaw: findWebVttFlaw(text) }
  const webVtt = asWebVtt(text, kind)
  const webVttFlaw = webVtt && findWebVttFlaw(webVtt.text)
  if (webVtt?.text.includes('-->') && webVttFlaw === null)
    return { status: 'CONVERTED', webVtt: webVtt.text, flaw: null }
  const { cues, flaw } = parseCaptions(text, kind)
  if (cues.length === 0)
    return { status: 'NOTHING', flaw: flaw ?? { line: 1, message: 'The file contains no captions.' } }
  // If neither reading is whole, WebVTT keeps its names and styles, unless that shows less.
  if (webVtt?.hasHeader && webVttFlaw && flaw && countShownCues(webVtt.text) >= cues.length)
    return {
      ...{ status: 'CONVERTED', webVtt: webVtt.text },
      flaw: { ...webVttFlaw, line: webVttFlaw.line + webVtt.linesAbove },
    }
  return { status: 'CONVERTED', webVtt: toWebVtt(cues), flaw }
}

/** Returns the charset of Unicode, or the one that TTML declares. Null if the bytes do not say what they are. */
export function unicodeOrDeclared(bytes: Uint8Array, kind: CaptionFormat): string | null {
  if (!isLegacy(bytes)) return byteOrderMark(bytes)?.charset ?? 'utf-8'
  const declared = kind === 'ttml' ? charsetOf(kind, bytes) : null
  return declared === 'utf-8' ? null : declared
}

/** Parses captions that are not WebVTT. The content counts more than the extension, because people rename files. */
export function parseCaptions(text: string, kind: CaptionFormat): ParsedCaptions {
  return parsers[formatOf(text, kind)](text)
}

function formatOf(text: string, kind: CaptionFormat): Format {
  const beginning = text.slice(0, 4_096).trimStart()
  if (/^\[Script Info\]/i.test(beginning)) return 'ass'
  if (/^Scenarist_SCC/i.test(beginning)) return 'scc'
  if (beginning.startsWith('<') && /<(?:\w+:)?tt[\s>]/.test(beginning)) return 'ttml'
  return kind === 'vtt' || /\d[.,:]\d+ *--> *\d/.test(beginning) ? 'srt' : kind
}

/**
 * Returns a text as WebVTT with its first line, or null if it has another format. Some programs put blank lines before
 * the first one, or write it in small letters.
 */
function asWebVtt(text: string, kind: CaptionFormat): { text: string; hasHeader: boolean; linesAbove: number } | null {
  const [blank = ''] = /^[\s\ufeff]*/.exec(text) ?? []
  const trimmed = text.slice(blank.length)
  if (/^WEBVTT(?:\s|$)/i.test(trimmed))
    return {
      text: `WEBVTT${trimmed.slice('WEBVTT'.length)}`,
      hasHeader: true,
      linesAbove: blank.split(/\r\n?|\n/).length - 1,
    }
  return kind === 'vtt' ? { text: `WEBVTT\n\n${text}`, hasHeader: false, linesAbove: 0 } : null
}

/** Returns whether these are the captions of a DVD, which are an MPEG program stream. */
const isPicture = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from([0, 0, 1, 0xba]))
