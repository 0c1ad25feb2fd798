/**
 * `DATABASE_URL=… node domain/playback/playlists.bench.ts <videos>` builds an environment that shows a package with
 * this many videos. Prints the slugs of both as JSON.
 */
import { randomUUID } from 'node:crypto'
import { openDatabase } from '../database.ts'
import { buildDeployment, buildEncoding, buildEnvironment, buildPackage, buildRelease } from '../test/factories.ts'

const count = Number(process.argv[2])
const database = openDatabase(process.env.DATABASE_URL!, 4)

const environment = await buildEnvironment(database, { slug: 'bench' })
const pkg = await buildPackage(database, { slug: 'twenty-videos' })
const release = await buildRelease(database, { packageId: pkg.id })
const { packageId, number } = release

const source = { sourceKey: 'draft/x', sourceVersionId: 'v', sourceEtag: 'e' }
const stored = { key: 'releases/x', versionId: 'v', etag: 'e', bytes: 1n, storedBytes: 1n }
const file = (path: string, mediaType: string, videoId?: string) =>
  database.releaseFile.create({
    data: {
      ...{ packageId, number, path, mediaType, videoId, modifiedAt: new Date(), generated: false },
      ...{ contentHash: randomUUID(), ...source, ...stored },
    },
  })

for (let i = 1; i <= count; i++) {
  const stem = `chapter-${i}/how-the-hedgehog-wins`
  const folder = `media/${randomUUID().replaceAll('-', '').repeat(2)}/h264-1/1`
  const keys = {
    masterKey: `${folder}/hls/index.m3u8`,
    posterKey: `${folder}/poster.jpg`,
    storyboardKey: `${folder}/storyboard/storyboard.vtt`,
  }
  const encoding = await buildEncoding(database, { status: 'READY' }, { ...keys, durationSeconds: 60 + i })
  const video = await database.video.create({ data: { packageId, path: `${stem}.mp4` } })
  await file(video.path, 'video/mp4', video.id)
  await file(`${stem}.en.vtt`, 'text/vtt')
  await file(`${stem}.de.vtt`, 'text/vtt')
  await database.releaseVideo.create({
    data: { releaseId: release.id, videoId: video.id, path: video.path, encodingId: encoding.id, attempt: 1 },
  })
}
await buildDeployment(database, { releaseId: release.id, environmentId: environment.id })
await database.$disconnect()
console.log(JSON.stringify({ environment: environment.slug, package: pkg.slug, release: number }))
