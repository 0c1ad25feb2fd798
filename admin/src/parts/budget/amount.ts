/** Parses a typed amount with a decimal point or comma. Returns null if it is not an amount. */
export function parseAmount(input: string): number | null {
  const plain = input.trim().replace(/[\s'’]/g, '')
  // A comma before three digits separates thousands; before one or two digits it starts the cents.
  const normalized = /,\d{1,2}$/.test(plain)
    ? plain.replace(/\./g, '').replace(',', '.')
    : plain.replace(/,(?=\d{3})/g, '')
  return /^-?\d+(\.\d+)?$/.test(normalized) ? Number(normalized) : null
}

/** Formats an amount for an input field: `50`, `12.50`, and `0.005` if it is not whole cents. */
export function formatAmountInput(amount: number): string {
  if (Number.isInteger(amount)) return String(amount)
  return Number(amount.toFixed(2)) === amount ? amount.toFixed(2) : String(amount)
}
