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
  const own = [
    { path: manifestName, bytes: printManifest(title, videos) },
    ...deps.player.map(({ name, bytes }) => ({ path: `lectern/${name}`, bytes })),
  ]
  await Promise.all(own.map(({ path, bytes }) => placeOwnFile(deps, run, dropboxPath, path, bytes)))
  await wakeQuietly(deps, { workflow: 'transcode', packageId: run.packageId })
}

/** The manifest as third parties read it: how many videos, and each one's path, size in bytes and Dropbox content hash. */
export function printManifest(title: string, videos: PlannedVideo[]): Buffer {
  const rows = videos.map(({ path, bytes, contentHash }) => ({ path, bytes: Number(bytes), contentHash }))
  return Buffer.from(`${JSON.stringify({ package: title, videoCount: videos.length, videos: rows }, null, 2)}\n`)
}

async function placeOwnFile(deps: Deps, run: SyncRun, dropboxPath: string, path: string, bytes: Buffer): Promise<void> {
  const { database, store } = deps
  const same = { path, own: true, contentHash: contentHash(bytes), key: draftKey(dropboxPath, path) }
  if (
    await database.draftFile.findFirst({
      where: { ...same, packageId: run.packageId, untilRevision: null, damaged: false },
    })
  )
    return dropOwnFile(database, run.id, path)
  if (await database.syncItem.findFirst({ where: { ...same, runId: run.id } })) return
  const mediaType = mediaTypeOf(path, bytes)
  const metadata = { 'content-hash': same.contentHash }
  const { key, versionId, etag } = await put(store, same.key, bytes, mediaType, metadata)
  const file = {
    path,
    contentHash: same.contentHash,
    bytes: BigInt(bytes.length),
    storedBytes: BigInt(bytes.length),
    modifiedAt: new Date(),
  }
  await recordOwnFile(database, run.id, { ...file, mediaType, key, versionId, etag })
}
