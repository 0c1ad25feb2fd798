import { locale, t } from '../texts/texts.ts'

/** An amount as the API returns it. `currency` is an ISO 4217 code. */
export type Money = { amount: number; currency: string }

/** Formats an amount: `$12.40`. A positive amount under half of the smallest coin is `under $0.01`. */
export function formatMoney({ amount, currency }: Money): string {
  const coin = smallestCoin(currency)
  return isUnderHalfCoin(amount, coin)
    ? t('format.underAmount', { amount: formatAmount(coin, currency) })
    : formatAmount(amount, currency)
}

/** Formats an amount exactly: under one dollar with up to four decimals, as in `$0.0045`. */
export function formatExactMoney({ amount, currency }: Money): string {
  const decimals = currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2
  if (Math.abs(amount) >= 1 || amount === 0) return formatAmount(amount, currency)
  const exact = currencyFormat(currency, { minimumFractionDigits: decimals, maximumFractionDigits: 4 })
  const smallest = 10 ** -4
  return isUnderHalfCoin(amount, smallest)
    ? t('format.underAmount', { amount: exact.format(smallest) })
    : exact.format(amount)
}

/** Formats an estimate: `about $12.40`, `under $0.01`. */
export function formatEstimate(money: Money): string {
  const text = formatMoney(money)
  return isUnderHalfCoin(money.amount, smallestCoin(money.currency)) ? text : t('format.aboutAmount', { amount: text })
}

/** The symbol of a currency: `$`. */
export function currencySymbol(currency: string): string {
  const parts = currencyFormat(currency).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}

const currencyFormat = (currency: string, options: Intl.NumberFormatOptions = {}) =>
  new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...options })

const formatAmount = (amount: number, currency: string) => currencyFormat(currency).format(amount)

const smallestCoin = (currency: string) =>
  10 ** -(currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2)

const isUnderHalfCoin = (amount: number, coin: number) => amount > 0 && amount < coin / 2
