/**
 * The id of a finding that is derived on reading and has no row. It comes before all other ids, so that the finding is
 * the first of its package.
 */
export const derivedId = (index: number): string => derivedPrefix + String(index).padStart(12, '0')

const derivedPrefix = '00000000-0000-0000-0000-'

/** Checks whether the finding with this id is derived on reading. */
export const isDerivedId = (id: string): boolean => id.startsWith(derivedPrefix)
