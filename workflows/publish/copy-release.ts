import { S3ServiceException } from '@aws-sdk/client-s3'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Package, Publication, ReleaseFile } from '@lectern/domain/database'
import { type CopiedFile, markCopyComplete, recordCopiedFiles } from '@lectern/domain/publish/publications'
import { concurrently } from '../concurrently.ts'
import { finalFailure } from '../final-failure.ts'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { releaseKey, releasePrefix } from '../storage/keys.ts'
import { copy } from '../storage/s3-copy.ts'
import { type CurrentObject, findCurrentVersions, listCurrentObjects } from '../storage/s3-objects.ts'
import { remove } from '../storage/s3-versions.ts'

/** Concurrent copies, copies recorded together, and rows in memory. */
const copyConcurrency = 32
const recordBatchSize = 128
const pageSize = 2_000

/**
 * Copies a publication's files inside S3, each pinned to the version fixed at the request, and verifies them by a
 * listing. A second attempt copies what has no copy yet. Nothing of the number is visible before its release's row
 * exists.
 */
export async function copyRelease(services: Services, publicationId: string): Promise<void> {
  const { database } = services
  const publication = await database.publication.findUniqueOrThrow({ where: { id: publicationId } })
  const pkg = await database.package.findUniqueOrThrow({ where: { id: publication.packageId } })
  const hasEnded = () => database.publication.count({ where: { id: publicationId, ...endedWhere } }).then(Boolean)
  let after = ''
  for (;;) {
    if (await hasEnded()) return
    const where = { packageId: pkg.id, number: publication.number!, key: null, path: { gt: after } }
    const files = await database.releaseFile.findMany({ where, orderBy: { path: 'asc' }, take: pageSize })
    if (files.length === 0) break
    after = files.at(-1)!.path
    if (!(await copyFiles(services, pkg, publication, files))) return
  }
  const verifiedFiles = await verifyCopy(services, pkg, publication)
  if (await hasEnded()) return
  if (verifiedFiles !== publication.filesTotal)
    throw new Error(
      `Release ${publication.number} of ${pkg.slug}: ${verifiedFiles} of ${publication.filesTotal} files were found after the copy`,
    )
  await change(database, systemActor, tx => markCopyComplete(tx, publication))
}

/** Matches a publication that ended, or must end, while its files are being copied. */
const endedWhere = { OR: [{ finishedAt: { not: null } }, { cancelRequestedAt: { not: null } }] }

/**
 * Copies some files. Returns false if the publication must not continue. When one copy fails, the finished ones are
 * still recorded.
 */
async function copyFiles(
  services: Services,
  pkg: Package,
  publication: Publication,
  files: ReleaseFile[],
): Promise<boolean> {
  const signal = cancellationSignal()
  const copiedFiles: CopiedFile[] = []
  let canContinue = true
  const record = async () => {
    const unrecordedFiles = copiedFiles.splice(0)
    if (unrecordedFiles.length === 0) return
    const progress = await change(services.database, systemActor, tx =>
      recordCopiedFiles(tx, publication, unrecordedFiles),
    )
    canContinue &&= progress.shouldContinue
  }
  const copying = concurrently(copyConcurrency, files, async file => {
    signal.throwIfAborted()
    if (!canContinue) return
    copiedFiles.push(await copyFile(services, pkg, file))
    if (copiedFiles.length >= recordBatchSize) await record()
  })
  const [outcome] = await Promise.allSettled([copying])
  await record()
  if (outcome.status === 'rejected') throw outcome.reason
  return canContinue
}

async function copyFile({ store }: Services, pkg: Package, file: ReleaseFile): Promise<CopiedFile> {
  const { path, number, sourceKey, sourceVersionId, storedBytes, mediaType } = file
  const source = { key: sourceKey, versionId: sourceVersionId, bytes: Number(storedBytes), mediaType }
  try {
    return { path, ...(await copy(store, source, releaseKey(pkg.slug, number, path))) }
  } catch (error) {
    // A retry would not bring it back.
    if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 404) throw error
    throw finalFailure('SourceGone', `The version of ${sourceKey} to copy is gone`)
  }
}

/** Counts the files below the number that have exactly the copied bytes. Removes everything else below it. */
async function verifyCopy({ database, store }: Services, pkg: Package, publication: Publication): Promise<number> {
  const number = publication.number!
  const prefix = releasePrefix(pkg.slug, number)
  let found = 0
  for await (const page of listCurrentObjects(store, prefix)) {
    const where = { packageId: pkg.id, number, path: { in: page.map(({ key }) => key.slice(prefix.length)) } }
    const rows = new Map((await database.releaseFile.findMany({ where })).map(file => [file.key, file]))
    const foreign = page.filter(object => !isCopy(object, rows.get(object.key)))
    await remove(store, await findCurrentVersions(store, foreign))
    found += page.length - foreign.length
  }
  return found
}

const isCopy = ({ etag, bytes }: CurrentObject, row: ReleaseFile | undefined): boolean =>
  row !== undefined && row.etag === etag && Number(row.storedBytes) === bytes
