/** Compares two strings by their UTF-16 units, for `sort`. */
export const compareStrings = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
