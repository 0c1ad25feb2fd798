/** An amount as the API tells it; the currency by ISO 4217. */
export type Money = { amount: number; currency: string }

/** An amount with its currency: `$12.40`. Less than half of its smallest coin, and more than nothing: `less than $0.01`. */
export function formatMoney({ amount, currency }: Money): string {
  const unit = smallestUnit(currency)
  return isBelowHalfUnit(amount, unit) ? `less than ${formatAmount(unit, currency)}` : formatAmount(amount, currency)
}

/** The same of an estimate: `about $12.40`, `less than $0.01`. */
export function formatEstimate({ amount, currency }: Money): string {
  return isBelowHalfUnit(amount, smallestUnit(currency))
    ? formatMoney({ amount, currency })
    : `about ${formatMoney({ amount, currency })}`
}

/** The sign before an amount: `$`. */
export function currencySymbol(currency: string): string {
  const parts = currencyFormat(currency).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}

const currencyFormat = (currency: string) =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })

const formatAmount = (amount: number, currency: string) => currencyFormat(currency).format(amount)

const smallestUnit = (currency: string) =>
  10 ** -(currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2)

const isBelowHalfUnit = (amount: number, unit: number) => amount > 0 && amount < unit / 2
