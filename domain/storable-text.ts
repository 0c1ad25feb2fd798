/** Checks external text before it is compared with a column. Postgres fails on NUL and on unpaired surrogates. */
export const isStorableText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
