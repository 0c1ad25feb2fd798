import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { dropOwnFile, recordOwnFile } from '@lectern/schema/changes/items'
import { type PlannedVideo, plannedVideos, recordManifest } from '@lectern/schema/changes/manifest'
import type { SyncRun } from '@lectern/schema/database'
import { contentHash } from '../clients/content-hash.ts'
import { draftKey } from '../clients/keys.ts'
import { put } from '../clients/s3-put.ts'
import { profile } from '../contract.ts'
import { mediaTypeOf } from '../media-type.ts'
import type { Deps } from './deps.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** The manifest's name at the package's root. */
const manifestName = 'lectern-manifest.json'

/**
 * Writes the manifest (rows first, then the file that is printed from them) and Lectern's other own files, before the first video is
 * copied. What is in the draft already with the same bytes is left alone; written twice, it is the same.
 */
export async function writeManifest(deps: Deps, runId: string): Promise<void> {
  const { database } = deps
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  const videos = await database.$transaction(tx => plannedVideos(tx, run))
  await change(database, lectern, tx => recordManifest(tx, run, videos, profile))
  const { dropboxPath, title } = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  await placeOwnFile(deps, run, dropboxPath, manifestName, printManifest(title, videos))
  for (const { name, bytes } of deps.player) await placeOwnFile(deps, run, dropboxPath, `lectern/${name}`, bytes)
  await wakeQuietly(deps, { workflow: 'transcode', packageId: run.packageId })
}

/** The manifest as third parties read it: how many videos, and each one's path, size in bytes and Dropbox content hash. */
export function printManifest(title: string, videos: PlannedVideo[]): Buffer {
  const rows = videos.map(({ path, bytes, contentHash }) => ({ path, bytes: Number(bytes), contentHash }))
  return Buffer.from(`${JSON.stringify({ package: title, videoCount: videos.length, videos: rows }, null, 2)}\n`)
}

async function placeOwnFile(deps: Deps, run: SyncRun, dropboxPath: string, path: string, bytes: Buffer): Promise<void> {
  const hash = contentHash(bytes)
  const where = { packageId: run.packageId, untilRevision: null, own: true, contentHash: hash }
  if (await deps.database.draftFile.findFirst({ where: { ...where, key: draftKey(dropboxPath, path) } }))
    return deps.database.$transaction(tx => dropOwnFile(tx, run.id, path))
  const mediaType = mediaTypeOf(path, bytes)
  const { key, versionId, etag } = await put(deps.store, draftKey(dropboxPath, path), bytes, mediaType, {
    'content-hash': hash,
  })
  const file = {
    path,
    contentHash: hash,
    bytes: BigInt(bytes.length),
    storedBytes: BigInt(bytes.length),
    modifiedAt: new Date(),
  }
  await deps.database.$transaction(tx => recordOwnFile(tx, run.id, { ...file, mediaType, key, versionId, etag }))
}
