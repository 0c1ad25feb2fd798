import { locale } from '../texts/texts.ts'

const numberFormat = new Intl.NumberFormat(locale)
const percentFormat = new Intl.NumberFormat(locale, { style: 'percent' })
const nameFormat = new Intl.ListFormat(locale, { type: 'conjunction' })
const alternativeFormat = new Intl.ListFormat(locale, { type: 'disjunction' })
/** What stands between the first items of a list. Some languages write "and" before the last one, also of figures. */
const separator = new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).formatToParts(['1', '2', '3'])[1]!.value

/** Formats a whole number: `1,234`. */
export function formatCount(count: number): string {
  return numberFormat.format(count)
}

/** Formats a percentage from 0 to 100, rounded down: `62%`. */
export function formatPercent(percent: number): string {
  return percentFormat.format(Math.floor(percent) / 100)
}

/** Joins names in a sentence: `Staging and Production`. */
export function formatNames(names: string[]): string {
  return nameFormat.format(names)
}

/** Joins names of which one is enough: `Owner or Auditor`. */
export function formatAlternatives(names: string[]): string {
  return alternativeFormat.format(names)
}

/** Joins items of a list: `12 copied, 3 deleted`. */
export function formatList(items: string[]): string {
  return items.join(separator)
}
