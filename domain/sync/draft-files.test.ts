import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase, type Prisma } from '../database.ts'
import { findFile } from '../files/version-files.ts'
import { buildDraft, buildDraftFile, buildOpenRun, buildSyncItem, buildVideo } from '../test/factories.ts'
import { expectedVideos } from '../transcode/expected-videos.ts'
import { changeDraft, type DraftCheck } from './draft.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())

type Item = Partial<Prisma.SyncItemUncheckedCreateInput>

const nothingFound: DraftCheck = {
  ...{ findings: [], videos: [], sounds: [], misspelledPaths: null, usedMediaTypes: {}, checkedWith: 'test' },
}
/** The check ran into a limit. */
const unchecked: DraftCheck = { ...nothingFound, videos: null, sounds: null, usedMediaTypes: null, checkedWith: null }
const page: Item = { path: 'page.html', mediaType: 'text/html' }
const decoration = (path: string) => ({ path, decorative: true, alternateOf: null })

/** Changes the draft as a run does that copied these files and found this in its check. Returns the revision. */
async function changeWith(packageId: string, items: Item[], check: Partial<DraftCheck>): Promise<number> {
  const run = await buildOpenRun(database, { packageId, phase: 'COPYING', listedAt: new Date(Date.now() + 60_000) })
  const stored = { key: 'k', versionId: run.id, etag: 'e', storedBytes: 1n, mediaType: 'video/mp4' }
  for (const item of items) {
    const copied = { contentHash: run.id, modifiedAt: new Date(), ...stored, ...item }
    await buildSyncItem(database, { runId: run.id, status: 'DONE', pathKey: item.path, ...copied })
  }
  const draftChange = { run, isComplete: true, settled: true, unsettledPaths: [], check: { ...nothingFound, ...check } }
  await change(database, systemActor, tx => changeDraft(tx, draftChange))
  await database.syncRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } })
  return (await database.package.findUniqueOrThrow({ where: { id: packageId } })).revision
}

/** The rows of the draft's videos, with the revisions that they hold in. */
async function videoRows(packageId: string) {
  const files = await database.draftFile.findMany({ where: { packageId, videoId: { not: null } } })
  return files
    .map(({ path, fromRevision, untilRevision, decorative, alternateOf }) =>
      [
        `${path} ${fromRevision}-${untilRevision ?? ''}`,
        decorative ? ' decorative' : '',
        alternateOf ? ` as ${alternateOf}` : '',
      ].join(''),
    )
    .sort()
}

describe('a new revision', () => {
  test('leaves a video that becomes decoration as it is in earlier revisions', async () => {
    const { packageId } = await buildDraft(database)
    await buildVideo(database, { packageId, path: 'loop.mp4' })
    await buildVideo(database, { packageId, path: 'talk.mp4' })
    await changeWith(packageId, [page], { videos: [decoration('loop.mp4')] })
    expect(await videoRows(packageId)).toEqual(['loop.mp4 1-2', 'loop.mp4 2- decorative', 'talk.mp4 1-'])
    await changeWith(packageId, [page], { videos: [decoration('loop.mp4')] })
    expect(await videoRows(packageId)).toEqual(['loop.mp4 1-2', 'loop.mp4 2- decorative', 'talk.mp4 1-'])
    await changeWith(packageId, [page], {})
    expect(await videoRows(packageId)).toEqual([
      ...['loop.mp4 1-2', 'loop.mp4 2-4 decorative', 'loop.mp4 4-', 'talk.mp4 1-'],
    ])
  })

  test('has the media types by which its own pages use files, with the charset of each file', async () => {
    const { packageId } = await buildDraft(database)
    await buildDraftFile(database, { packageId, path: 'a.txt', mediaType: 'text/plain; charset=utf-8' })
    await buildDraftFile(database, { packageId, path: 'b', mediaType: 'application/octet-stream' })
    const typesAt = async (revision: number) =>
      Promise.all(
        ['a.txt', 'b'].map(async path => (await findFile(database, { packageId, revision }, [path]))?.mediaType),
      )
    await changeWith(packageId, [page], { usedMediaTypes: { 'a.txt': 'text/javascript' } })
    await changeWith(packageId, [page], { usedMediaTypes: { 'a.txt': 'text/javascript', b: 'text/css' } })
    await changeWith(packageId, [page], {})
    const own = ['text/plain; charset=utf-8', 'application/octet-stream']
    expect(await typesAt(1)).toEqual(own)
    expect(await typesAt(2)).toEqual(['text/javascript; charset=utf-8', 'application/octet-stream'])
    expect(await typesAt(3)).toEqual(['text/javascript; charset=utf-8', 'text/css'])
    expect(await typesAt(4)).toEqual(own)
    const rows = await database.draftFile.findMany({ where: { packageId, path: { in: ['a.txt', 'b'] } } })
    expect(rows).toHaveLength(6)
  })

  test('is made when only the use of a file changes, and not when nothing does', async () => {
    const { packageId } = await buildDraft(database)
    await buildVideo(database, { packageId, path: 'loop.mp4' })
    await buildVideo(database, { packageId, path: 'loop.webm' })
    await buildDraftFile(database, { packageId, path: 'code.txt', mediaType: 'text/plain' })
    expect(await changeWith(packageId, [], {})).toBe(1)

    const alternate = { path: 'loop.webm', decorative: false, alternateOf: 'loop.mp4' }
    const steps: [number, Partial<DraftCheck>][] = [
      [2, { videos: [decoration('loop.mp4')] }],
      [2, { videos: [decoration('loop.mp4')] }],
      [3, { videos: [decoration('loop.mp4'), alternate] }],
      [4, { videos: [decoration('loop.mp4'), alternate], usedMediaTypes: { 'code.txt': 'text/javascript' } }],
      [4, unchecked],
      [5, {}],
    ]
    for (const [revision, check] of steps) expect(await changeWith(packageId, [], check)).toBe(revision)
    expect(await videoRows(packageId)).toEqual([
      ...['loop.mp4 1-2', 'loop.mp4 2-5 decorative', 'loop.mp4 5-'],
      ...['loop.webm 1-3', 'loop.webm 3-5 as loop.mp4', 'loop.webm 5-'],
    ])
    const drafts = await database.draft.findMany({ where: { packageId }, orderBy: { revision: 'asc' } })
    expect(drafts.map(draft => draft.revision)).toEqual([1, 2, 3, 4, 5])
    const code = await database.draftFile.findMany({ where: { packageId, path: 'code.txt' } })
    expect(code.map(file => [file.fromRevision, file.untilRevision, file.usedMediaType])).toEqual([
      ...[
        [1, 4, null],
        [4, 5, 'text/javascript'],
        [5, null, null],
      ],
    ])
  })

  test('is not made for a file that was only probed again, where it is', async () => {
    const { packageId } = await buildDraft(database)
    const file = { path: 'a.mp4', contentHash: 'a', key: 'draft/a.mp4', versionId: 'v1', mediaType: 'video/mp4' }
    await buildVideo(database, { packageId, ...file })
    expect(await changeWith(packageId, [file], {})).toBe(1)
    expect(await changeWith(packageId, [{ ...file, versionId: 'v2' }], {})).toBe(2)
  })
})

test('a file that is copied again keeps what is known about its bytes when the package cannot be checked', async () => {
  const { packageId } = await buildDraft(database)
  const files: Item[] = [
    { path: 'loop.mp4', contentHash: 'loop' },
    { path: 'loop.webm', contentHash: 'loop as webm' },
    { path: 'camera.ts', contentHash: 'camera' },
    { path: 'program.ts', contentHash: 'program' },
    { path: 'song.ogg', contentHash: 'broken song' },
    { path: 'code.txt', contentHash: 'code', mediaType: 'text/plain; charset=utf-8' },
  ]
  await changeWith(packageId, files, {
    videos: [
      decoration('loop.mp4'),
      { path: 'loop.webm', decorative: false, alternateOf: 'loop.mp4' },
      { path: 'camera.ts', decorative: false, alternateOf: null },
    ],
    sounds: ['song.ogg'],
    usedMediaTypes: { 'code.txt': 'text/javascript' },
  })
  const known = async () => {
    const found = await database.draftFile.findMany({ where: { packageId, untilRevision: null } })
    return Object.fromEntries(
      found.map(({ path, decorative, alternateOf, usedMediaType, videoId }) => [
        path,
        { decorative, alternateOf, usedMediaType, videoId },
      ]),
    )
  }
  const before = await known()
  expect(before).toMatchObject({
    'loop.mp4': { decorative: true, videoId: expect.any(String) },
    'loop.webm': { alternateOf: 'loop.mp4', videoId: expect.any(String) },
    'camera.ts': { videoId: expect.any(String) },
    'program.ts': { videoId: null },
    'song.ogg': { videoId: null },
    'code.txt': { usedMediaType: 'text/javascript; charset=utf-8' },
  })
  expect(await changeWith(packageId, files, unchecked)).toBe(3)
  expect(await known()).toEqual(before)
  expect(await database.package.findUniqueOrThrow({ where: { id: packageId } })).toMatchObject({ checkedWith: null })

  // Other bytes are not known.
  await changeWith(
    packageId,
    files.map(file => ({ ...file, contentHash: `new ${file.contentHash}` })),
    unchecked,
  )
  const nothing = { decorative: false, alternateOf: null, usedMediaType: null }
  expect(await known()).toEqual({
    'loop.mp4': { ...nothing, videoId: before['loop.mp4']!.videoId },
    'loop.webm': { ...nothing, videoId: before['loop.webm']!.videoId },
    'song.ogg': { ...nothing, videoId: expect.any(String) },
    ...Object.fromEntries(['camera.ts', 'program.ts', 'code.txt'].map(path => [path, { ...nothing, videoId: null }])),
  })
})

test('a broken sound with the name of a video is not a video, unless a later check finds that it is one', async () => {
  const { packageId } = await buildDraft(database)
  const contentHash = `song of ${packageId}`
  const problem = { problem: 'It is broken.', problemCode: 'UNREADABLE' }
  await database.probe.create({ data: { contentHash, bytes: 1n, version: 1, ...problem } })
  const song = { path: 'song.ogg', contentHash }
  const videos = async () => (await expectedVideos(database, packageId, 'test')).map(({ path }) => path)
  await changeWith(packageId, [song], { sounds: ['song.ogg'] })
  expect(await videos()).toEqual([])
  const mark = { path: 'song.ogg', decorative: false, alternateOf: null }
  await changeWith(packageId, [page], { videos: [mark] })
  expect(await videos()).toEqual(['song.ogg'])
})

test('a video without a picture for a while is not a video then, and the same one again afterwards', async () => {
  const { packageId } = await buildDraft(database)
  const [picture, sound] = [`picture of ${packageId}`, `sound of ${packageId}`]
  const bytes = { bytes: 1n, version: 1 }
  await database.probe.create({ data: { ...bytes, contentHash: picture, durationSeconds: 1 } })
  const silent = { problem: 'It has no picture.', problemCode: 'NO_PICTURE' }
  await database.probe.create({ data: { ...bytes, contentHash: sound, ...silent } })
  const videos = async () => (await expectedVideos(database, packageId, 'test')).map(({ videoId }) => videoId)
  const mark = { path: 'talk.mp4', decorative: false, alternateOf: null }

  await changeWith(packageId, [{ path: 'talk.mp4', contentHash: picture }], { videos: [mark] })
  const [id] = await videos()
  expect(id).toEqual(expect.any(String))
  await changeWith(packageId, [{ path: 'talk.mp4', contentHash: sound }], {})
  expect(await videos()).toEqual([])
  await changeWith(packageId, [{ path: 'talk.mp4', contentHash: picture }], { videos: [mark] })
  expect(await videos()).toEqual([id])
  expect(await videoRows(packageId)).toEqual(['talk.mp4 2-3', 'talk.mp4 3-4', 'talk.mp4 4-'])

  // A newer probe of the same bytes finds the picture that an older one missed.
  await changeWith(packageId, [{ path: 'talk.mp4', contentHash: sound }], {})
  await database.probe.update({ where: { contentHash: sound }, data: { problem: null, problemCode: null } })
  expect(await videos()).toEqual([id])
})
