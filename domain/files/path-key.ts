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
export function findByPath<Item extends { path: string }>(items: Item[], path: string): Item | null {
  const exact = items.find(item => item.path === path)
  if (exact) return exact
  const key = pathKey(path)
  return items.filter(item => pathKey(item.path) === key).sort(byCodePoints)[0] ?? null
}

/** Compares as Postgres' collation "C" does. JavaScript's `<` compares UTF-16 units, which differs for emoji. */
const byCodePoints = (a: { path: string }, b: { path: string }) =>
  Buffer.compare(Buffer.from(a.path), Buffer.from(b.path))
