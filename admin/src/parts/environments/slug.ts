/** The length limit of a DNS label. */
const MAX_LENGTH = 63

/** Suggests the slug of a name: `Staging (North)` is `staging-north`. Empty when no character is left. */
export const suggestSlug = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '')
