import type { Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import { readCaptions } from '../../captions/captions.ts'
import { legacyReadings } from '../../captions/legacy-readings.ts'
import { charsetOf, cutText, decode } from '../../files/charset.ts'
import { findInvalidBytes } from '../../files/invalid-bytes.ts'
import { hasServerCode } from '../../files/server-page.ts'
import { findTagPosition, type TagPosition } from '../../files/tag-position.ts'
import { type CaptionFormat, isCaptionFormat, maxAnalyzedBytes, type TextKind } from '../../files/text-kind.ts'
import { findCssUrls } from './css.ts'
import { analyzeHtml, type MarkupAnalysis } from './html.ts'
import { lineFinder } from './lines.ts'
import { findLaunchUrl } from './manifest.ts'
import { ReferenceCollector } from './markup.ts'
import { analyzeXml } from './xml.ts'

/** The analysis of a text. `tagPosition`: where the player's tag goes, or null in a text that gets no tag. */
export type AnalysisResult = { references: Reference[]; facts: TextFacts; tagPosition: TagPosition | null }

/**
 * Analyzes a text: its references, what the player needs to know, and what is wrong with it. Accepts any bytes. A pure
 * function. Reads only the first `maxAnalyzedBytes` of a larger text, and nothing of larger captions.
 */
export function analyze(allBytes: Uint8Array, kind: TextKind): AnalysisResult {
  if (isCaptionFormat(kind)) return resultOf(allBytes.length > maxAnalyzedBytes ? {} : captionFacts(allBytes, kind))
  if (kind === 'server')
    return resultOf(allBytes.length > maxAnalyzedBytes || hasServerCode(allBytes) ? { serverCode: true } : {})
  const bytes = cutText(allBytes, maxAnalyzedBytes)
  const charset = charsetOf(kind, bytes)
  const text = decode(bytes, charset)
  if (kind === 'script') return resultOf(isBinary(text) ? {} : scriptFacts(text))
  const lineOf = lineFinder(text)
  if (isBinary(text)) return resultOf({ unreadable: { reason: 'BINARY', line: lineOf(text.indexOf('\0')) } })
  const garbled = findInvalidBytes(bytes, charset, text)
  const { references, facts } = analyzeByKind(text, kind, lineOf)
  const tagPosition = kind === 'html' || kind === 'xhtml' ? findTagPosition(bytes, kind, charset) : null
  const garbledFacts = garbled !== null && { garbledLine: lineOf(garbled) }
  // A flaw in the beginning may not be a flaw in the whole file.
  return {
    references,
    facts: {
      ...(tagPosition && { isDocument: true as const }),
      ...(bytes.length < allBytes.length ? withoutFlaws(facts) : { ...garbledFacts, ...facts }),
    },
    tagPosition,
  }
}

/**
 * Does the same with references and facts as JSON, as rows store them. 100,000 references leave the thread as JSON,
 * because as objects they would take ten times the memory.
 */
export function analyzeToJson(bytes: Uint8Array, kind: TextKind) {
  const { references, facts, tagPosition } = analyze(bytes, kind)
  return { references: JSON.stringify(references), facts: JSON.stringify(facts), tagPosition }
}

/**
 * Returns only what a page is: whether it is a document, and where its tag goes. Takes little time whatever the page
 * contains.
 */
export function analyzeBeginning(allBytes: Uint8Array, kind: TextKind): AnalysisResult {
  if (kind !== 'html' && kind !== 'xhtml') return resultOf({})
  const bytes = cutText(allBytes, maxAnalyzedBytes)
  const charset = charsetOf(kind, bytes)
  const tagPosition = isBinary(decode(bytes, charset)) ? null : findTagPosition(bytes, kind, charset)
  return { ...resultOf(tagPosition ? { isDocument: true } : {}), tagPosition }
}

function analyzeByKind(
  text: string,
  kind: Exclude<TextKind, CaptionFormat | 'server' | 'script'>,
  lineOf: (offset: number) => number,
): Omit<AnalysisResult, 'tagPosition'> {
  switch (kind) {
    case 'css': {
      const collector = new ReferenceCollector(lineOf)
      for (const url of findCssUrls(text)) collector.add(url, { tag: 'css', skipped: url.skipped })
      return { facts: collector.facts(), references: collector.references }
    }
    case 'manifest': {
      const launchUrl = findLaunchUrl(text)
      return resultOf(launchUrl === null ? {} : { launchUrl })
    }
    case 'html':
      return toResult(analyzeHtml(text, lineOf), lineOf)
    case 'xhtml':
    case 'svg':
      return toResult(analyzeXml(text, lineOf), lineOf)
  }
}

function scriptFacts(script: string): TextFacts {
  const collector = new ReferenceCollector(() => 1)
  collector.addScript(script, 0)
  return collector.facts()
}

function captionFacts(bytes: Uint8Array, kind: CaptionFormat): TextFacts {
  const { status, flaw } = readCaptions(bytes, kind)
  const legacy = legacyReadings(bytes, kind)
  return {
    ...(flaw && { captions: flaw }),
    ...(status === 'CONVERTED' && { converted: true }),
    ...(status === 'CONVERTED' && legacy && { legacy }),
  }
}

function toResult({ collector, problem }: MarkupAnalysis, lineOf: (offset: number) => number) {
  const facts = {
    ...collector.facts(),
    ...(problem && { unreadable: { reason: problem.reason, line: lineOf(problem.offset), message: problem.message } }),
  }
  return { references: collector.references, facts }
}

const withoutFlaws = ({ unreadable, ...facts }: TextFacts): TextFacts =>
  unreadable?.reason === 'TANGLED' ? { ...facts, unreadable } : facts

const resultOf = (facts: TextFacts): AnalysisResult => ({ references: [], facts, tagPosition: null })

/**
 * Returns whether a text contains zeros. Then it is another kind of file, or undeclared UTF-16, which browsers cannot
 * read either. Tolerates one or two stray zeros.
 */
function isBinary(text: string): boolean {
  const beginning = text.slice(0, 65_536)
  const zeros = beginning.split('\0').length - 1
  return zeros > 2 && zeros * 1000 > beginning.length
}
