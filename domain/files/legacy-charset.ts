import { captionsLanguage } from './caption-files.ts'

/**
 * The charsets of texts that are not Unicode, by language, as browsers assume them for users of that language. Other
 * languages with a two-letter code use windows-1252. `zh` alone could be either of two, and is left to detection.
 * (HTML 13.2.3.2, the table of default encodings by locale)
 */
const languagesByCharset: Record<string, string> = {
  'windows-1256': 'ar fa',
  'windows-1254': 'az ku tr',
  'windows-1251': 'ba be bg kk ky mk ru sah sr tg tt uk',
  'windows-1250': 'bs cs hr sk sr-Latn',
  'iso-8859-7': 'el',
  'windows-1257': 'et lt lv',
  'windows-1255': 'he',
  'iso-8859-2': 'hu pl sl',
  shift_jis: 'ja',
  'euc-kr': 'ko',
  'windows-874': 'th',
  'windows-1258': 'vi',
  gbk: 'zh-Hans zh-CN zh-SG',
  big5: 'zh-Hant zh-HK zh-MO zh-TW',
}

const charsets = new Map(
  Object.entries(languagesByCharset).flatMap(([charset, languages]) =>
    languages.split(' ').map(language => [language, charset] as const),
  ),
)
const otherCharset = 'windows-1252'

/** All charsets that a language in a name may stand for. */
export const legacyCharsets: readonly string[] = [...Object.keys(languagesByCharset), otherCharset]

/**
 * Returns the charset that captions have if they are not Unicode, by the language in their name. Null if the name does
 * not tell.
 */
export function legacyCharsetOfName(path: string): string | null {
  const tag = captionsLanguage(path)
  if (tag === null) return null
  const { language, script, region } = new Intl.Locale(tag)
  const found = [`${language}-${script}`, `${language}-${region}`, language]
    .map(name => charsets.get(name))
    .find(charset => charset !== undefined)
  return found ?? (language.length === 2 && language !== 'zh' ? otherCharset : null)
}
