import type { Playlist } from '../context.ts'
import { captionsLanguage, stemOf } from '@lectern/domain/files/caption-files'
import { LRUCache } from 'lru-cache'
import { type CaptionsFile, readablePath } from '@lectern/domain/captions/version-captions'

type Track = Playlist['captions'][number]

const collator = new Intl.Collator('en')

type CaptionsCandidate = { stem: string; language: string; path: string }

/** Captions that can be shown, by the stem of the videos that they may lie beside: looked for once, however many videos there are. */
export function captionsByStem(files: CaptionsFile[]): Map<string, CaptionsCandidate[]> {
  const candidates = files.flatMap(file => {
    const path = readablePath(file)
    const name = stemOf(file.path)
    return [...new Set([name, stemOf(name)])].flatMap(stem => {
      const language = captionsLanguage(`${stem}.mp4`, file.path)
      return path === null || language === null ? [] : { stem, language, path }
    })
  })
  return Map.groupBy(candidates, ({ stem }) => stem)
}

/**
 * The captions that lie beside a video, one for each language (the first of these files), by label. Labels are the languages' own names.
 * `addressOf` turns a path of the edition into what a page can load.
 */
export function captionTracks(
  video: string,
  byStem: Map<string, CaptionsCandidate[]>,
  urlOf: (path: string) => string,
): Track[] {
  const tracks = new Map<string, Track>()
  for (const { language, path } of byStem.get(stemOf(video)) ?? [])
    if (!tracks.has(language)) tracks.set(language, { language, label: labelOf(language), url: urlOf(path) })
  return [...tracks.values()].sort((a, b) => collator.compare(a.label, b.label))
}

/** Names of languages take some time to find, and there are few. */
const labels = new LRUCache<string, string>({ max: 500, memoMethod: languageName })

const labelOf = (language: string) => labels.memo(language)

/** «Deutsch», «Français»: with a capital, as names stand in a menu. */
function languageName(language: string): string {
  if (language === 'und') return 'Captions'
  const names = new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' })
  const name = names.of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
