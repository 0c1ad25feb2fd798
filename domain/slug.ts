/** The length limit of a DNS label. */
const maxLength = 63

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

/**
 * Turns a folder's name into a DNS label of at most 63 characters (a–z, 0–9, and -): "Hase & Igel" becomes hase-igel.
 * Returns '' when no character is left.
 */
export function slugOf(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåœ]/g, letter => transliterations[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '')
}

/**
 * The words that addresses of the content host have where others have an environment or, behind a token, a package. No
 * package can have one as its slug.
 */
export const addressWords = ['graphql', 'media', 'preview', 'view']

/** Slugs that environments cannot have: these words, and words for later. Existing environments keep theirs. */
export const reservedEnvironmentSlugs = [...addressWords, 'visit', 'lectern', 'health', 'ready']

/**
 * Returns the first slug that a package can have: `slug` itself, or with `-2`, `-3`, and so on. Reserved slugs are taken
 * too.
 */
export async function freeSlug(slug: string, isTaken: (candidate: string) => Promise<boolean>): Promise<string> {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`
    const candidate = suffix ? slug.slice(0, maxLength - suffix.length).replace(/-+$/, '') + suffix : slug
    if (!addressWords.includes(candidate) && !(await isTaken(candidate))) return candidate
  }
}
