const pagePattern = /^[^/]+\.x?html?$/i
const indexNames = ['index.html', 'index.htm', 'index.xhtml', 'index.xhtm']

/** Which index a path is, the likeliest first; any other name comes behind all of them. */
const rank = (path: string) => (isIndex(path) ? indexNames.indexOf(path.toLowerCase()) : indexNames.length)

/** The pages at the root of a package that it could open with, the likeliest first: those called index, then the others by name. */
export const rootPageCandidates = (paths: Iterable<string>): string[] =>
  [...paths]
    .filter(path => pagePattern.test(path))
    .sort()
    .sort((a, b) => rank(a) - rank(b))

/** The page that a package opens with: the one the author chose, else the one called index at its root, else the only page there. */
export function rootPage(paths: Iterable<string>, chosenPage: string | null): string | null {
  const candidates = rootPageCandidates(paths)
  if (chosenPage && candidates.includes(chosenPage)) return chosenPage
  const [first] = candidates
  return first && (candidates.length === 1 || isIndex(first)) ? first : null
}

/** Is it a page that browsers look for by its name? */
export const isIndex = (path: string): boolean => indexNames.includes(path.toLowerCase())
