import type { LegacyReading } from '@lectern/domain/findings/text-analyses'
import { cutText, decode } from '../files/charset.ts'
import { toStorableText } from '../files/storable-text.ts'
import type { CaptionFormat } from '../files/text-kind.ts'
import { parseCaptions, unicodeOrDeclared } from './captions.ts'
import { legacyCharsetByName } from './detect-charset.ts'

/** How much of the captions is searched for a line to quote, in bytes. */
const searchedBytes = 16_384

/**
 * Returns how captions are read that are not Unicode, by the charset of the language in their name. Null for all others.
 * The name is not known here, because analyses belong to bytes.
 */
export function legacyReadings(bytes: Uint8Array, kind: CaptionFormat): Record<string, LegacyReading> | null {
  if (unicodeOrDeclared(bytes, kind) !== null) return null
  const beginning = cutText(bytes, searchedBytes)
  const readings = [...legacyCharsetByName(bytes)].map(([name, charset]) => {
    const line = firstForeignLine(decode(beginning, charset), kind)
    return [name, { charset, line }] as const
  })
  return Object.fromEntries(readings)
}

/** The most letters of a line that a finding quotes. */
const maxQuotedLength = 80

/** Returns the first line of words with a letter that is not ASCII, or null if there is none. */
function firstForeignLine(text: string, kind: CaptionFormat): string | null {
  for (const { text: words } of parseCaptions(text, kind).cues) {
    const line = words.split('\n').find(each => /[^\0-\x7f]/.test(each))
    if (line !== undefined) return toStorableText(plainText(line).slice(0, maxQuotedLength))
  }
  return null
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

const plainText = (line: string) =>
  line.replace(/<[^<>]*>/g, '').replace(/&(?:amp|lt|gt);/g, entity => entities[entity]!)
