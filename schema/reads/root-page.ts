const page = /^[^/]+\.x?html?$/i

/** The page that a package opens with: the one the author chose, else index.html or index.htm at its root, else the only page there. */
export function rootPage(paths: Iterable<string>, chosen: string | null): string | null {
  const pages = [...paths].filter(path => page.test(path))
  if (chosen && pages.includes(chosen)) return chosen
  const index = pages.find(path => /^index\.html?$/i.test(path))
  return index ?? (pages.length === 1 ? pages[0]! : null)
}
