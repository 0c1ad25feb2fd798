/**
 * Returns the key by which paths are equal: without letter case and without the form of accents, as Dropbox, Windows,
 * and Macs compare names. Rows store it as `path_key`. It is always computed here and never in SQL, because Postgres'
 * `lower` follows the database's locale.
 */
export const pathKey = (path: string): string => (asciiPattern.test(path) ? path : path.normalize('NFC')).toLowerCase()

/** Matches names without accents, which are nearly all. Normalizing accents is slow. */
const asciiPattern = /^[ -~]*$/

/**
 * Finds the item at a path: by its exact spelling, else the first in the order of code points whose path has the same
 * key. Null when there is none.
 */
export const findByPath = <Item extends { path: string }>(items: Item[], path: string): Item | null =>
  items.find(item => item.path === path) ?? createPathFinder(items)(path)

/** Returns a function that does the same for many paths. It reads the items once, when it is first called. */
export function createPathFinder<Item extends { path: string }>(items: Item[]): (path: string) => Item | null {
  let byKey: Map<string, Item[]> | undefined
  return path => {
    byKey ??= Map.groupBy(items, item => pathKey(item.path))
    const equal = byKey.get(pathKey(path)) ?? []
    return equal.find(item => item.path === path) ?? equal.toSorted(byCodePoints)[0] ?? null
  }
}

/** Compares as Postgres' collation "C" does. JavaScript's `<` compares UTF-16 units, which differs for emoji. */
const byCodePoints = (a: { path: string }, b: { path: string }) =>
  Buffer.compare(Buffer.from(a.path), Buffer.from(b.path))
