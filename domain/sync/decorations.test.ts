import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { buildDraft, buildOpenRun, buildSyncItem, buildVideo } from '../test/factories.ts'
import { changeDraft } from './draft.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())

/** Changes the draft by one page, in which these videos are decoration from now on. */
async function changeWith(packageId: string, decorativePaths: string[]) {
  const run = await buildOpenRun(database, { packageId, phase: 'COPYING', listedAt: new Date(Date.now() + 60_000) })
  const copied = { contentHash: run.id, mediaType: 'text/html', key: 'k', versionId: 'v', etag: 'e', storedBytes: 1n }
  const page = { path: 'page.html', status: 'DONE' as const, modifiedAt: new Date(), ...copied }
  await buildSyncItem(database, { runId: run.id, ...page })
  const videos = decorativePaths.map(path => ({ path, decorative: true, alternateOf: null }))
  const draftChange = {
    run,
    isComplete: true,
    settled: true,
    unsettledPaths: [],
    findings: [],
    videos,
    misspelledPaths: [],
    usedMediaTypes: {},
  }
  await change(database, systemActor, tx => changeDraft(tx, draftChange))
  await database.syncRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } })
}

test('a video that becomes decoration keeps its place in earlier revisions', async () => {
  const { packageId } = await buildDraft(database)
  await buildVideo(database, { packageId, path: 'loop.mp4' })
  await buildVideo(database, { packageId, path: 'talk.mp4' })
  const rows = async () =>
    (await database.draftFile.findMany({ where: { packageId, videoId: { not: null } } }))
      .map(
        file => `${file.path} ${file.fromRevision}-${file.untilRevision ?? ''}${file.decorative ? ' decorative' : ''}`,
      )
      .sort()
  await changeWith(packageId, ['loop.mp4'])
  expect(await rows()).toEqual(['loop.mp4 1-2', 'loop.mp4 2- decorative', 'talk.mp4 1-'])
  await changeWith(packageId, ['loop.mp4'])
  expect(await rows()).toEqual(['loop.mp4 1-2', 'loop.mp4 2- decorative', 'talk.mp4 1-'])
  await changeWith(packageId, [])
  expect(await rows()).toEqual(['loop.mp4 1-2', 'loop.mp4 2-4 decorative', 'loop.mp4 4-', 'talk.mp4 1-'])
})
