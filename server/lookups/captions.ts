import type { Playlist } from '@lectern/schema/context'
import { captionsLanguage } from '@lectern/schema/reads/captions'
import { type CaptionsFile, shownPath } from '../content/captions.ts'

type Track = Playlist['captions'][number]

const collator = new Intl.Collator('en')

/**
 * The captions that lie beside a video, one for each language (the first of these files), by label. Labels are the languages' own names.
 * `addressOf` turns a path of the edition into what a page can load.
 */
export function captionsOf(video: string, files: CaptionsFile[], addressOf: (path: string) => string): Track[] {
  const tracks = new Map<string, Track>()
  for (const file of files) {
    const language = captionsLanguage(video, file.path)
    const path = shownPath(file)
    if (language === null || path === null || tracks.has(language)) continue
    tracks.set(language, { language, label: labelOf(language), url: addressOf(path) })
  }
  return [...tracks.values()].sort((a, b) => collator.compare(a.label, b.label))
}

/** «Deutsch», «Français»: with a capital, as names stand in a menu. */
function labelOf(language: string): string {
  if (language === 'und') return 'Captions'
  const names = new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' })
  const name = names.of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
