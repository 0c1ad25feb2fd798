/** Stores files of releases and drafts for tests: their bytes in S3 and their rows. */
import { randomUUID } from 'node:crypto'
import { isPage } from '@lectern/domain/files/page-names'
import { pathKey } from '@lectern/domain/files/path-key'
import { buildDraftFile, buildRelease } from '../../domain/test/factories.ts'
import { contentHash } from '../dropbox/content-hash.ts'
import type { Services } from '../services.ts'
import { put } from '../storage/s3-put.ts'

type Stores = Pick<Services, 'database' | 'store'>
type DraftFile = NonNullable<Parameters<typeof buildDraftFile>[1]>

const videoPath = /\.(mp4|webm|avi|mov)$/

/** Stores bytes as a file of a draft's revision 1. */
export async function storeDraftFile(
  { database, store }: Stores,
  packageId: string,
  path: string,
  body: string | Buffer,
  overrides: Partial<DraftFile> = {},
) {
  const stored = await put(store, `draft/${randomUUID()}/${path}`, Buffer.from(body), 'application/octet-stream')
  const size = BigInt(Buffer.byteLength(body))
  const facts = { contentHash: contentHash(Buffer.from(body)), storedBytes: size, bytes: size }
  return buildDraftFile(database, { packageId, path, ...stored, ...facts, ...overrides })
}

/** Stores files as a new release that is not deployed. */
export async function storeRelease(
  { database, store }: Stores,
  packageId: string,
  files: Record<string, string | Buffer>,
) {
  const rootPage = Object.keys(files).find(isPage) ?? 'index.html'
  const release = await buildRelease(database, { packageId, rootPage })
  for (const [path, body] of Object.entries(files)) {
    const stored = await put(store, `releases/${packageId}/${release.number}/${path}`, Buffer.from(body), 'x/y')
    const size = BigInt(Buffer.byteLength(body))
    const source = { sourceKey: 'draft/x', sourceVersionId: 'v', sourceEtag: 'e' }
    const facts = { bytes: size, storedBytes: size, modifiedAt: new Date(), generated: false }
    const mediaType = isPage(path) ? 'text/html; charset=utf-8' : 'application/octet-stream'
    const videoKey = { packageId, path }
    const video = videoPath.test(path)
      ? await database.video.upsert({ where: { packageId_path: videoKey }, create: videoKey, update: {} })
      : null
    const row = {
      videoId: video?.id,
      packageId,
      number: release.number,
      path,
      pathKey: pathKey(path),
      mediaType,
      contentHash: contentHash(Buffer.from(body)),
      ...facts,
      ...source,
      ...stored,
    }
    await database.releaseFile.create({ data: row })
  }
  return release
}
