/**
 * Returns the index of the first element that matches, or the length if none does. If an element matches, all later
 * ones must match too.
 */
export function firstIndexWhere<Element>(sorted: readonly Element[], predicate: (element: Element) => boolean): number {
  let low = 0
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1
    if (predicate(sorted[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Yields the paths of a folder from paths in code unit order. Starts after the path `after`, or at the beginning for
 * `''`. Without `recursive`, yields the folder's children. With it, yields everything at any depth and the folder
 * itself, unless that is the root (`''`). The cost depends only on the number of yielded paths.
 */
export function* pathsIn(sorted: readonly string[], folder: string, recursive: boolean, after: string) {
  const folderIndex = firstIndexWhere(sorted, path => path >= folder)
  if (recursive && folder > after && sorted[folderIndex] === folder) yield folder
  // In code unit order, the contents of a folder are adjacent: `0` comes right after `/`.
  const end = (path: string) => `${path}0`
  let index = firstIndexWhere(sorted, path => path > after && path > `${folder}/`)
  while (index < sorted.length && sorted[index]! < end(folder)) {
    const path = sorted[index]!
    const slashIndex = recursive ? -1 : path.indexOf('/', folder.length + 1)
    if (slashIndex < 0) {
      yield path
      index++
    } else index = firstIndexWhere(sorted, other => other >= end(path.slice(0, slashIndex)))
  }
}
