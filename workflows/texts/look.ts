import type { Reference, TextFacts } from '@lectern/schema/changes/looks'
import { largestLook, type TextKind } from '../looked-at.ts'
import { type CaptionsKind, isCaptions, readCaptions } from './captions.ts'
import { charsetOf, decode } from './charset.ts'
import { addressesInCss } from './css.ts'
import { type FoundInMarkup, lookAtHtml } from './html.ts'
import { lineFinder } from './lines.ts'
import { Markup } from './markup.ts'
import { type TagPlace, tagPlace } from './tag-place.ts'
import { lookAtXml } from './xml.ts'

/** What a look at a text finds. `place`: where the player's tag goes; null: it has no place, or the text is no page. */
export type FoundInText = { references: Reference[]; facts: TextFacts; place: TagPlace | null }

/**
 * Looks at a text, whatever its bytes are: what it refers to, what the player needs to know, and what is wrong with it. Pure, and the same for
 * the same bytes. Of more than `largestLook` only the beginning is read.
 */
export function lookAt(whole: Uint8Array, kind: TextKind): FoundInText {
  if (isCaptions(kind)) return found(whole.length > largestLook ? {} : inCaptions(whole, kind))
  const bytes = whole.subarray(0, largestLook)
  const charset = charsetOf(kind, bytes)
  const text = decode(bytes, charset)
  const lineOf = lineFinder(text)
  if (isBinary(text)) return found({ unreadable: { why: 'BINARY', line: lineOf(text.indexOf('\0')) } })
  const garbled = text.indexOf('\ufffd')
  const { references, facts, place } = read(text, kind, lineOf, at => tagPlace(bytes, charset, at))
  const letters = garbled >= 0 && { garbledLine: lineOf(garbled) }
  // What is wrong with a beginning may be right in the whole.
  return { references, facts: bytes.length < whole.length ? withoutFlaws(facts) : { ...letters, ...facts }, place }
}

function read(
  text: string,
  kind: Exclude<TextKind, CaptionsKind>,
  lineOf: (offset: number) => number,
  placeOf: (at: number) => TagPlace | null,
): FoundInText {
  switch (kind) {
    case 'css': {
      const sheet = new Markup(lineOf)
      for (const address of addressesInCss(text)) sheet.keep(address, 'css')
      return { ...found({}), references: sheet.references }
    }
    case 'html':
      return inMarkup(lookAtHtml(text, lineOf), lineOf, placeOf)
    case 'xhtml':
      return inMarkup(lookAtXml(text, lineOf), lineOf, placeOf)
    case 'svg':
      return inMarkup({ ...lookAtXml(text, lineOf), place: null }, lineOf, placeOf)
  }
}

function inCaptions(bytes: Uint8Array, kind: CaptionsKind): TextFacts {
  const { come, flaw } = readCaptions(bytes, kind)
  return { ...(flaw && { captions: flaw }), ...(come === 'CONVERTED' && { converted: true }) }
}

function inMarkup(
  { markup, place: at, problem }: FoundInMarkup,
  lineOf: (offset: number) => number,
  placeOf: (at: number) => TagPlace | null,
): FoundInText {
  const place = at === null ? null : placeOf(at)
  const facts = {
    ...markup.facts(),
    ...(place && { hasPlace: true as const }),
    ...(problem && { unreadable: { why: problem.why, line: lineOf(problem.offset), words: problem.words } }),
  }
  return { references: markup.references, facts, place }
}

const withoutFlaws = ({ unreadable, ...facts }: TextFacts): TextFacts =>
  unreadable?.why === 'TANGLED' ? { ...facts, unreadable } : facts

const found = (facts: TextFacts): FoundInText => ({ references: [], facts, place: null })

/**
 * Zeros are in no text: it is another kind of file, or UTF-16 that does not say so, which browsers cannot read either. One or two by accident
 * do no harm.
 */
function isBinary(text: string): boolean {
  const beginning = text.slice(0, 65_536)
  const zeros = beginning.split('\0').length - 1
  return zeros > 2 && zeros * 1000 > beginning.length
}
