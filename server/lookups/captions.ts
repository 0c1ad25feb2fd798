import type { Playlist } from '@lectern/schema/context'

type Track = Playlist['captions'][number]

/** Files that may be captions: what `pathsLike` is asked for. */
export const captionPattern = String.raw`\.vtt$`

/**
 * The captions that lie beside a video: `<stem>.<language>.vtt`, or `<stem>.vtt`, whose language nobody named ('und', as BCP 47 says).
 * Labels are the languages' own names. `addressOf` turns a path into what a page can load.
 */
export function captionsOf(video: string, paths: string[], addressOf: (path: string) => string): Track[] {
  const stem = video.replace(/\.[^./]*$/, '').toLowerCase()
  return paths.flatMap(path => {
    const middle = path.toLowerCase().startsWith(`${stem}.`) ? path.slice(stem.length, -'.vtt'.length) : null
    if (middle === '') return [{ language: 'und', label: 'Captions', url: addressOf(path) }]
    const language = middle && /^\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)$/i.exec(middle)?.[1]
    return language ? [{ language: canonical(language), label: ownName(language), url: addressOf(path) }] : []
  })
}

function canonical(language: string): string {
  return new Intl.Locale(language).toString()
}

/** «Deutsch», «Français»: with a capital, as names stand in a menu. */
function ownName(language: string): string {
  const name =
    new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
