/**
 * Measures how long it takes to request the encodings of a package with this many videos. Prints JSON with seconds. Run
 * it with `DATABASE_URL=… node domain/transcode/encoding-requests.bench.ts <videos>`.
 */
import { randomUUID } from 'node:crypto'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { openDatabase } from '../database.ts'
import { buildDraft, buildTranscode } from '../test/factories.ts'
import { advanceTranscode } from './transcodes.ts'

const count = Number(process.argv[2])
const encodingSettings = { profile: 'bench', timeZone: 'UTC' }
const database = openDatabase(process.env.DATABASE_URL!, 4)

/** Builds a draft with `count` videos, each with a probe and an estimate. */
async function buildVideos() {
  const { packageId } = await buildDraft(database)
  const numbers = Array.from({ length: count }, (_, number) => number)
  const videos = numbers.map(number => ({ id: randomUUID(), packageId, path: `${number}.mp4` }))
  const hashes = numbers.map(() => randomUUID())
  const stored = { key: 'x', versionId: 'v', etag: 'e', storedBytes: 1n, bytes: 1n, mediaType: 'video/mp4' }
  await database.video.createMany({ data: videos })
  await database.draftFile.createMany({
    data: videos.map(({ id, path }, number) => ({
      ...{ packageId, path, videoId: id, contentHash: hashes[number]!, fromRevision: 1, modifiedAt: new Date() },
      ...stored,
    })),
  })
  await database.probe.createMany({ data: hashes.map(contentHash => ({ contentHash, bytes: 1n, sourceKey: 'x' })) })
  const price = { profile: encodingSettings.profile, seconds: 60, costMicros: 7_500n, currency: 'USD' }
  await database.estimate.createMany({ data: hashes.map(contentHash => ({ contentHash, ...price })) })
  return buildTranscode(database, { packageId })
}

const transcode = await buildVideos()
const advance = async () => {
  const start = performance.now()
  const { encodings } = await change(database, systemActor, tx => advanceTranscode(tx, transcode, encodingSettings))
  return { seconds: (performance.now() - start) / 1000, claimed: encodings.length }
}
const first = await advance()
const again = await advance()
if (first.claimed !== count || again.claimed !== 0) throw new Error(JSON.stringify({ first, again }))
console.log(JSON.stringify({ first: first.seconds, again: again.seconds }))
await database.$disconnect()
