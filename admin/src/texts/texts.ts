import { createTranslator } from 'use-intl/core'
import { en } from './en/en.ts'

/** The texts of one language: every room and key of English. */
export type Catalog = { [Room in keyof typeof en]: Record<keyof (typeof en)[Room], string> }

/** The catalogs by locale. A second language is a folder like `en` and one line here. */
export const catalogs: Record<string, Catalog> = { 'en-US': en }

/** The locale of texts, numbers, and dates: the first of the reader's languages that has a catalog, else English. */
export const locale = pickLocale(navigator.languages)

/**
 * Returns a text by room and key: `t('sync.cancel')`, with parameters `t('sync.itemsFound', { count: 3 })`. `t.rich`
 * returns React nodes and takes a function for each tag. Keys and parameters are checked at compile time.
 */
export const t = createTranslator({ locale, messages: catalogs[locale] as typeof en })

function pickLocale(languages: readonly string[]): string {
  const locales = Object.keys(catalogs)
  const language = (tag: string) => tag.split('-')[0]
  const matches = languages.map(tag => locales.find(locale => language(locale) === language(tag)))
  return matches.find(match => match !== undefined) ?? 'en-US'
}
