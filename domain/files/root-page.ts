const pagePattern = /^[^/]+\.x?html?$/i
const indexNames = ['index.html', 'index.htm', 'index.xhtml', 'index.xhtm']

/** Ranks a path by likelihood. Index pages come first, in the order of `indexNames`, then all others. */
const rank = (path: string) => (isIndex(path) ? indexNames.indexOf(path.toLowerCase()) : indexNames.length)

/**
 * Returns the pages at a package's root that it could open with, the likeliest first: index pages, then the others by
 * name.
 */
export const rootPageCandidates = (paths: Iterable<string>): string[] =>
  [...paths]
    .filter(path => pagePattern.test(path))
    .sort()
    .sort((a, b) => rank(a) - rank(b))

/**
 * Returns the page that a package opens with: the author's choice, else the index page at its root, else the only page
 * there. Null when none of these exists.
 */
export function rootPage(paths: Iterable<string>, chosenPage: string | null): string | null {
  const candidates = rootPageCandidates(paths)
  if (chosenPage && candidates.includes(chosenPage)) return chosenPage
  const [first] = candidates
  return first && (candidates.length === 1 || isIndex(first)) ? first : null
}

/** Checks whether a path is an index page, which web servers and browsers open by default. */
export const isIndex = (path: string): boolean => indexNames.includes(path.toLowerCase())
