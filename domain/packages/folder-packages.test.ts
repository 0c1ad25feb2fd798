import { expect, test } from 'vitest'
import { packagesByFolder } from './folder-packages.ts'
import { type OverlappingPackage, overlaps } from './folders.ts'

const folderAt = (path: string) => ({ dropboxId: `id:${path}`, path, pathLower: path, name: path })
const packageAt = (path: string, rest: Partial<OverlappingPackage> = {}): OverlappingPackage => ({
  ...{ id: path, archived: false, title: path, dropboxPath: path, dropboxPathLower: path, dropboxId: `id:${path}` },
  ...rest,
})
const titles = (packages: readonly OverlappingPackage[]) => packages.map(({ title }) => title)

const packages = [
  packageAt('/a/x'),
  packageAt('/a/y'),
  packageAt('/ab'),
  packageAt('/b', { archived: true }),
  packageAt('/c'),
  packageAt('/moved', { dropboxId: 'id:/d' }),
]

test.each([
  { folder: '/a', taken: '/a/x', inside: ['/a/x', '/a/y'], same: [] },
  { folder: '/a/x', taken: '/a/x', inside: [], same: ['/a/x'] },
  { folder: '/a/x/deep/er', taken: '/a/x', inside: [], same: [] },
  { folder: '/a/z', taken: undefined, inside: [], same: [] },
  { folder: '/b', taken: undefined, inside: [], same: ['/b'] },
  { folder: '/d', taken: '/moved', inside: [], same: ['/moved'] },
])('finds the packages of $folder', ({ folder, taken, inside, same }) => {
  const found = packagesByFolder(packages)(folderAt(folder))
  expect({ ...found, inside: titles(found.inside), same: titles(found.same), taken: found.taken?.title }).toEqual({
    ...{ taken, inside, same },
  })
})

test('names the package that comes first of all that overlap', () => {
  const find = packagesByFolder(packages)
  for (const path of ['/a', '/a/x', '/a/x/deep', '/a/y', '/ab', '/b', '/c/inside', '/d', '/moved', '/nothing']) {
    const folder = folderAt(path)
    const first = packages.find(pkg => !pkg.archived && overlaps(folder, pkg))
    expect(find(folder).taken).toBe(first ?? null)
  }
})
