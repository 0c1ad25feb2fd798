import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelPublication } from '@lectern/domain/publish/publications'
import { cancelSync } from '@lectern/domain/sync/sync-runs'
import { unpublish } from '@lectern/domain/publish/unpublish'
import { expect, test } from 'vitest'
import { wake } from '../wake.ts'
import { getBuffer } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { remove } from '../storage/s3-versions.ts'
import { isRunning } from '../temporal.ts'
import { buildVideo } from '../test/videos.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const page = (words: string) => `<html><head></head><body>${words}<video controls src="film.mp4"></video></body></html>`

/** A package whose one video has no job as long as MediaConvert refuses, synchronised and being published to production. */
async function buildWaiting(letters: string) {
  const files = { 'index.html': page('first'), 'old.txt': 'old', 'film.mp4': await buildVideo(letters) }
  const world = await buildBackEnd(files)
  world.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 1000, kind: 'status', status: 503 }])
  await world.synchronize()
  const publication = await world.publish()
  await state(world, publication.id, 'WAITING_FOR_VIDEOS')
  return { world, publication }
}

const state = (world: World, id: string, status: 'WAITING_FOR_VIDEOS' | 'QUEUED') =>
  world.until(() => world.database.publication.findFirst({ where: { id, status } }))
const ended = (world: World, id: string) =>
  world.until(() =>
    world.database.publication.findFirst({ where: { id, finishedAt: { not: null } }, include: { release: true } }),
  )

/** Every file of a release as it is stored, by path: the author's alone, without the player's tag. */
async function textsOf({ database, store, pkg }: World, number: number) {
  const files = await database.releaseFile.findMany({ where: { packageId: pkg.id, number, generated: false } })
  const texts = files
    .filter(({ path }) => !path.endsWith('.mp4'))
    .map(async ({ path, key, versionId }) => [path, (await getBuffer(store, key!, versionId!)).toString()] as const)
  return Object.fromEntries(await Promise.all(texts))
}

const publishing = ({ pkg }: World) => ({ workflow: 'publish', packageId: pkg.id }) as const
const shown = async ({ database, pkg }: World) => {
  const showings = await database.currentDeployment.findMany({
    where: { packageId: pkg.id },
    include: { environment: true, deployment: { include: { release: true } } },
  })
  return Object.fromEntries(showings.map(one => [one.environment.slug, one.deployment.release.number]))
}

test('what three runs change and remove while it waits, one of them canceled, changes nothing in it', async () => {
  const { world, publication } = await buildWaiting('MEANWHILE')
  await world.write('index.html', page('second'))
  await world.synchronize()
  await world.remove('old.txt')
  await world.remove('film.mp4')
  await world.write('index.html', page('third'))
  await world.synchronize()
  world.faults.add([
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
  await world.write('index.html', page('fourth'))
  const stopped = world.synchronize()
  await world.until(async () => (world.faults.remaining.some(({ target }) => target === 'dropbox') ? null : true))
  const open = await world.database.syncRun.findFirstOrThrow({ where: { finishedAt: null } })
  await change(world.database, systemActor, tx => cancelSync(tx, open.id))
  await wake(world, { workflow: 'sync', packageId: world.pkg.id })
  expect((await stopped).status).toBe('CANCELED')

  world.faults.clear()
  const done = await ended(world, publication.id)
  expect(done).toMatchObject({
    status: 'SUCCEEDED',
    number: 1,
    release: { fileCount: 3, revision: publication.revision },
  })
  const texts = await textsOf(world, 1)
  expect(Object.keys(texts).sort()).toEqual(['index.html', 'old.txt'])
  expect(texts['index.html']).toContain('first')
  expect(world.faults.calls.mediaconvert?.CreateJob).toBeGreaterThan(0)
})

test('another one waits behind it in the same environment, and overtakes it in another', async () => {
  const { world, publication } = await buildWaiting('BEHIND')
  await world.remove('film.mp4')
  await world.write('index.html', '<html><head></head><body>without a film</body></html>')
  await world.synchronize()
  const behind = await world.publish('production')
  expect(behind.id).not.toBe(publication.id)
  const elsewhere = await world.publish('staging')
  expect(await ended(world, elsewhere.id)).toMatchObject({ status: 'SUCCEEDED' })
  expect(await shown(world)).toEqual({ staging: 3 })
  expect(await world.database.publication.findUniqueOrThrow({ where: { id: behind.id } })).toMatchObject({
    status: 'WAITING_FOR_VIDEOS',
    finishedAt: null,
  })
  expect((await world.publish('production')).id).toBe(behind.id)

  world.faults.clear()
  const [first, second] = [await ended(world, publication.id), await ended(world, behind.id)]
  expect([first, second]).toMatchObject([
    { status: 'SUCCEEDED', number: 1 },
    { status: 'SUCCEEDED', number: 2 },
  ])
  expect(second.finishedAt!.getTime()).toBeGreaterThanOrEqual(first.finishedAt!.getTime())
  expect(await shown(world)).toEqual({ staging: 3, production: 2 })
})

test('unpublished while it waits: it ends, nothing is shown, and nothing of its number stays', async () => {
  const { world, publication } = await buildWaiting('UNPUBLISHED')
  const environment = await world.database.environment.findFirstOrThrow({ where: { slug: 'production' } })
  await change(world.database, systemActor, tx => unpublish(tx, systemActor, world.pkg.id, environment))
  await wake(world, publishing(world))
  expect(await ended(world, publication.id)).toMatchObject({ status: 'CANCELED', release: null })
  await world.until(async () => ((await world.database.releaseFile.count()) === 0 ? true : null))
  for await (const objects of listCurrentObjects(world.store, `releases/${world.pkg.slug}/`))
    expect(objects).toEqual([])
  world.faults.clear()
  await world.until(async () => ((await isRunning(world.temporal, publishing(world))) ? null : true))
  expect(await shown(world)).toEqual({})
})

test('canceled while files are copied: what lands late does not stay either', async () => {
  const world = await buildBackEnd({ 'index.html': page('copied'), 'slow.txt': 'slow', 'fast.txt': 'fast' })
  await world.synchronize()
  world.faults.add([
    { target: 's3', operation: 'CopyObject', match: 'slow.txt', times: 1, kind: 'delay', delayMs: 3_000 },
  ])
  const asked = await world.publish()
  await world.until(async () => (world.faults.remaining.length === 0 ? true : null))
  await change(world.database, systemActor, tx => cancelPublication(tx, asked.id))
  await wake(world, publishing(world))
  expect(await ended(world, asked.id)).toMatchObject({ status: 'CANCELED', release: null })
  await world.until(async () => ((await isRunning(world.temporal, publishing(world))) ? null : true))
  expect(await world.database.releaseFile.count()).toBe(0)
  for await (const objects of listCurrentObjects(world.store, `releases/${world.pkg.slug}/`))
    expect(objects).toEqual([])
  expect(await ended(world, (await world.publish()).id)).toMatchObject({ status: 'SUCCEEDED', number: 2 })
})

test('a file whose bytes are gone ends the publication at once, and blocks the next one when it is known', async () => {
  const world = await buildBackEnd({ 'index.html': page('gone'), 'gone.txt': 'gone' })
  await world.synchronize()
  const file = await world.database.draftFile.findFirstOrThrow({ where: { path: 'gone.txt' } })
  await remove(world.store, [{ key: file.key, versionId: file.versionId }])
  expect(await ended(world, (await world.publish()).id)).toMatchObject({
    status: 'FAILED',
    error: { code: 'NOT_COPIED', message: expect.stringContaining('verify the draft') },
  })
  await world.database.draftFile.updateMany({ where: { path: 'gone.txt' }, data: { damaged: true } })
  expect(await world.publish()).toMatchObject({
    status: 'BLOCKED',
    blockers: [{ code: 'FILE_DAMAGED', path: 'gone.txt' }],
  })
})

test('a failed video plays from the author’s file where the environment allows it and somebody accepted it by name', async () => {
  const world = await buildBackEnd({ 'index.html': page('film'), 'film.mp4': await buildVideo('ACCEPTED') })
  world.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 10, kind: 'job-error', code: 1010 }])
  await world.synchronize()
  await world.transcoded()
  expect((await world.publish()).blockers).toMatchObject([{ code: 'VIDEO_FAILED', path: 'film.mp4' }])
  await expect(world.publish('production', { acceptFallback: ['film.mp4'] })).rejects.toThrow('shows streams alone')
  const allowed = { acceptsFallback: true }
  await world.database.environment.updateMany({ where: { slug: 'production' }, data: allowed })
  expect(await world.publish('production', { acceptFallback: ['other.mp4'] })).toMatchObject({ status: 'BLOCKED' })
  const accepted = await world.publish('production', { acceptFallback: ['film.mp4'] })
  expect(await ended(world, accepted.id)).toMatchObject({
    status: 'SUCCEEDED',
    acceptedFallbacks: ['film.mp4'],
    release: { fallbackVideos: ['film.mp4'] },
  })
  expect(await world.database.releaseVideo.count()).toBe(0)
})

test('a policy that changes while it waits counts at its end', async () => {
  const { world, publication } = await buildWaiting('POLICY')
  const findings = {
    packageId: world.pkg.id,
    fromRevision: publication.revision,
    code: 'LINK_SIGNS',
    severity: 'ERROR' as const,
  }
  await world.database.finding.create({
    data: { ...findings, path: 'index.html', message: 'A sign.', remedy: 'Change it.' },
  })
  const policy = { blockingFindings: ['LINK_SIGNS'] }
  await world.database.environment.updateMany({ where: { slug: 'production' }, data: policy })
  world.faults.clear()
  expect(await ended(world, publication.id)).toMatchObject({
    status: 'BLOCKED',
    release: null,
    blockers: [{ code: 'LINK_SIGNS', path: 'index.html' }],
  })
  expect(await shown(world)).toEqual({})
})
