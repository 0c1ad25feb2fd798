import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { referencedVersions } from '@lectern/domain/cleanup/referenced-versions'
import type { Database, Package } from '@lectern/domain/database'
import { recordCleaning } from '@lectern/domain/sync/draft'
import { isUnchanged } from '@lectern/domain/sync/unchanged'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { draftKey, draftKeyOfOriginal, originalKey } from '../storage/keys.ts'
import { type CurrentObject, findCurrentVersions, listCurrentObjects } from '../storage/s3-objects.ts'
import { remove } from '../storage/s3-versions.ts'

/**
 * Compares the package's objects in S3 with the rows. A key without a file gets a delete marker, and its versions stay
 * for readers. A version that a late lane wrote over ours, and that no row names, is deleted by its id. Stops when the
 * run is no longer cleaning: a late second attempt must not touch what the next run writes. A repetition finds nothing
 * to do.
 */
export async function removeStaleObjects(services: Services, runId: string): Promise<{ removed: number }> {
  const signal = cancellationSignal()
  const { database, store } = services
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  const pkg = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  if (isUnchanged(run) && (await isLarge(database, pkg))) return { removed: 0 }
  let removed = 0
  const folders = [pkg.dropboxPath, ...(run.movedFrom ? [run.movedFrom] : [])]
  const areas = folders.flatMap(folder => [
    { prefix: draftKey(folder, ''), loadEtags: loadDraftEtags },
    { prefix: originalKey(folder, ''), loadEtags: findTaggedOriginals },
  ])
  for (const { prefix, loadEtags } of areas) {
    for await (const page of listCurrentObjects(store, prefix)) {
      signal.throwIfAborted()
      if (!(await isCleaning(database, runId))) return { removed }
      const rows = await loadEtags(database, page)
      const staleKeys = page.filter(({ key }) => !rows.has(key)).map(({ key }) => ({ key }))
      const lateVersions = await findUnreferencedVersions(
        services,
        page.filter(object => hasUnexpectedEtag(object, rows)),
      )
      await remove(store, [...staleKeys, ...lateVersions])
      removed += staleKeys.length + lateVersions.length
    }
  }
  await change(database, systemActor, tx => recordCleaning(tx, run, removed))
  return { removed }
}

async function isCleaning(database: Database, runId: string): Promise<boolean> {
  const { phase, finishedAt } = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  return phase === 'CLEANING' && finishedAt === null
}

/** Keys of existing files, each with the ETag in its row. Null accepts any version. */
type ExpectedEtags = Map<string, string | null>

const hasUnexpectedEtag = ({ key, etag }: CurrentObject, etags: ExpectedEtags): boolean => {
  const expected = etags.get(key)
  return expected !== undefined && expected !== null && expected !== etag
}

async function findUnreferencedVersions({ database, store }: Services, objects: CurrentObject[]) {
  const versions = await findCurrentVersions(store, objects)
  const referenced = await referencedVersions(
    database,
    versions.map(({ versionId }) => versionId),
  )
  return versions.filter(({ versionId }) => !referenced.has(versionId))
}

async function loadDraftEtags(database: Database, page: CurrentObject[]): Promise<ExpectedEtags> {
  // Search all packages: a folder that moved may leave its place to another one.
  const where = { untilRevision: null, key: { in: page.map(({ key }) => key) } }
  const files = await database.draftFile.findMany({ where, select: { key: true, etag: true } })
  return new Map(files.map(file => [file.key, file.etag]))
}

async function findTaggedOriginals(database: Database, page: CurrentObject[]): Promise<ExpectedEtags> {
  const draftKeys = page.map(({ key }) => draftKeyOfOriginal(key))
  const where = { untilRevision: null, tagVersion: { not: null }, key: { in: draftKeys } }
  const files = await database.draftFile.findMany({ where, select: { key: true } })
  const tagged = new Set(files.map(file => file.key))
  return new Map(page.flatMap(({ key }) => (tagged.has(draftKeyOfOriginal(key)) ? [[key, null]] : [])))
}

/**
 * Up to this many files are compared in a few calls even if Dropbox reported nothing new. That also removes unrecorded
 * objects.
 */
const maxSmallPackageFiles = 5_000

const isLarge = async (database: Database, { id }: Package) =>
  (await database.draftFile.count({ where: { packageId: id, untilRevision: null }, take: maxSmallPackageFiles + 1 })) >
  maxSmallPackageFiles
