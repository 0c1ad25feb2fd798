import { locale as localeOfTexts } from '../../texts/texts.ts'

/** Amounts of money are exact to a millionth. */
const MAX_DECIMALS = 6

/**
 * Parses a typed amount. Points and commas are those of the language, except where only the other reading makes sense:
 * `12.50` and `12,50` are the same everywhere. Returns null if it is not an amount.
 */
export function parseAmount(input: string, locale: string = localeOfTexts): number | null {
  const plain = input.trim().replace(/[\s'’]/g, '')
  const separator = decimalSeparator(locale)
  const other = separator === '.' ? ',' : '.'
  // Before one or two digits at the end, and after a zero, a separator starts the cents.
  const isOther = new RegExp(`[${other}]\\d{1,2}$|^-?0[${other}]`).test(plain)
  const [decimal, thousands] = isOther ? [other, separator] : [separator, other]
  const normalized = plain.replace(new RegExp(`[${thousands}](?=\\d{3})`, 'g'), '').replace(decimal, '.')
  return /^-?\d+(\.\d+)?$/.test(normalized) ? Number(normalized) : null
}

/** Formats an amount for an input field: `50`, `12.50`, and `0.005` if it is not whole cents. */
export function formatAmountInput(amount: number, locale: string = localeOfTexts): string {
  const minimumFractionDigits = Number.isInteger(amount) ? 0 : 2
  const options = { useGrouping: false, minimumFractionDigits, maximumFractionDigits: MAX_DECIMALS }
  return new Intl.NumberFormat(locale, options).format(amount)
}

const decimalSeparator = (locale: string) =>
  new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.'
