/** The length limit of a DNS label. */
const MAX_LENGTH = 63

/** Letters that are written as others where umlauts and ligatures are not allowed. A test compares the rule with that of the server. */
const transliterations: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  œ: 'oe',
}

/** Suggests the slug of a name: `Staging (North)` is `staging-north`. Empty when no character is left. */
export const suggestSlug = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåœ]/g, letter => transliterations[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '')
