/** The index of the first element for which it holds, where it holds for all that follow too; the length where for none. */
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
 * The paths of a folder among paths in code unit order, after one of them (`''`: from the beginning): its children, or everything at any
 * depth with the folder itself, unless that is the root (`''`). Costs what it yields, however many others there are.
 */
export function* pathsIn(sorted: readonly string[], folder: string, recursive: boolean, after: string) {
  const folderIndex = firstIndexWhere(sorted, path => path >= folder)
  if (recursive && folder > after && sorted[folderIndex] === folder) yield folder
  // In code unit order what is in a folder stands together: `0` comes right after `/`.
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
