/** Returns the name of a language in that language: `Deutsch` for `de-DE`. */
export function formatLanguage(tag: string): string {
  const language = new Intl.Locale(tag).language
  return new Intl.DisplayNames(tag, { type: 'language' }).of(language) ?? tag
}
