/** The pattern of caption file names, for both Postgres and JavaScript. Match it without regard to letter case. */
export const captionsPattern = String.raw`\.(vtt|srt)$`

/** Returns a path without its extension, in lower case. */
export const stemOf = (path: string): string => path.replace(/\.[^./]*$/, '').toLowerCase()

/**
 * Returns the language of captions beside a video, from their name: `<stem>.<language>.vtt`. For `<stem>.vtt` it is
 * 'und', BCP 47's tag for an undetermined language. Null when the captions belong to another video, or to none.
 */
export function captionsLanguage(video: string, captions: string): string | null {
  const [stem, name] = [stemOf(video), stemOf(captions)]
  if (name === stem) return 'und'
  return name.startsWith(`${stem}.`) ? canonicalLanguageTag(name.slice(stem.length + 1)) : null
}

/** Returns the canonical BCP 47 tag. Null for other text, even if it looks like one: `en-12`. */
function canonicalLanguageTag(language: string): string | null {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(language)) return null
  try {
    return new Intl.Locale(language).toString()
  } catch {
    return null
  }
}
