/** The file names that may be captions, as a pattern for Postgres and JavaScript alike; letter case does not matter. */
export const captionsPattern = String.raw`\.(vtt|srt)$`

/** A path without its ending, whatever the letter case. */
export const stemOf = (path: string): string => path.replace(/\.[^./]*$/, '').toLowerCase()

/**
 * The language of captions that lie beside a video, by their name: `<stem>.<language>.vtt`, or `<stem>.vtt`, whose language nobody named ('und',
 * as BCP 47 says). Null: by their name they belong to another video, or to none.
 */
export function captionsLanguage(video: string, captions: string): string | null {
  const [stem, name] = [stemOf(video), stemOf(captions)]
  if (name === stem) return 'und'
  return name.startsWith(`${stem}.`) ? canonicalLanguageTag(name.slice(stem.length + 1)) : null
}

/** What looks like a tag of BCP 47 may be none: `en-12`. */
function canonicalLanguageTag(language: string): string | null {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(language)) return null
  try {
    return new Intl.Locale(language).toString()
  } catch {
    return null
  }
}
