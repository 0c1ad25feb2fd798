/** A row of a tree. `item`: what the row is about. Null for a folder of which only the path is known. */
export type TreeRow<Item> = {
  path: string
  name: string
  depth: number
  item: Item | null
  isFolder: boolean
  isOpen: boolean
}

/**
 * Arranges files as a tree: each folder once, before what is in it. The files must be ordered by path, so that those of a
 * folder are together. `closed` has the folders whose content is hidden.
 */
export function treeRows<Item extends { path: string }>(
  items: readonly Item[],
  closed: ReadonlySet<string>,
): TreeRow<Item>[] {
  const rows: TreeRow<Item>[] = []
  let folders: string[] = []
  for (const item of items) {
    const names = item.path.split('/')
    const name = names.pop()!
    const common = commonLength(folders, names)
    const closedAbove = closedDepth(names, closed)
    for (let depth = common; depth < names.length && depth <= closedAbove; depth++) {
      const path = pathOf(names, depth)
      rows.push({ path, name: names[depth]!, depth, item: null, isFolder: true, isOpen: !closed.has(path) })
    }
    if (closedAbove === names.length)
      rows.push({ path: item.path, name, depth: names.length, item, isFolder: false, isOpen: false })
    folders = names
  }
  return rows
}

/** The path of a folder: its name and those of the folders around it. */
const pathOf = (names: string[], depth: number) => names.slice(0, depth + 1).join('/')

function commonLength(one: string[], other: string[]): number {
  const differing = one.findIndex((name, depth) => name !== other[depth])
  return differing < 0 ? one.length : differing
}

/** Returns the depth of the outermost closed folder. Their number when all are open. */
function closedDepth(names: string[], closed: ReadonlySet<string>): number {
  const depth = names.findIndex((_, index) => closed.has(pathOf(names, index)))
  return depth < 0 ? names.length : depth
}
