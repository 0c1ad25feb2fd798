/**
 * Stores and deploys a release with a small page, a large file, and a file for slow clients. Run `node
 * server/playback/content.bench.ts` with a server's settings. Prints JSON with the release's path on the content host,
 * and an address of each file in S3.
 */
import { randomBytes } from 'node:crypto'
import { openDatabase } from '@lectern/domain/database'
import { openStore, presignUrl } from '@lectern/workflows/storage/s3'
import { put } from '@lectern/workflows/storage/s3-put'
import { buildDeployment, buildEnvironment, buildPackage, buildRelease } from '../../domain/test/factories.ts'
import { readServerConfiguration } from '../configuration.ts'

const mebi = 1024 ** 2
const files: Record<string, { mediaType: string; body: () => Buffer }> = {
  'small.html': { mediaType: 'text/html; charset=utf-8', body: () => Buffer.from(randomBytes(5_120).toString('hex')) },
  'large.mp4': { mediaType: 'video/mp4', body: () => randomBytes(256 * mebi) },
  'slow.mp4': { mediaType: 'video/mp4', body: () => randomBytes(64 * mebi) },
}

const configuration = readServerConfiguration(process.env)
const database = openDatabase(configuration.DATABASE_URL, 2)
const store = openStore(configuration)
const pkg = await buildPackage(database, { slug: 'lesson' })
const environment = await buildEnvironment(database, { slug: 'bench' })
const release = await buildRelease(database, { packageId: pkg.id })
const { packageId, number } = release
const addresses: Record<string, string> = {}
for (const [path, { mediaType, body }] of Object.entries(files)) {
  const bytes = body()
  const stored = await put(store, `releases/${packageId}/${number}/${path}`, bytes, mediaType)
  const size = BigInt(bytes.length)
  const source = { sourceKey: 'draft/x', sourceVersionId: 'v', sourceEtag: 'e' }
  const facts = { contentHash: path, modifiedAt: new Date(), generated: false, bytes: size, storedBytes: size }
  await database.releaseFile.create({ data: { packageId, number, path, mediaType, ...facts, ...source, ...stored } })
  addresses[path] = await presignUrl(store, stored, 6 * 60 * 60)
}
await buildDeployment(database, { releaseId: release.id, environmentId: environment.id })
console.log(JSON.stringify({ path: '/bench/lesson/1/', addresses }))
await database.$disconnect()
store.client.destroy()
