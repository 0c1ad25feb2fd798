const numbers = new Intl.NumberFormat('en-GB')

/** A whole number as people read it: `1,234`. */
export function count(n: number): string {
  return numbers.format(n)
}

/** A number with its noun: `1 file`, `1,234 files`. The plural is given where it is not just an `s`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** The same sentence with a capital letter at its start. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
