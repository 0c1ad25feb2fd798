import type { Discrepancy, Package } from '@lectern/domain/database'
import {
  type ComparedFile,
  fileBatches,
  filesWithKeys,
  filesWithPaths,
  type VerificationTarget,
} from '@lectern/domain/verify/compared-files'
import { concurrently } from '../concurrently.ts'
import type { Services } from '../services.ts'
import { draftKey, releasePrefix } from '../storage/keys.ts'
import { head, unquoteEtag } from '../storage/s3.ts'
import { type CurrentObject, listCurrentObjects } from '../storage/s3-objects.ts'

/** A difference between rows and S3. `file` is its row, or null if no row knows the object. */
export type S3Difference = {
  kind: Discrepancy['kind']
  path: string
  key: string
  file: ComparedFile | null
}

/** The result of one step of a comparison. `checkedCount` is the number of files checked in it. */
export type ComparisonStep<Difference> = { checkedCount: number; differences: Difference[] }

const checkConcurrency = 16

/**
 * Compares the rows of a release or draft with what S3 holds, step by step. First by a listing, where nearly all files
 * match. Then each unmatched file, by the version in its row. Keeps the matching paths in memory, as the search for
 * findings does.
 */
export async function* compareWithS3(
  services: Services,
  pkg: Package,
  target: VerificationTarget,
): AsyncGenerator<ComparisonStep<S3Difference>> {
  const { database, store } = services
  const { number } = target
  const prefix = number === null ? draftKey(pkg.dropboxPath, '') : releasePrefix(pkg.slug, number)
  const matchingPaths = new Set<string>()
  for await (const page of listCurrentObjects(store, prefix)) {
    const keys = page.map(({ key }) => key)
    // A release's keys contain its paths. A draft's rows are found by their own key.
    const files =
      number === null
        ? await filesWithKeys(database, target, keys)
        : await filesWithPaths(
            database,
            target,
            keys.map(key => key.slice(prefix.length)),
          )
    const rows = new Map(files.map(file => [file.key, file]))
    const matchingFiles = page.flatMap(object => matchingFile(object, rows.get(object.key)))
    for (const { path } of matchingFiles) matchingPaths.add(path)
    const unknownKeys = keys.filter(key => !rows.has(key))
    const foreignKeys = number === null ? await excludeOtherPackages(services, pkg, unknownKeys) : unknownKeys
    const differences = foreignKeys.map(key => ({
      kind: 'FOREIGN' as const,
      path: key.slice(prefix.length),
      key,
      file: null,
    }))
    yield { checkedCount: matchingFiles.length, differences }
  }
  for await (const files of fileBatches(database, target)) {
    const unmatchedFiles = files.filter(({ path }) => !matchingPaths.has(path))
    const differences: S3Difference[] = []
    await concurrently(checkConcurrency, unmatchedFiles, async file => {
      const kind = await checkFile(services, file)
      if (kind) differences.push({ kind, path: file.path, key: file.key, file })
    })
    yield { checkedCount: unmatchedFiles.length, differences }
  }
}

const matchingFile = ({ etag, bytes }: CurrentObject, file: ComparedFile | undefined) =>
  file?.etag === etag && file.storedBytes === bytes ? [file] : []

/**
 * Checks one file. MISSING: the version in its row is gone. CHANGED: it exists, but its key now holds something else,
 * or nothing. Null: no difference.
 */
async function checkFile({ store }: Services, file: ComparedFile): Promise<'MISSING' | 'CHANGED' | null> {
  const named = await head(store, file.key, file.versionId)
  if (!named || unquoteEtag(named.ETag) !== file.etag || named.ContentLength !== file.storedBytes) return 'MISSING'
  const current = await head(store, file.key)
  return current?.VersionId === file.versionId ? null : 'CHANGED'
}

/** Leaves out the files of other packages, whose folders may lie inside this one until their next run finds them. */
async function excludeOtherPackages({ database }: Services, pkg: Package, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const files = await database.draftFile.findMany({ where: { untilRevision: null, key: { in: keys } } })
  const nestedPackages = await database.package.findMany({
    where: { id: { not: pkg.id }, dropboxPath: { startsWith: `${pkg.dropboxPath}/` } },
  })
  const draftKeys = new Set(files.map(({ key }) => key))
  const prefixes = nestedPackages.map(({ dropboxPath }) => draftKey(dropboxPath, ''))
  return keys.filter(key => !draftKeys.has(key) && !prefixes.some(prefix => key.startsWith(prefix)))
}
