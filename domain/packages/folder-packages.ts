import type { Folder, OverlappingPackage } from './folders.ts'

/**
 * The packages of a folder. `same`: those made from it, also archived ones. `taken`: the first that keeps it from becoming
 * another package, by path. `inside`: those in it. The last two leave out archived packages.
 */
export type FolderPackages = {
  same: readonly OverlappingPackage[]
  taken: OverlappingPackage | null
  inside: readonly OverlappingPackage[]
}

/**
 * Returns a function that finds the packages of a folder among these, which are ordered by path. Looks at each package
 * once, not once per folder: an account can have thousands of both.
 */
export function packagesByFolder(packages: readonly OverlappingPackage[]): (folder: Folder) => FolderPackages {
  const byId = Map.groupBy(packages, ({ dropboxId }) => dropboxId)
  const active = packages.filter(({ archived }) => !archived)
  const byPath = new Map(active.toReversed().map(pkg => [pkg.dropboxPathLower, pkg]))
  const position = new Map(packages.map((pkg, index) => [pkg, index]))
  const byFolderAround = new Map<string, OverlappingPackage[]>()
  for (const pkg of active)
    for (const path of pathsAround(pkg.dropboxPathLower)) {
      const inside = byFolderAround.get(path)
      if (inside) inside.push(pkg)
      else byFolderAround.set(path, [pkg])
    }
  return ({ dropboxId, pathLower }) => {
    const same = byId.get(dropboxId) ?? []
    const inside = byFolderAround.get(pathLower) ?? []
    const overlapping = [
      ...same.filter(({ archived }) => !archived),
      ...[...pathsAround(pathLower), pathLower].flatMap(path => byPath.get(path) ?? []),
      ...inside.slice(0, 1),
    ]
    const [taken] = overlapping.sort((one, other) => position.get(one)! - position.get(other)!)
    return { same, taken: taken ?? null, inside }
  }
}

/** Returns the folders around a path, without the root: `/a` and `/a/b` for `/a/b/c`. */
const pathsAround = (path: string): string[] => {
  const names = path.split('/').slice(1, -1)
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)
}
