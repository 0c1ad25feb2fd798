import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, type Environment, openDatabase } from '../database.ts'
import { buildDraft, buildDraftFile, buildEncoding, buildEnvironment, buildVideo } from '../test/factories.ts'
import { advancePublications } from './publication-steps.ts'
import { markCopyComplete, requestPublication } from './publications.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 3)
})
afterAll(() => database.$disconnect())

const profile = 'test'
const facts = { acceptsFallback: true }

/** Builds a draft with a page, captions, Lectern's own player, and a video with a stream, and an environment. */
async function buildLesson() {
  const { packageId } = await buildDraft(database)
  await buildDraftFile(database, { packageId, path: 'index.html', tagVersion: 3 })
  await buildDraftFile(database, { packageId, path: 'a.en.vtt', mediaType: 'text/vtt' })
  await buildDraftFile(database, { packageId, path: 'lectern/player.js', generated: true })
  const { contentHash } = await buildVideo(database, { packageId, path: 'a.mp4' })
  const encoding = await buildEncoding(database, { contentHash, status: 'READY' })
  await updateSums(packageId)
  return { packageId, encodingId: encoding.id, environment: await buildEnvironment(database, facts) }
}
type Lesson = Awaited<ReturnType<typeof buildLesson>>

async function updateSums(packageId: string) {
  const where = { packageId, untilRevision: null, generated: false }
  const { _count, _sum } = await database.draftFile.aggregate({ where, _count: true, _sum: { bytes: true } })
  await database.draft.updateMany({ where: { packageId }, data: { fileCount: _count, bytes: _sum.bytes ?? 0n } })
}

/** Publishes the draft as its workflow does, with a copy if there is one to make. */
async function publish(
  { packageId, environment }: Pick<Lesson, 'packageId' | 'environment'>,
  acceptFallback?: string[],
) {
  const input = { packageId, environment, acceptFallback }
  const { id } = await change(database, systemActor, tx => requestPublication(tx, systemActor, input, profile))
  const step = () =>
    change(database, systemActor, tx => advancePublications(tx, packageId, { profile, timeZone: 'UTC' }))
  const load = () =>
    database.publication.findUniqueOrThrow({ where: { id }, include: { deployment: { include: { release: true } } } })
  if ((await load()).finishedAt) return load()
  await step()
  const copying = await load()
  await change(database, systemActor, tx => markCopyComplete(tx, copying))
  await step()
  return load()
}

const editFile = (path: string, data: object) => async (lesson: Lesson) => {
  await database.draftFile.updateMany({ where: { packageId: lesson.packageId, path, untilRevision: null }, data })
}
const shownNumber = async ({ packageId }: Lesson, { id: environmentId }: Environment) =>
  (
    await database.currentDeployment.findFirst({
      where: { packageId, environmentId },
      include: { deployment: { include: { release: true } } },
    })
  )?.deployment.release.number

describe('a draft that the environment already shows', () => {
  test('is blocked, and copies nothing', async () => {
    const lesson = await buildLesson()
    expect(await publish(lesson)).toMatchObject({ status: 'SUCCEEDED', number: 1 })
    const again = await publish(lesson)
    expect(again).toMatchObject({ status: 'BLOCKED', number: null, finishedAt: expect.any(Date), deployment: null })
    const { name } = lesson.environment
    expect(again.blockers).toEqual([
      {
        code: 'NOTHING_CHANGED',
        message: expect.stringContaining(`${name} already shows this draft as release 1.`),
        path: null,
      },
    ])
    expect(await database.release.count({ where: { packageId: lesson.packageId } })).toBe(1)
  })

  test.each<[what: string, edit: (lesson: Lesson) => Promise<unknown>]>([
    ['the content of a page', editFile('index.html', { contentHash: 'other' })],
    ['the captions of a video', editFile('a.en.vtt', { contentHash: 'other captions' })],
    ['the media type of a file', editFile('a.en.vtt', { mediaType: 'text/plain' })],
    ["the version of the player's tag", editFile('index.html', { tagVersion: 4 })],
    ['the path of a file', editFile('index.html', { path: 'Index.html' })],
    ['a new file', ({ packageId }) => buildDraftFile(database, { packageId, path: 'new.html' })],
    ['a removed file', ({ packageId }) => database.draftFile.deleteMany({ where: { packageId, path: 'a.en.vtt' } })],
    ['the use of a file', editFile('a.en.vtt', { usedMediaType: 'text/javascript' })],
    [
      'the start page',
      async lesson => {
        await buildDraftFile(database, { packageId: lesson.packageId, path: 'other.html' })
        await updateSums(lesson.packageId)
        await publish(lesson)
        await database.package.update({ where: { id: lesson.packageId }, data: { rootPage: 'other.html' } })
      },
    ],
    [
      'a newer attempt of an encoding',
      ({ encodingId }) =>
        database.attempt.create({
          data: { encodingId, number: 2, status: 'READY', jobToken: `${encodingId}/2`, finishedAt: new Date() },
        }),
    ],
  ])('is published after a change of %s', async (_what, edit) => {
    const lesson = await buildLesson()
    await publish(lesson)
    await edit(lesson)
    await updateSums(lesson.packageId)
    expect(await publish(lesson)).toMatchObject({ status: 'SUCCEEDED', blockers: [] })
  })

  test.each<[what: string, edit: (lesson: Lesson) => Promise<unknown>]>([
    ["Lectern's own files", editFile('lectern/player.js', { contentHash: 'newer player' })],
    ['the time of a file', editFile('index.html', { modifiedAt: new Date(0) })],
    ['the stored version of a file', editFile('index.html', { versionId: 'v2', etag: 'other' })],
  ])('is blocked after a change of only %s', async (_what, edit) => {
    const lesson = await buildLesson()
    await publish(lesson)
    await edit(lesson)
    expect((await publish(lesson)).blockers).toMatchObject([{ code: 'NOTHING_CHANGED' }])
  })

  test('is published when a failed video now plays from another file', async () => {
    const lesson = await buildLesson()
    await database.encoding.update({ where: { id: lesson.encodingId }, data: { status: 'FAILED' } })
    const { contentHash } = await database.encoding.findUniqueOrThrow({ where: { id: lesson.encodingId } })
    await database.probe.create({ data: { contentHash, bytes: 1n, browserPlayable: true } })
    expect(await publish(lesson, ['a.mp4'])).toMatchObject({ status: 'SUCCEEDED', number: 1 })
    expect((await publish(lesson, ['a.mp4'])).blockers).toMatchObject([{ code: 'NOTHING_CHANGED' }])
    await database.encoding.update({ where: { id: lesson.encodingId }, data: { status: 'READY' } })
    expect(await publish(lesson)).toMatchObject({ status: 'SUCCEEDED', number: 2 })
  })
})

describe('a draft that equals another release', () => {
  test('deploys the release of another environment instead of copying', async () => {
    const lesson = await buildLesson()
    await publish(lesson)
    const environment = await buildEnvironment(database, facts)
    expect(await publish({ ...lesson, environment })).toMatchObject({
      status: 'SUCCEEDED',
      number: null,
      filesTotal: 0,
      deployment: { release: { number: 1 } },
    })
    expect(await shownNumber(lesson, environment)).toBe(1)
    const events = await database.auditEvent.findMany({ where: { packageId: lesson.packageId } })
    expect(events.map(({ action }) => action).slice(-2)).toEqual(['package.published', 'release.deployed'])
  })

  test('shows an earlier release again after the author went back to it', async () => {
    const lesson = await buildLesson()
    const { packageId } = lesson
    const { contentHash } = await database.draftFile.findFirstOrThrow({ where: { packageId, path: 'index.html' } })
    await publish(lesson)
    await editFile('index.html', { contentHash: 'second' })(lesson)
    await publish(lesson)
    await editFile('index.html', { contentHash })(lesson)
    expect(await publish(lesson)).toMatchObject({ status: 'SUCCEEDED', deployment: { release: { number: 1 } } })
    expect(await database.release.count({ where: { packageId } })).toBe(2)
  })

  test('is copied when that release was removed', async () => {
    const lesson = await buildLesson()
    await publish(lesson)
    await database.release.updateMany({ where: { packageId: lesson.packageId }, data: { removedAt: new Date() } })
    const environment = await buildEnvironment(database, facts)
    expect(await publish({ ...lesson, environment })).toMatchObject({ status: 'SUCCEEDED', number: 2 })
  })

  test('is blocked where that release may not be shown', async () => {
    const lesson = await buildLesson()
    await publish(lesson)
    const environment = await buildEnvironment(database, { ...facts, deletedAt: null })
    const input = { packageId: lesson.packageId, environment }
    const by = { actor: { kind: 'USER' as const, name: 'Nobody', userId: 'nobody' } }
    const publication = await change(database, by, tx => requestPublication(tx, by, input, profile))
    expect(publication).toMatchObject({ status: 'BLOCKED', blockers: [{ code: 'FORBIDDEN' }] })
  })
})
