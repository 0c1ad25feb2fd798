import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import {
  type CopiedFile,
  failCopy,
  forgetNumber,
  recordCopied,
  recordCopies,
} from '@lectern/schema/changes/publication'
import { advancePublications } from '@lectern/schema/changes/publish-step'
import type { Package, Publication, ReleaseFile } from '@lectern/schema/database'
import { releaseKey, releasePrefix } from '../clients/keys.ts'
import { copy } from '../clients/s3-copy.ts'
import { type CurrentObject, currentObjects, versionsOf } from '../clients/s3-objects.ts'
import { remove, versionPages } from '../clients/s3-versions.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { sideBySide } from './side-by-side.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** Copies in flight at a time, and how many are recorded together. */
const parallel = 16
const batch = 64

/** What a package's publications need next: a copy of this one, or only time. Releases and deployments happen in here, in one transaction. */
export async function advancePublication(
  deps: Deps,
  packageId: string,
): Promise<{ copy: string | null; waiting: boolean }> {
  const step = await change(deps.database, lectern, tx => advancePublications(tx, packageId, deps.terms))
  for (const { contentHash, profile } of step.encodings)
    await wakeQuietly(deps, { workflow: 'encode', contentHash, profile })
  for (const number of step.abandoned) await removeNumber(deps, packageId, number)
  return { copy: step.copy?.id ?? null, waiting: step.waiting }
}

/**
 * Copies a publication's files inside S3, each pinned to the version that was fixed when it was asked, and finds them again by listing. A
 * second try copies what has no copy yet; nothing of the number is visible before its release's row is there.
 */
export async function copyRelease(deps: Deps, publicationId: string): Promise<void> {
  const signal = cancellation()
  const { database } = deps
  const publication = await database.publication.findUniqueOrThrow({ where: { id: publicationId } })
  const pkg = await database.package.findUniqueOrThrow({ where: { id: publication.packageId } })
  let after = ''
  for (;;) {
    signal.throwIfAborted()
    const where = { packageId: pkg.id, number: publication.number!, key: null, path: { gt: after } }
    const files = await database.releaseFile.findMany({ where, orderBy: { path: 'asc' }, take: batch })
    if (files.length === 0) break
    after = files.at(-1)!.path
    const copied: CopiedFile[] = []
    const copying = sideBySide(parallel, files, async file => copied.push(await copyFile(deps, pkg, file)))
    // What one failed copy leaves undone, the others may still have done: all that is copied is recorded.
    const [outcome] = await Promise.allSettled([copying])
    const { goesOn } = await change(database, lectern, tx => recordCopies(tx, publication, copied))
    if (!goesOn) return
    if (outcome.status === 'rejected') throw outcome.reason
  }
  await verifyCopy(deps, pkg, publication)
  await change(database, lectern, tx => recordCopied(tx, publication))
}

async function copyFile({ store }: Deps, pkg: Package, file: ReleaseFile): Promise<CopiedFile> {
  const { path, number, sourceKey, sourceVersionId, sourceEtag, storedBytes, mediaType } = file
  const source = {
    key: sourceKey,
    versionId: sourceVersionId,
    etag: sourceEtag,
    bytes: Number(storedBytes),
    mediaType,
  }
  return { path, ...(await copy(store, source, releaseKey(pkg.slug, number, path))) }
}

/** Every file's version must be the current one of its key, with its size, and nothing else may lie below the number. */
async function verifyCopy({ database, store }: Deps, pkg: Package, publication: Publication): Promise<void> {
  const number = publication.number!
  let found = 0
  for await (const page of currentObjects(store, releasePrefix(pkg.slug, number))) {
    const where = { packageId: pkg.id, number, key: { in: page.map(({ key }) => key) } }
    const rows = new Map((await database.releaseFile.findMany({ where })).map(file => [file.key, file]))
    const foreign = page.filter(object => !isCopy(object, rows.get(object.key)))
    await remove(store, await versionsOf(store, foreign))
    found += page.length - foreign.length
  }
  if (found !== publication.filesTotal)
    throw new Error(`Release ${number} of ${pkg.slug}: ${found} of ${publication.filesTotal} files were found again`)
}

const isCopy = ({ etag, bytes }: CurrentObject, row: ReleaseFile | undefined): boolean =>
  row !== undefined && row.etag === etag && Number(row.storedBytes) === bytes

/** Ends a publication whose copy would not come to its end. */
export async function failPublication(deps: Deps, publicationId: string): Promise<void> {
  const failed = await change(deps.database, lectern, tx => failCopy(tx, publicationId))
  if (failed.number !== null) await removeNumber(deps, failed.packageId, failed.number)
}

/** Takes away what was copied of a number that will never be a release, older doubles too. The number itself is not used again. */
async function removeNumber({ database, store }: Deps, packageId: string, number: number): Promise<void> {
  const { slug } = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  for (let found = 1; found > 0; ) {
    found = 0
    for await (const { entries } of versionPages(store, releasePrefix(slug, number))) {
      await remove(store, entries)
      found += entries.length
    }
  }
  await database.$transaction(tx => forgetNumber(tx, packageId, number))
}
