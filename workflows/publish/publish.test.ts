import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelPublication } from '@lectern/domain/publish/publications'
import { expect, test } from 'vitest'
import { resolveExecutable } from '../../sandbox/programs/executables.ts'
import { wake } from '../wake.ts'
import { getBuffer } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { buildBackEnd } from '../test/back-end.ts'

async function film(color: string): Promise<Buffer> {
  const path = join(tmpdir(), `film-${color}-${process.pid}.mp4`)
  const picture = ['-f', 'lavfi', '-i', `color=${color}:size=320x240:rate=25:duration=2`]
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2']
  const how = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags +faststart -bitexact'.split(' ')
  await promisify(execFile)(await resolveExecutable('ffmpeg'), [
    '-loglevel',
    'error',
    '-y',
    ...picture,
    ...sound,
    ...how,
    path,
  ])
  return readFile(path)
}

const page =
  '<html><head></head><body><video src="a.mp4"></video><video src="b.mp4"></video><video src="copy of a.mp4"></video></body></html>'

test('every video becomes a stream, twins by content share one job, and publishing waits for all of them', async () => {
  const [a, b] = [await film('red'), await film('blue')]
  const world = await buildBackEnd({ 'index.html': page, 'a.mp4': a, 'b.mp4': b, 'copy of a.mp4': a })
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const asked = await world.publish()
  const publication = await world.until(() =>
    world.database.publication.findFirst({
      where: { id: asked.id, finishedAt: { not: null } },
      include: { release: { include: { videos: true } }, deployment: true },
    }),
  )
  expect(publication).toMatchObject({
    status: 'SUCCEEDED',
    number: 1,
    filesDone: 7,
    release: { number: 1, fileCount: 4 },
  })
  expect(publication.release!.videos.map(video => video.path).sort()).toEqual(['a.mp4', 'b.mp4', 'copy of a.mp4'])
  expect(world.faults.calls.mediaconvert?.CreateJob).toBe(2)
  const transcode = await world.until(() =>
    world.database.transcode.findFirst({ where: { packageId: world.pkg.id, finishedAt: { not: null } } }),
  )
  expect(transcode.status).toBe('SUCCEEDED')
  const attempts = await world.database.attempt.findMany()
  for (const attempt of attempts)
    expect((await getBuffer(world.store, attempt.masterKey!)).toString()).toContain('#EXT-X-STREAM-INF')

  // Published again after a change: the first release stays as it was, and no video is encoded again.
  await world.write('index.html', page.replace('<body>', '<body>New'))
  await world.synchronize()
  const first = await world.database.releaseFile.findFirstOrThrow({ where: { path: 'index.html', number: 1 } })
  expect((await getBuffer(world.store, first.key!, first.versionId!)).toString()).not.toContain('New')
  const again = await world.publish()
  const second = await world.until(() =>
    world.database.publication.findFirst({ where: { id: again.id, finishedAt: { not: null } } }),
  )
  expect(second).toMatchObject({ status: 'SUCCEEDED', number: 2 })
  expect(world.faults.calls.mediaconvert?.CreateJob).toBe(2)
  const showing = await world.database.currentDeployment.findMany({
    include: { deployment: { include: { release: true } } },
  })
  expect(showing.map(shown => shown.deployment.release.number)).toEqual([2])
})

test('a lost answer to CreateJob makes no second job', async () => {
  const world = await buildBackEnd({ 'index.html': page, 'a.mp4': await film('green') })
  world.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 5, kind: 'late-status', status: 500 }])
  await world.synchronize()
  const ready = await world.until(() => world.database.encoding.findFirst({ where: { status: 'READY' } }))
  expect(ready.status).toBe('READY')
  const [attempt, ...others] = await world.database.attempt.findMany()
  expect(others).toEqual([])
  expect(attempt!.jobId).not.toBeNull()
})

test('a damaged video ends as failed with words for the author, and blocks the publication', async () => {
  const world = await buildBackEnd({
    'index.html': '<html><head></head><video src="a.mp4"></video></html>',
    'a.mp4': Buffer.from('no film'),
  })
  await world.synchronize()
  const publication = await world.publish()
  expect(publication).toMatchObject({ status: 'BLOCKED', number: null })
  expect(publication.blockers).toEqual([expect.objectContaining({ code: 'VIDEO_FAILED', path: 'a.mp4' })])
  const findings = await world.database.finding.findMany({ where: { untilRevision: null } })
  expect(findings.map(finding => finding.code)).toEqual(['VIDEO_UNREADABLE'])
})

test('canceled while it waits for its videos: nothing is published, nothing of its number stays, and the number is not used again', async () => {
  const world = await buildBackEnd({ 'index.html': page, 'a.mp4': await film('yellow') })
  world.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 1000, kind: 'status', status: 503 }])
  await world.synchronize()
  const asked = await world.publish()
  await world.until(() =>
    world.database.publication.findFirst({ where: { id: asked.id, status: 'WAITING_FOR_VIDEOS' } }),
  )
  await change(world.database, systemActor, tx => cancelPublication(tx, asked.id))
  await wake(world, { workflow: 'publish', packageId: world.pkg.id })
  const ended = await world.until(() =>
    world.database.publication.findFirst({ where: { id: asked.id, finishedAt: { not: null } } }),
  )
  expect(ended).toMatchObject({ status: 'CANCELED', number: 1 })
  await world.until(async () => ((await world.database.releaseFile.count()) === 0 ? true : null))
  for await (const objects of listCurrentObjects(world.store, `releases/${world.pkg.slug}/`))
    expect(objects).toEqual([])
  const again = await world.publish()
  const copying = { id: again.id, number: { not: null } }
  expect(await world.until(() => world.database.publication.findFirst({ where: copying }))).toMatchObject({ number: 2 })
})
