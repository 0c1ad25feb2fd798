/** The amount that somebody typed, with a point or a comma before the cents; null where it is none. */
export function parseAmount(input: string): number | null {
  const plain = input.trim().replace(/[\s'’]/g, '')
  // A comma before three digits sets thousands apart; before one or two it begins the cents.
  const normalized = /,\d{1,2}$/.test(plain)
    ? plain.replace(/\./g, '').replace(',', '.')
    : plain.replace(/,(?=\d{3})/g, '')
  return /^-?\d+(\.\d+)?$/.test(normalized) ? Number(normalized) : null
}

/** An amount as it stands in a field: `50`, `12.50`, and `0.005` where cents do not do. */
export function formatAmountInput(amount: number): string {
  if (Number.isInteger(amount)) return String(amount)
  return Number(amount.toFixed(2)) === amount ? amount.toFixed(2) : String(amount)
}
