import type { Discrepancy, Package } from '@lectern/schema/database'
import {
  filesWithKeys,
  filesWithPaths,
  type Inspected,
  type InspectedFile,
  pagesOfFiles,
} from '@lectern/schema/reads/inspected'
import { draftKey, releasePrefix } from '../clients/keys.ts'
import { head, unquoted } from '../clients/s3.ts'
import { type CurrentObject, currentObjects } from '../clients/s3-objects.ts'
import type { Deps } from './deps.ts'
import { sideBySide } from './side-by-side.ts'

/** A difference between rows and S3. `file`: its row; null for what no row knows. */
export type StoredDifference = {
  kind: Discrepancy['kind']
  path: string
  key: string
  file: InspectedFile | null
}

/** What a step of the comparison came to: so many files more were checked. */
export type Compared<Difference> = { checked: number; found: Difference[] }

const parallel = 16

/**
 * Compares the rows of a release or draft with what S3 holds, step by step: first with a listing, where nearly all are as they should be; then
 * each file that was not, by the version that its row names. In memory stand the paths that were found right, as the doctor's do.
 */
export async function* compareWithS3(
  deps: Deps,
  pkg: Package,
  inspected: Inspected,
): AsyncGenerator<Compared<StoredDifference>> {
  const { database, store } = deps
  const { number } = inspected
  const prefix = number === null ? draftKey(pkg.dropboxPath, '') : releasePrefix(pkg.slug, number)
  const right = new Set<string>()
  for await (const page of currentObjects(store, prefix)) {
    const keys = page.map(({ key }) => key)
    // A release's keys are its paths, and rows are looked up by their own key.
    const files =
      number === null
        ? await filesWithKeys(database, inspected, keys)
        : await filesWithPaths(
            database,
            inspected,
            keys.map(key => key.slice(prefix.length)),
          )
    const rows = new Map(files.map(file => [file.key, file]))
    const matching = page.flatMap(object => rightFile(object, rows.get(object.key)))
    for (const { path } of matching) right.add(path)
    const unknown = keys.filter(key => !rows.has(key))
    const foreign = number === null ? await ofNoPackage(deps, pkg, unknown) : unknown
    const found = foreign.map(key => ({ kind: 'FOREIGN' as const, path: key.slice(prefix.length), key, file: null }))
    yield { checked: matching.length, found }
  }
  for await (const files of pagesOfFiles(database, inspected)) {
    const others = files.filter(({ path }) => !right.has(path))
    const found: StoredDifference[] = []
    await sideBySide(parallel, others, async file => {
      const kind = await lookedUp(deps, file)
      if (kind) found.push({ kind, path: file.path, key: file.key, file })
    })
    yield { checked: others.length, found }
  }
}

const rightFile = ({ etag, bytes }: CurrentObject, file: InspectedFile | undefined) =>
  file?.etag === etag && file.storedBytes === bytes ? [file] : []

/** MISSING: the version that the row names is gone. CHANGED: it is there, and its key holds something else, or nothing. Null: all is right. */
async function lookedUp({ store }: Deps, file: InspectedFile): Promise<'MISSING' | 'CHANGED' | null> {
  const ours = await head(store, file.key, file.versionId)
  if (!ours || unquoted(ours.ETag) !== file.etag || ours.ContentLength !== file.storedBytes) return 'MISSING'
  const present = await head(store, file.key)
  return present?.VersionId === file.versionId ? null : 'CHANGED'
}

/** Without the files of other packages, whose folders may lie inside until their next run says where they are. */
async function ofNoPackage({ database }: Deps, pkg: Package, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const files = await database.draftFile.findMany({ where: { untilRevision: null, key: { in: keys } } })
  const inside = await database.package.findMany({
    where: { id: { not: pkg.id }, dropboxPath: { startsWith: `${pkg.dropboxPath}/` } },
  })
  const known = new Set(files.map(({ key }) => key))
  const prefixes = inside.map(({ dropboxPath }) => draftKey(dropboxPath, ''))
  return keys.filter(key => !known.has(key) && !prefixes.some(prefix => key.startsWith(prefix)))
}
