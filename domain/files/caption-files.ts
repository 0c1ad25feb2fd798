import { pathKey } from './path-key.ts'

/** The pattern of caption file names, for both Postgres and JavaScript. Match it without regard to letter case. */
export const captionsPattern = String.raw`\.(vtt|srt|sbv|ttml|dfxp|ass|ssa|scc|lrc|sub)$`

/** Returns a path without its extension, without letter case and the form of accents. */
export const stemOf = (path: string): string => pathKey(path.replace(/\.[^./]*$/, ''))

/**
 * What captions are for. `SDH`: for the deaf and hard of hearing, with sounds. `FORCED`: only what is said in another
 * language than the rest. `STANDARD`: all others.
 */
export type CaptionsKind = 'STANDARD' | 'SDH' | 'FORCED'

const kinds = new Map<string, CaptionsKind>([
  ['sdh', 'SDH'],
  ['forced', 'FORCED'],
])

/** Returns the stems of all videos that captions may belong to: their own, and without one or two words at its end. */
export function captionStems(captions: string): string[] {
  const name = stemOf(captions)
  const shorter = stemOf(name)
  return [...new Set([name, shorter, stemOf(shorter)])]
}

/**
 * Returns language and kind of captions beside a video, from their name: the video's stem, then a language and a kind,
 * each of them optional and in any order, such as `<stem>.en.sdh.vtt`. Without a language it is 'und', BCP 47's tag for
 * an undetermined one. Null when the captions belong to another video, or to none.
 */
export function describeCaptions(video: string, captions: string): { language: string; kind: CaptionsKind } | null {
  const [stem, name] = [stemOf(video), stemOf(captions)]
  if (name === stem) return { language: 'und', kind: 'STANDARD' }
  if (!name.startsWith(`${stem}.`)) return null
  const words = name.slice(stem.length + 1).split('.')
  const kindWords = words.filter(word => kinds.has(word))
  const languages = words.filter(word => !kinds.has(word))
  if (kindWords.length > 1 || languages.length > 1) return null
  const kind = kinds.get(kindWords[0] ?? '') ?? 'STANDARD'
  const language = languages[0] === undefined ? 'und' : canonicalLanguageTag(languages[0])
  return language === null ? null : { language, kind }
}

/**
 * Returns the language in the name of captions as a canonical BCP 47 tag, without knowing their video: the last word of
 * the stem, or the one before a kind. Null if that word is not a language.
 */
export function captionsLanguage(captions: string): string | null {
  const [, ...words] = stemOf(captions.slice(captions.lastIndexOf('/') + 1)).split('.')
  const language = words.slice(-2).findLast(word => !kinds.has(word))
  return language === undefined ? null : canonicalLanguageTag(language)
}

/** Returns the canonical BCP 47 tag; `_` counts as `-`. Null for other text, even if it looks like one: `en-12`. */
function canonicalLanguageTag(text: string): string | null {
  const language = text.replaceAll('_', '-')
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(language)) return null
  try {
    return new Intl.Locale(language).toString()
  } catch {
    return null
  }
}
