/** An amount as the API tells it; the currency by ISO 4217. */
export type Money = { amount: number; currency: string }

/** An amount with its currency: `$12.40`. Less than half of its smallest coin, and more than nothing: `less than $0.01`. */
export function money({ amount, currency }: Money): string {
  const coin = smallestCoin(currency)
  return isTiny(amount, coin) ? `less than ${format(coin, currency)}` : format(amount, currency)
}

/** The same of an estimate: `about $12.40`, `less than $0.01`. */
export function about({ amount, currency }: Money): string {
  return isTiny(amount, smallestCoin(currency)) ? money({ amount, currency }) : `about ${money({ amount, currency })}`
}

/** The sign before an amount: `$`. */
export function currencySign(currency: string): string {
  const parts = formatOf(currency).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}

const formatOf = (currency: string) =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })

const format = (amount: number, currency: string) => formatOf(currency).format(amount)

const smallestCoin = (currency: string) => 10 ** -(formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2)

const isTiny = (amount: number, coin: number) => amount > 0 && amount < coin / 2
