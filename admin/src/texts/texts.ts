import { createTranslator } from 'use-intl/core'
import type { Catalog } from './catalog.ts'
import { en } from './en/en.ts'

/** The catalogs by locale. A further language is a folder like `en` and one line here. */
export const catalogs: Record<string, () => Promise<Catalog>> = {
  'en-US': async () => en,
  'de-DE': async () => (await import('./de/de.ts')).de,
}

/** Where this browser keeps the chosen language. */
const STORAGE_KEY = 'lectern:locale'

/**
 * The locale of texts, numbers, and dates: the chosen one, else the first of the reader's languages that has a catalog,
 * else English.
 */
export const locale = pickLocale(chosenLocale(), navigator.languages, Object.keys(catalogs))

/**
 * The loaded texts. A build keeps no English ones here, but adds them with the modules that use them. Another language is loaded
 * before any module that imports this one is run. If it cannot be loaded, texts are English.
 */
const loaded: Record<string, Record<string, unknown>> = { ...en }
if (locale !== 'en-US') Object.assign(loaded, await catalogs[locale]!().catch(() => undefined))

/**
 * Returns a text by room and key: `t('sync.cancel')`, with parameters `t('sync.itemsFound', { count: 3 })`. `t.rich`
 * returns React nodes and takes a function for each tag. Keys and parameters are checked at compile time.
 */
export const t = createTranslator({ locale, messages: loaded as typeof en })

/** Adds the English texts of a module by room. A text of the reader's language stays. */
export function addEnglish(rooms: Record<string, Record<string, unknown>>): void {
  for (const [room, texts] of Object.entries(rooms)) loaded[room] = { ...texts, ...loaded[room] }
}

/** Returns the language that was chosen in this browser. Null: as the browser says. */
export function chosenLocale(): string | null {
  return globalThis.localStorage?.getItem(STORAGE_KEY) ?? null
}

/** Keeps the choice of a language for the next load of the page. Null: as the browser says. */
export function chooseLocale(locale: string | null): void {
  if (locale) localStorage.setItem(STORAGE_KEY, locale)
  else localStorage.removeItem(STORAGE_KEY)
}

/** Picks one of the locales: the chosen one, else the first whose language the reader reads, else English. */
export function pickLocale(chosen: string | null, languages: readonly string[], locales: readonly string[]): string {
  if (chosen && locales.includes(chosen)) return chosen
  const language = (tag: string) => tag.split('-')[0]
  const matches = languages.map(tag => locales.find(locale => language(locale) === language(tag)))
  return matches.find(match => match !== undefined) ?? 'en-US'
}
