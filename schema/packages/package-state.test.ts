import { randomUUID } from 'node:crypto'
import { packageStates } from '@lectern/domain/packages/package-states'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDeployment,
  buildDraft,
  buildDraftFile,
  buildEncoding,
  buildEnvironment,
  buildOpenRun,
  buildPackage,
  buildPublication,
  buildRelease,
  buildSyncRun,
  buildTranscode,
  buildVideo,
} from '../../domain/test/factories.ts'
import { openTestApi, type RequestOptions, type TestApi } from '../test/api.ts'

let api: TestApi
let environmentId: string
beforeAll(async () => {
  api = await openTestApi()
  environmentId = (await buildEnvironment(api.database, { slug: 'school' })).id
})
afterAll(() => api.close())

let packageId: string
let slug: string
beforeEach(async () => {
  const pkg = await buildPackage(api.database)
  packageId = pkg.id
  slug = pkg.slug
})

const stateOf = async (options: RequestOptions = {}) => {
  const query = 'query ($slug: String!) { package(slug: $slug) { state } }'
  const { data, errors } = await api.request<{ package: { state: string } }>(query, { slug }, options)
  expect(errors).toEqual([])
  return data.package.state
}

const draft = (filesHash?: string) => buildDraft(api.database, { packageId, filesHash })
const finishedAt = new Date(Date.now() - 60_000)
/** Shows a release of the first revision. */
const show = async (filesHash?: string, inEnvironment = environmentId) => {
  const release = await buildRelease(api.database, { packageId, filesHash })
  return buildDeployment(api.database, { releaseId: release.id, environmentId: inEnvironment })
}
/** Publishes the current draft. By default, the publication ended before now. */
const publication = async (overrides: object) => {
  const { revision } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
  return buildPublication(api.database, { packageId, environmentId, revision, finishedAt, ...overrides })
}
const archive = () => api.database.package.update({ where: { id: packageId }, data: { archivedAt: new Date() } })
/** Fails the newest transcode of a draft with a video that was not encoded. */
const failVideo = async () => {
  const { contentHash } = await buildVideo(api.database, { packageId })
  await buildEncoding(api.database, { contentHash, status: 'FAILED' })
  await buildTranscode(api.database, { packageId, status: 'FAILED', finishedAt })
  return contentHash
}

/** What gives a package each state. Applied in this order, the last ones first, each is worse than those before it. */
const causes: Record<(typeof packageStates)[number], () => Promise<unknown>> = {
  NEEDS_DECISION: async () => {
    await api.database.syncRun.updateMany({
      where: { packageId, finishedAt: null },
      data: { finishedAt, status: 'CANCELED' },
    })
    await buildOpenRun(api.database, { packageId, status: 'WAITING_FOR_CONFIRMATION' })
  },
  SYNC_FAILED: async () => {
    await api.database.syncRun.updateMany({
      where: { packageId, finishedAt: null },
      data: { finishedAt, status: 'CANCELED' },
    })
    await buildSyncRun(api.database, { packageId, status: 'FAILED' })
  },
  DROPBOX_DISCONNECTED: async () => {
    await api.database.syncRun.updateMany({
      where: { packageId, finishedAt: null },
      data: { finishedAt, status: 'CANCELED' },
    })
    await buildOpenRun(api.database, { packageId, status: 'WAITING_FOR_DROPBOX' })
  },
  PUBLISHING_BLOCKED: () => publication({ status: 'BLOCKED', finishedAt: new Date(Date.now() + 60_000) }),
  WAITING_FOR_BUDGET: () => buildTranscode(api.database, { packageId, status: 'WAITING_FOR_BUDGET' }),
  VIDEOS_FAILED: failVideo,
  RUNNING: () => buildOpenRun(api.database, { packageId }),
  CHANGES_NOT_PUBLISHED: async () => {
    await draft('other')
  },
  UP_TO_DATE: async () => {
    await draft('same')
    await show('same')
  },
  NOT_SYNCHRONIZED: async () => {},
  ARCHIVED: archive,
}

test.each(packageStates)('a package can be %s', async state => {
  if (packageStates.indexOf(state) < packageStates.indexOf('CHANGES_NOT_PUBLISHED')) await draft()
  await causes[state]()
  expect(await stateOf()).toBe(state)
})

test('of several states the worst one counts, and an archived package is archived', async () => {
  const found: string[] = []
  for (const state of packageStates.toReversed().slice(1)) {
    await causes[state]()
    found.push(await stateOf())
  }
  expect(found).toEqual(packageStates.toReversed().slice(1))
  await archive()
  expect(await stateOf()).toBe('ARCHIVED')
})

describe('a state ends', () => {
  test('SYNC_FAILED with the next run, even with one that was canceled', async () => {
    await buildSyncRun(api.database, { packageId, status: 'FAILED', startedAt: finishedAt })
    expect(await stateOf()).toBe('SYNC_FAILED')
    await buildSyncRun(api.database, { packageId, status: 'CANCELED' })
    expect(await stateOf()).toBe('NOT_SYNCHRONIZED')
  })

  test('PUBLISHING_BLOCKED with a newer draft, a newer publication, or a newer deployment', async () => {
    await draft('old')
    await draft('new')
    await publication({ status: 'FAILED', startedAt: finishedAt })
    expect(await stateOf()).toBe('PUBLISHING_BLOCKED')
    const canceled = await publication({ status: 'CANCELED' })
    expect(await stateOf()).toBe('CHANGES_NOT_PUBLISHED')
    await api.database.publication.delete({ where: { id: canceled.id } })
    const deployment = await show('old')
    expect(await stateOf()).toBe('CHANGES_NOT_PUBLISHED')
    await api.database.deployment.delete({ where: { id: deployment.id } })
    expect(await stateOf()).toBe('PUBLISHING_BLOCKED')
    await draft('newer')
    expect(await stateOf()).toBe('CHANGES_NOT_PUBLISHED')
  })

  test('VIDEOS_FAILED when the video is replaced, or encoded in another profile', async () => {
    await draft()
    const contentHash = await failVideo()
    expect(await stateOf()).toBe('VIDEOS_FAILED')
    const encoded = await buildEncoding(api.database, { contentHash, profile: 'other', status: 'READY' })
    expect(await stateOf()).not.toBe('VIDEOS_FAILED')
    await api.database.encoding.delete({ where: { id: encoded.id } })
    expect(await stateOf()).toBe('VIDEOS_FAILED')
    await api.database.draftFile.updateMany({ where: { packageId }, data: { contentHash: randomUUID() } })
    expect(await stateOf()).not.toBe('VIDEOS_FAILED')
  })
})

test('a choice between folders is a decision, too', async () => {
  await buildOpenRun(api.database, { packageId, status: 'WAITING_FOR_FOLDER' })
  expect(await stateOf()).toBe('NEEDS_DECISION')
})

test('a publication waits for the budget while one of its videos is paused', async () => {
  await draft()
  const { id: publicationId } = await publication({ status: 'WAITING_FOR_VIDEOS', finishedAt: null })
  expect(await stateOf()).toBe('RUNNING')
  const encoding = await buildEncoding(api.database, {}, { pausedAt: new Date() })
  await api.database.encodingRequest.create({ data: { encodingId: encoding.id, publicationId } })
  expect(await stateOf()).toBe('WAITING_FOR_BUDGET')
})

test('a publication that was blocked because nothing had changed blocks nothing', async () => {
  await draft('same')
  await show('same')
  const blockers = [{ code: 'NOTHING_CHANGED', message: 'Nothing has changed.' }]
  await publication({ status: 'BLOCKED', blockers, finishedAt: new Date(Date.now() + 60_000) })
  expect(await stateOf()).toBe('UP_TO_DATE')
})

test('a package is up to date only if every environment that shows it shows the files of the draft', async () => {
  const staging = await buildEnvironment(api.database)
  await draft('old')
  await show('old')
  await draft('new')
  expect(await stateOf()).toBe('CHANGES_NOT_PUBLISHED')
  await show('new', staging.id)
  expect(await stateOf()).toBe('CHANGES_NOT_PUBLISHED')
  // The files are what they were before, in a newer revision.
  await draft('old')
  expect(await stateOf()).toBe('CHANGES_NOT_PUBLISHED')
  await show('old', staging.id)
  expect(await stateOf()).toBe('UP_TO_DATE')
})

test('what other environments show and refuse does not exist for a caller of one environment', async () => {
  const staging = await buildEnvironment(api.database)
  await draft('new')
  await show('new', staging.id)
  await publication({ status: 'BLOCKED' })
  const inStaging = { caller: buildCaller({ environmentId: staging.id }) }
  const inProduction = { caller: buildCaller({ environmentId }) }
  expect([await stateOf(), await stateOf(inStaging), await stateOf(inProduction)]).toEqual([
    'PUBLISHING_BLOCKED',
    'UP_TO_DATE',
    'PUBLISHING_BLOCKED',
  ])
  await api.database.publication.updateMany({
    where: { packageId, status: 'BLOCKED' },
    data: { finishedAt: null, status: 'QUEUED' },
  })
  expect([await stateOf(), await stateOf(inStaging)]).toEqual(['RUNNING', 'UP_TO_DATE'])
})

test('deployments count the files that differ from the draft, the findings of drafts are counted by severity', async () => {
  await draft()
  await buildDraftFile(api.database, { packageId, path: 'index.html', contentHash: 'a' })
  await buildDraftFile(api.database, { packageId, path: 'changed.html', contentHash: 'b' })
  await buildDraftFile(api.database, { packageId, path: 'added.html', contentHash: 'c' })
  await buildDraftFile(api.database, { packageId, path: 'lectern-manifest.json', generated: true })
  const { release } = await api.database.deployment.findFirstOrThrow({
    where: { id: (await show('old')).id },
    include: { release: true },
  })
  const copied = {
    packageId,
    number: release.number,
    bytes: 1n,
    storedBytes: 1n,
    modifiedAt: new Date(),
    mediaType: 'text/html',
  }
  const source = { sourceKey: 'k', sourceVersionId: 'v', sourceEtag: 'e', generated: false }
  const files = { 'index.html': 'a', 'changed.html': 'before', 'removed.html': 'd' }
  for (const [path, contentHash] of Object.entries(files))
    await api.database.releaseFile.create({ data: { ...copied, ...source, path, contentHash } })
  await api.database.finding.createMany({
    data: ['ERROR', 'WARNING', 'WARNING'].map((severity, index) => ({
      ...{ packageId, fromRevision: 1, sinceRevision: 1, code: 'FILE_MISSING', cause: String(index) },
      ...{ severity: severity as 'ERROR', path: 'index.html', message: 'A file is missing.', remedy: 'Add it.' },
    })),
  })
  const query = `query ($slug: String!) { package(slug: $slug) {
    deployments { changedFiles } draft { findingCounts { errors warnings notes } } } }`
  const read = async () => (await api.request<{ package: object }>(query, { slug })).data.package
  // By the revision, there is nothing to compare: this is the release of it.
  expect(await read()).toEqual({
    deployments: [{ changedFiles: 0 }],
    draft: { findingCounts: { errors: 1, warnings: 2, notes: 0 } },
  })
  await draft('new')
  expect(await read()).toMatchObject({ deployments: [{ changedFiles: 3 }] })
  await api.database.draft.updateMany({ where: { packageId, revision: 2 }, data: { filesHash: 'old' } })
  expect(await read()).toMatchObject({ deployments: [{ changedFiles: 0 }] })
})
