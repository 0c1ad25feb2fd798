import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { SyncRun } from '@lectern/domain/database'
import { discardGeneratedFile, recordGeneratedFile } from '@lectern/domain/sync/items'
import { expectedVideosOfRun, type PlannedVideo, recordManifest } from '@lectern/domain/sync/manifest'
import { contentHash } from '../dropbox/content-hash.ts'
import { mediaTypeOf } from '../files/media-type.ts'
import type { Services } from '../services.ts'
import { draftKey } from '../storage/keys.ts'
import { put } from '../storage/s3-put.ts'
import { tryWake } from '../wake.ts'

/** The manifest's name at the package's root. */
const manifestName = 'lectern-manifest.json'

/**
 * Writes the manifest (first its rows, then the file printed from them) and the other files that Lectern generates,
 * before the first video is copied. Files that are already in the draft with the same bytes are skipped. A repetition
 * writes the same.
 */
export async function writeManifest(services: Services, runId: string): Promise<void> {
  const { database, encodingSettings } = services
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  const videos = await database.$transaction(tx => expectedVideosOfRun(tx, run))
  await change(database, systemActor, tx => recordManifest(tx, run, videos, encodingSettings.profile))
  const { dropboxPath, title } = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  const generatedFiles = [
    { path: manifestName, bytes: printManifest(title, videos) },
    ...services.playerFiles.map(({ name, bytes }) => ({ path: `lectern/${name}`, bytes })),
  ]
  await Promise.all(
    generatedFiles.map(({ path, bytes }) => storeGeneratedFile(services, run, dropboxPath, path, bytes)),
  )
  await tryWake(services, { workflow: 'transcode', packageId: run.packageId })
}

/**
 * Prints the manifest for third parties: the number of videos, and each one's path, size in bytes, and Dropbox content
 * hash.
 */
export function printManifest(title: string, videos: PlannedVideo[]): Buffer {
  const rows = videos.map(({ path, bytes, contentHash }) => ({ path, bytes: Number(bytes), contentHash }))
  return Buffer.from(`${JSON.stringify({ package: title, videoCount: videos.length, videos: rows }, null, 2)}\n`)
}

async function storeGeneratedFile(
  services: Services,
  run: SyncRun,
  dropboxPath: string,
  path: string,
  bytes: Buffer,
): Promise<void> {
  const { database, store } = services
  const storedFile = { path, generated: true, contentHash: contentHash(bytes), key: draftKey(dropboxPath, path) }
  if (
    await database.draftFile.findFirst({
      where: { ...storedFile, packageId: run.packageId, untilRevision: null, damaged: false },
    })
  )
    return discardGeneratedFile(database, run.id, path)
  if (await database.syncItem.findFirst({ where: { ...storedFile, runId: run.id } })) return
  // Without a charset, browsers would read the player in the charset of the page.
  const mediaType = `${mediaTypeOf(path, null).mediaType}; charset=utf-8`
  const metadata = { 'content-hash': storedFile.contentHash }
  const { key, versionId, etag } = await put(store, storedFile.key, bytes, mediaType, metadata)
  const file = {
    path,
    contentHash: storedFile.contentHash,
    bytes: BigInt(bytes.length),
    storedBytes: BigInt(bytes.length),
    modifiedAt: new Date(),
  }
  await recordGeneratedFile(database, run.id, { ...file, mediaType, key, versionId, etag })
}
