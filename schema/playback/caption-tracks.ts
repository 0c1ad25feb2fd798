import { type CaptionsFile, readablePath } from '@lectern/domain/captions/version-captions'
import { type CaptionsKind, captionStems, describeCaptions, stemOf } from '@lectern/domain/files/caption-files'
import { LRUCache } from 'lru-cache'

/** A caption track for the player. `language` is BCP 47; `url` is the absolute address of the WebVTT file. */
export type CaptionTrack = { language: string; kind: CaptionsKind; label: string; url: string }

const collator = new Intl.Collator('en')

type CaptionsCandidate = { stem: string; language: string; kind: CaptionsKind; path: string }

/** Groups the readable captions by the stem of the videos that they may belong to. Runs once for all videos. */
export function captionsByStem(files: CaptionsFile[]): Map<string, CaptionsCandidate[]> {
  const candidates = files.flatMap(file => {
    const path = readablePath(file)
    return captionStems(file.path).flatMap(stem => {
      const description = describeCaptions(`${stem}.mp4`, file.path)
      return path === null || description === null ? [] : { stem, path, ...description }
    })
  })
  return Map.groupBy(candidates, ({ stem }) => stem)
}

/**
 * Returns the captions of a video, by label. The first file of each language and kind wins. Labels are the languages'
 * own names, with the kind.
 * `urlOf` turns a path of the content version into an address that a page can load.
 */
export function captionTracks(
  video: string,
  byStem: Map<string, CaptionsCandidate[]>,
  urlOf: (path: string) => string,
): CaptionTrack[] {
  const tracks = new Map<string, CaptionTrack>()
  for (const { language, kind, path } of byStem.get(stemOf(video)) ?? []) {
    const key = `${language} ${kind}`
    const label = labelOf(language) + kindSuffixes[kind]
    if (!tracks.has(key)) tracks.set(key, { language, kind, label, url: urlOf(path) })
  }
  return [...tracks.values()].sort((a, b) => collator.compare(a.label, b.label))
}

const kindSuffixes: Record<CaptionsKind, string> = { STANDARD: '', SDH: ' (SDH)', FORCED: ' (forced)' }

/** Caches language names, because finding one takes time and there are few languages. */
const labels = new LRUCache<string, string>({ max: 500, memoMethod: languageName })

const labelOf = (language: string) => labels.memo(language)

/** Returns the language's own name, capitalized for a menu, such as "Deutsch" or "Français". */
function languageName(language: string): string {
  if (language === 'und') return 'Captions'
  const names = new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' })
  const name = names.of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
