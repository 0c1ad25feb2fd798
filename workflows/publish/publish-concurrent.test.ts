import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelPublication } from '@lectern/domain/publish/publications'
import { unpublish } from '@lectern/domain/publish/unpublish'
import { cancelSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { getBuffer } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { remove } from '../storage/s3-versions.ts'
import { isRunning } from '../temporal.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { encodeLabeledVideo } from '../test/videos.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const page = (text: string) => `<html><head></head><body>${text}<video controls src="video.mp4"></video></body></html>`

/**
 * Builds a package whose only video has no job as long as MediaConvert refuses. It is synchronized and being published
 * to production.
 */
async function buildWaiting(letters: string) {
  const files = { 'index.html': page('first'), 'old.txt': 'old', 'video.mp4': await encodeLabeledVideo(letters) }
  const backEnd = await buildBackEnd(files)
  backEnd.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 1000, kind: 'status', status: 503 }])
  await backEnd.synchronize()
  const publication = await backEnd.publish()
  await waitForStatus(backEnd, publication.id, 'WAITING_FOR_VIDEOS')
  return { backEnd, publication }
}

const waitForStatus = (backEnd: BackEnd, id: string, status: 'WAITING_FOR_VIDEOS' | 'QUEUED') =>
  backEnd.until(() => backEnd.database.publication.findFirst({ where: { id, status } }))
const waitForEnd = (backEnd: BackEnd, id: string) =>
  backEnd.until(() =>
    backEnd.database.publication.findFirst({ where: { id, finishedAt: { not: null } }, include: { release: true } }),
  )

/** Returns the text of every author's file of a release as stored, by path, without the player's tag. */
async function textsOf({ database, store, pkg }: BackEnd, number: number) {
  const files = await database.releaseFile.findMany({ where: { packageId: pkg.id, number, generated: false } })
  const texts = files
    .filter(({ path }) => !path.endsWith('.mp4'))
    .map(async ({ path, key, versionId }) => [path, (await getBuffer(store, key!, versionId!)).toString()] as const)
  return Object.fromEntries(await Promise.all(texts))
}

const publishing = ({ pkg }: BackEnd) => ({ workflow: 'publish', packageId: pkg.id }) as const
const currentReleases = async ({ database, pkg }: BackEnd) => {
  const deployments = await database.currentDeployment.findMany({
    where: { packageId: pkg.id },
    include: { environment: true, deployment: { include: { release: true } } },
  })
  return Object.fromEntries(deployments.map(one => [one.environment.slug, one.deployment.release.number]))
}

test('keeps its files unchanged while three sync runs, one of them canceled, change and remove files', async () => {
  const { backEnd, publication } = await buildWaiting('MEANWHILE')
  await backEnd.write('index.html', page('second'))
  await backEnd.synchronize()
  await backEnd.remove('old.txt')
  await backEnd.remove('video.mp4')
  await backEnd.write('index.html', page('third'))
  await backEnd.synchronize()
  backEnd.faults.add([
    {
      target: 'dropbox',
      operation: 'files/download',
      match: 'index',
      times: 1,
      kind: 'stall',
      afterBytes: 5,
      delayMs: 60_000,
    },
  ])
  await backEnd.write('index.html', page('fourth'))
  const stopped = backEnd.synchronize()
  await backEnd.until(async () => (backEnd.faults.remaining.some(({ target }) => target === 'dropbox') ? null : true))
  const open = await backEnd.database.syncRun.findFirstOrThrow({ where: { finishedAt: null } })
  await change(backEnd.database, systemActor, tx => cancelSync(tx, open.id))
  await tryWake(backEnd, { workflow: 'sync', packageId: backEnd.pkg.id })
  expect((await stopped).status).toBe('CANCELED')

  backEnd.faults.clear()
  const done = await waitForEnd(backEnd, publication.id)
  expect(done).toMatchObject({
    status: 'SUCCEEDED',
    number: 1,
    release: { fileCount: 3, revision: publication.revision },
  })
  const texts = await textsOf(backEnd, 1)
  expect(Object.keys(texts).sort()).toEqual(['index.html', 'old.txt'])
  expect(texts['index.html']).toContain('first')
  expect(backEnd.faults.calls.mediaconvert?.CreateJob).toBeGreaterThan(0)
})

test('waits behind an earlier publication in the same environment, and overtakes it in another', async () => {
  const { backEnd, publication } = await buildWaiting('BEHIND')
  await backEnd.remove('video.mp4')
  await backEnd.write('index.html', '<html><head></head><body>without a video</body></html>')
  await backEnd.synchronize()
  const behind = await backEnd.publish('production')
  expect(behind.id).not.toBe(publication.id)
  const elsewhere = await backEnd.publish('staging')
  expect(await waitForEnd(backEnd, elsewhere.id)).toMatchObject({ status: 'SUCCEEDED' })
  expect(await currentReleases(backEnd)).toEqual({ staging: 3 })
  expect(await backEnd.database.publication.findUniqueOrThrow({ where: { id: behind.id } })).toMatchObject({
    status: 'WAITING_FOR_VIDEOS',
    finishedAt: null,
  })
  expect((await backEnd.publish('production')).id).toBe(behind.id)

  backEnd.faults.clear()
  const [first, second] = [await waitForEnd(backEnd, publication.id), await waitForEnd(backEnd, behind.id)]
  expect([first, second]).toMatchObject([
    { status: 'SUCCEEDED', number: 1 },
    { status: 'SUCCEEDED', number: 2 },
  ])
  expect(second.finishedAt!.getTime()).toBeGreaterThanOrEqual(first.finishedAt!.getTime())
  expect(await currentReleases(backEnd)).toEqual({ staging: 3, production: 2 })
})

test('ends and leaves nothing of its number when the package is unpublished while it waits', async () => {
  const { backEnd, publication } = await buildWaiting('UNPUBLISHED')
  const environment = await backEnd.database.environment.findFirstOrThrow({ where: { slug: 'production' } })
  await change(backEnd.database, systemActor, tx => unpublish(tx, systemActor, backEnd.pkg.id, environment))
  await tryWake(backEnd, publishing(backEnd))
  expect(await waitForEnd(backEnd, publication.id)).toMatchObject({ status: 'CANCELED', release: null })
  await backEnd.until(async () => ((await backEnd.database.releaseFile.count()) === 0 ? true : null))
  for await (const objects of listCurrentObjects(backEnd.store, `releases/${backEnd.pkg.slug}/`))
    expect(objects).toEqual([])
  backEnd.faults.clear()
  await backEnd.until(async () => ((await isRunning(backEnd.temporal, publishing(backEnd))) ? null : true))
  expect(await currentReleases(backEnd)).toEqual({})
})

test('leaves nothing behind when canceled during the copy, even if a copy lands late', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page('copied'), 'slow.txt': 'slow', 'fast.txt': 'fast' })
  await backEnd.synchronize()
  backEnd.faults.add([
    { target: 's3', operation: 'CopyObject', match: 'slow.txt', times: 1, kind: 'delay', delayMs: 3_000 },
  ])
  const publication = await backEnd.publish()
  await backEnd.until(async () => (backEnd.faults.remaining.length === 0 ? true : null))
  await change(backEnd.database, systemActor, tx => cancelPublication(tx, publication.id))
  await tryWake(backEnd, publishing(backEnd))
  expect(await waitForEnd(backEnd, publication.id)).toMatchObject({ status: 'CANCELED', release: null })
  await backEnd.until(async () => ((await isRunning(backEnd.temporal, publishing(backEnd))) ? null : true))
  expect(await backEnd.database.releaseFile.count()).toBe(0)
  for await (const objects of listCurrentObjects(backEnd.store, `releases/${backEnd.pkg.slug}/`))
    expect(objects).toEqual([])
  expect(await waitForEnd(backEnd, (await backEnd.publish()).id)).toMatchObject({ status: 'SUCCEEDED', number: 2 })
})

test('ends at once when the bytes of a file are gone, and blocks the next publication once that is known', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page('gone'), 'gone.txt': 'gone' })
  await backEnd.synchronize()
  const file = await backEnd.database.draftFile.findFirstOrThrow({ where: { path: 'gone.txt' } })
  await remove(backEnd.store, [{ key: file.key, versionId: file.versionId }])
  expect(await waitForEnd(backEnd, (await backEnd.publish()).id)).toMatchObject({
    status: 'FAILED',
    error: { code: 'NOT_COPIED', message: expect.stringContaining('verify the draft') },
  })
  await backEnd.database.draftFile.updateMany({ where: { path: 'gone.txt' }, data: { damaged: true } })
  expect(await backEnd.publish()).toMatchObject({
    status: 'BLOCKED',
    blockers: [{ code: 'FILE_DAMAGED', path: 'gone.txt' }],
  })
})

test('plays the author’s file for a failed video that was accepted by name, where the environment allows it', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page('video'), 'video.mp4': await encodeLabeledVideo('ACCEPTED') })
  backEnd.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 10, kind: 'job-error', code: 1010 }])
  await backEnd.synchronize()
  await backEnd.transcoded()
  expect((await backEnd.publish()).blockers).toMatchObject([{ code: 'VIDEO_FAILED', path: 'video.mp4' }])
  await expect(backEnd.publish('production', { acceptFallback: ['video.mp4'] })).rejects.toThrow(
    'shows only encoded videos',
  )
  const allowed = { acceptsFallback: true }
  await backEnd.database.environment.updateMany({ where: { slug: 'production' }, data: allowed })
  expect(await backEnd.publish('production', { acceptFallback: ['other.mp4'] })).toMatchObject({ status: 'BLOCKED' })
  const accepted = await backEnd.publish('production', { acceptFallback: ['video.mp4'] })
  expect(await waitForEnd(backEnd, accepted.id)).toMatchObject({
    status: 'SUCCEEDED',
    acceptedFallbacks: ['video.mp4'],
    release: { fallbackVideos: ['video.mp4'] },
  })
  expect(await backEnd.database.releaseVideo.count()).toBe(0)
})

test('applies a policy that changed while it was waiting', async () => {
  const { backEnd, publication } = await buildWaiting('POLICY')
  const findings = {
    packageId: backEnd.pkg.id,
    fromRevision: publication.revision,
    sinceRevision: publication.revision,
    code: 'LINK_SPECIAL_CHARACTERS',
    cause: 'sign',
    severity: 'ERROR' as const,
  }
  await backEnd.database.finding.create({
    data: { ...findings, path: 'index.html', message: 'A sign.', remedy: 'Change it.' },
  })
  const policy = { blockingFindings: ['LINK_SPECIAL_CHARACTERS'] }
  await backEnd.database.environment.updateMany({ where: { slug: 'production' }, data: policy })
  backEnd.faults.clear()
  expect(await waitForEnd(backEnd, publication.id)).toMatchObject({
    status: 'BLOCKED',
    release: null,
    blockers: [{ code: 'LINK_SPECIAL_CHARACTERS', path: 'index.html' }],
  })
  expect(await currentReleases(backEnd)).toEqual({})
})
