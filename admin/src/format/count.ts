const numberFormat = new Intl.NumberFormat('en-GB')

/** A whole number as people read it: `1,234`. */
export function formatCount(n: number): string {
  return numberFormat.format(n)
}

/** A number with its noun: `1 file`, `1,234 files`. The plural is given where it is not just an `s`. */
export function formatQuantity(n: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(n)} ${n === 1 ? singular : plural}`
}

/** The same sentence with a capital letter at its start. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
