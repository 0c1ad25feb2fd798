import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelPublication } from '@lectern/domain/publish/publications'
import { expect, test } from 'vitest'
import { getBuffer } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { encodeLabeledVideo } from '../test/videos.ts'
import { tryWake } from '../wake.ts'

const page =
  '<html><head></head><body><video src="a.mp4"></video><video src="b.mp4"></video><video src="copy of a.mp4"></video></body></html>'

test('encodes every video, shares one job between equal videos, and waits for all of them before it publishes', async () => {
  const [a, b] = [await encodeLabeledVideo('a'), await encodeLabeledVideo('b')]
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': a, 'b.mp4': b, 'copy of a.mp4': a })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const requested = await backEnd.publish()
  const publication = await backEnd.until(() =>
    backEnd.database.publication.findFirst({
      where: { id: requested.id, finishedAt: { not: null } },
      include: { release: { include: { videos: true } }, deployment: true },
    }),
  )
  expect(publication).toMatchObject({
    status: 'SUCCEEDED',
    number: 1,
    filesDone: 5 + backEnd.playerFiles.length,
    release: { number: 1, fileCount: 4 },
  })
  expect(publication.release!.videos.map(video => video.path).sort()).toEqual(['a.mp4', 'b.mp4', 'copy of a.mp4'])
  expect(backEnd.faults.calls.mediaconvert?.CreateJob).toBe(2)
  const transcode = await backEnd.until(() =>
    backEnd.database.transcode.findFirst({ where: { packageId: backEnd.pkg.id, finishedAt: { not: null } } }),
  )
  expect(transcode.status).toBe('SUCCEEDED')
  const attempts = await backEnd.database.attempt.findMany()
  for (const attempt of attempts)
    expect((await getBuffer(backEnd.store, attempt.masterKey!)).toString()).toContain('#EXT-X-STREAM-INF')

  // Publish again after a change: the first release stays as it was, and no video is encoded again.
  await backEnd.write('index.html', page.replace('<body>', '<body>New'))
  await backEnd.synchronize()
  const first = await backEnd.database.releaseFile.findFirstOrThrow({ where: { path: 'index.html', number: 1 } })
  expect((await getBuffer(backEnd.store, first.key!, first.versionId!)).toString()).not.toContain('New')
  const requestedAgain = await backEnd.publish()
  const second = await backEnd.until(() =>
    backEnd.database.publication.findFirst({ where: { id: requestedAgain.id, finishedAt: { not: null } } }),
  )
  expect(second).toMatchObject({ status: 'SUCCEEDED', number: 2 })
  expect(backEnd.faults.calls.mediaconvert?.CreateJob).toBe(2)
  const currentDeployments = await backEnd.database.currentDeployment.findMany({
    include: { deployment: { include: { release: true } } },
  })
  expect(currentDeployments.map(({ deployment }) => deployment.release.number)).toEqual([2])
})

test('creates no second job when the reply to CreateJob is lost', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': await encodeLabeledVideo('a') })
  backEnd.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 5, kind: 'late-status', status: 500 }])
  await backEnd.synchronize()
  const ready = await backEnd.until(() => backEnd.database.encoding.findFirst({ where: { status: 'READY' } }))
  expect(ready.status).toBe('READY')
  const [attempt, ...others] = await backEnd.database.attempt.findMany()
  expect(others).toEqual([])
  expect(attempt!.jobId).not.toBeNull()
})

test('reports a damaged video to the author, and blocks the publication', async () => {
  const backEnd = await buildBackEnd({
    'index.html': '<html><head></head><video src="a.mp4"></video></html>',
    'a.mp4': Buffer.from('not a video'),
  })
  await backEnd.synchronize()
  const publication = await backEnd.publish()
  expect(publication).toMatchObject({ status: 'BLOCKED', number: null })
  expect(publication.blockers).toEqual([expect.objectContaining({ code: 'VIDEO_FAILED', path: 'a.mp4' })])
  const findings = await backEnd.database.finding.findMany({ where: { untilRevision: null } })
  expect(findings.map(finding => finding.code)).toEqual(['VIDEO_UNREADABLE'])
})

test('publishes nothing when canceled while it waits for videos, keeps nothing of its number, and does not reuse it', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': await encodeLabeledVideo('a') })
  backEnd.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 1000, kind: 'status', status: 503 }])
  await backEnd.synchronize()
  const requested = await backEnd.publish()
  await backEnd.until(() =>
    backEnd.database.publication.findFirst({ where: { id: requested.id, status: 'WAITING_FOR_VIDEOS' } }),
  )
  await change(backEnd.database, systemActor, tx => cancelPublication(tx, requested.id))
  await tryWake(backEnd, { workflow: 'publish', packageId: backEnd.pkg.id })
  const canceled = await backEnd.until(() =>
    backEnd.database.publication.findFirst({ where: { id: requested.id, finishedAt: { not: null } } }),
  )
  expect(canceled).toMatchObject({ status: 'CANCELED', number: 1 })
  await backEnd.until(async () => ((await backEnd.database.releaseFile.count()) === 0 ? true : null))
  for await (const objects of listCurrentObjects(backEnd.store, `releases/${backEnd.pkg.slug}/`))
    expect(objects).toEqual([])
  const requestedAgain = await backEnd.publish()
  const copying = { id: requestedAgain.id, number: { not: null } }
  expect(await backEnd.until(() => backEnd.database.publication.findFirst({ where: copying }))).toMatchObject({
    number: 2,
  })
})
