import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDeployment,
  buildDraft,
  buildDraftFile,
  buildEncoding,
  buildEnvironment,
  buildPackage,
  buildPublication,
  buildRelease,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = ({ id }: { id: string }) => globalId('Publication', id)

/** Builds an open publication that waits for `a.mp4`, which is encoded for `a.webm` too. `b.mp4` is READY. */
async function buildWaitingPublication() {
  const publication = await buildPublication(api.database, { number: 1, status: 'WAITING_FOR_VIDEOS' })
  const { packageId } = publication
  const running = await buildEncoding(api.database, { status: 'TRANSCODING' })
  const ready = await buildEncoding(api.database, { status: 'READY' })
  const files = { 'a.mp4': running, 'a.webm': { contentHash: 'alternate' }, 'b.mp4': ready }
  for (const [path, { contentHash }] of Object.entries(files)) {
    const video = await api.database.video.create({ data: { packageId, path } })
    const source = { sourceKey: path, sourceVersionId: 'v', sourceEtag: 'e' }
    const facts = {
      bytes: 1n,
      storedBytes: 1n,
      modifiedAt: new Date(),
      mediaType: 'video/mp4',
      generated: false,
      alternateOf: path === 'a.webm' ? 'a.mp4' : null,
      ...source,
    }
    await api.database.releaseFile.create({
      data: { packageId, number: 1, path, contentHash, videoId: video.id, ...facts },
    })
  }
  return { publication, running }
}

type WaitsFor = { publication: { waitsFor: { id: string } | null } }

describe('a publication', () => {
  const text = `query ($id: ID!) { publication(id: $id) {
    status blockers { code message path } waitingFor filesTotal environment { slug } release { number } deployment { current } finishedAt } }`

  test('names its blockers', async () => {
    const environment = await buildEnvironment(api.database)
    const blockers = [{ code: 'SYNC_RUNNING', message: 'Wait.', path: null }]
    const finished = { status: 'BLOCKED' as const, finishedAt: new Date(0), blockers }
    const publication = await buildPublication(api.database, { environmentId: environment.id, ...finished })
    expect((await api.request(text, { id: idOf(publication) })).data).toEqual({
      publication: {
        status: 'BLOCKED',
        blockers,
        waitingFor: [],
        filesTotal: 0,
        environment: { slug: environment.slug },
        release: null,
        deployment: null,
        finishedAt: '1970-01-01T00:00:00.000Z',
      },
    })
  })

  test('names the videos that it waits for only while it is open', async () => {
    const { publication } = await buildWaitingPublication()
    expect((await api.request(text, { id: idOf(publication) })).data).toMatchObject({
      publication: { waitingFor: ['a.mp4'] },
    })
    const finished = { status: 'CANCELED' as const, finishedAt: new Date() }
    await api.database.publication.update({ where: { id: publication.id }, data: finished })
    expect((await api.request(text, { id: idOf(publication) })).data).toMatchObject({ publication: { waitingFor: [] } })
  })

  test('names the publication that it is queued behind until that one is copied', async () => {
    const first = await buildPublication(api.database, { startedAt: new Date(1000), status: 'COPYING', number: 1 })
    const { packageId } = first
    const second = await buildPublication(api.database, { packageId, startedAt: new Date(2000) })
    const third = await buildPublication(api.database, { packageId, startedAt: new Date(3000) })
    const waitsFor = async (one: { id: string }) =>
      (await api.request<WaitsFor>('query ($id: ID!) { publication(id: $id) { waitsFor { id } } }', { id: idOf(one) }))
        .data.publication.waitsFor
    expect(await Promise.all([first, second, third].map(waitsFor))).toEqual([
      null,
      { id: idOf(first) },
      { id: idOf(first) },
    ])
    await api.database.publication.update({ where: { id: first.id }, data: { copiedAt: new Date() } })
    expect(await Promise.all([second, third].map(waitsFor))).toEqual([null, { id: idOf(second) }])
  })

  test('names its release and deployment after it succeeded', async () => {
    const release = await buildRelease(api.database)
    const deployment = await buildDeployment(api.database, { releaseId: release.id })
    const publication = { id: release.publicationId }
    await api.database.publication.update({ where: publication, data: { deploymentId: deployment.id } })
    expect((await api.request(text, { id: idOf(publication) })).data).toMatchObject({
      publication: { release: { number: 1 }, deployment: { current: true } },
    })
    const elsewhere = buildCaller({ environmentId: (await buildEnvironment(api.database)).id })
    expect((await api.request(text, { id: idOf(publication) }, { caller: elsewhere })).data).toEqual({
      publication: null,
    })
  })
})

describe('a publication of another environment', () => {
  test('is not named by one that waits for it, and is not returned for its idempotency key', async () => {
    const environment = await buildEnvironment(api.database)
    const ahead = await buildPublication(api.database, { idempotencyKey: 'k', startedAt: new Date(1000) })
    const { packageId } = ahead
    const scope = { packageId, environmentId: environment.id }
    const waiting = await buildPublication(api.database, { ...scope, startedAt: new Date(2000) })
    const caller = buildCaller({ role: 'PUBLISHER', environmentId: environment.id })
    const read = await api.request(
      'query ($id: ID!) { publication(id: $id) { id waitsFor { id } } }',
      { id: idOf(waiting) },
      { caller },
    )
    expect(read).toEqual({ data: { publication: { id: idOf(waiting), waitsFor: null } }, errors: [] })
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
    const publish = `mutation ($slug: String!, $environment: String!) {
      publishPackage(slug: $slug, environment: $environment, idempotencyKey: "k") { id } }`
    const { data, errors } = await api.request(publish, { slug, environment: environment.slug }, { caller })
    expect({ data, code: errors[0]?.code }).toEqual({ data: { publishPackage: null }, code: 'CONFLICT' })
    const everywhere = await api.request(publish, { slug, environment: environment.slug })
    expect(everywhere.data).toEqual({ publishPackage: { id: idOf(ahead) } })
  })

  test('ends a subscription when the grant is limited to another environment meanwhile', async () => {
    const publication = await buildPublication(api.database)
    const caller = { ...buildCaller({ role: 'PUBLISHER', environmentId: publication.environmentId }) }
    const text = 'subscription ($id: ID!) { publicationProgress(id: $id) { id } }'
    const stream = api.subscribe(text, { id: idOf(publication) }, { caller })
    expect((await stream.next()).value?.data).toEqual({ publicationProgress: { id: idOf(publication) } })
    caller.rights = buildCaller({ role: 'PUBLISHER', environmentId: (await buildEnvironment(api.database)).id }).rights
    api.notifyPackage(publication.packageId)
    await expect(stream.next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('publishing', () => {
  const text = `mutation ($draft: ID, $slug: String!, $environment: String!) {
    publishPackage(slug: $slug, environment: $environment, draft: $draft, notes: "n") { status } }`

  test('takes the reviewed draft and is a CONFLICT when the draft has changed', async () => {
    const { slug: environment } = await buildEnvironment(api.database)
    const { packageId } = await buildDraft(api.database)
    await buildDraftFile(api.database, { packageId, path: 'index.html' })
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
    const publish = (draft?: string) => api.request(text, { slug, environment, draft })
    const other = globalId('Draft', `${(await buildPackage(api.database)).id}/1`)
    for (const id of [idOf({ id: packageId }), 'nonsense', globalId('Draft', 'x/1'), other])
      expect((await publish(id)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await publish(globalId('Draft', `${packageId}/7`))).errors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await publish(globalId('Draft', `${packageId}/1`))).data).toEqual({
      publishPackage: { status: 'QUEUED' },
    })
    expect(await api.database.publication.findMany({ where: { packageId } })).toMatchObject([
      { revision: 1, notes: 'n' },
    ])
  })
})

describe('the progress of a publication', () => {
  type State = { publicationProgress: { status: string; waitingFor: string[] } }
  const text = 'subscription ($id: ID!) { publicationProgress(id: $id) { status waitingFor } }'
  const watch = (id: string, options = {}) => api.subscribe<State>(text, { id }, options)

  test('shows what it waits for, also when only that changes, and ends with the publication', async () => {
    const { publication, running } = await buildWaitingPublication()
    const states = watch(idOf(publication))
    const next = async () => (await states.next()).value.data?.publicationProgress
    expect(await next()).toEqual({ status: 'WAITING_FOR_VIDEOS', waitingFor: ['a.mp4'] })
    const second = next()
    await api.database.encoding.update({ where: { id: running.id }, data: { status: 'READY' } })
    api.notifyPackage(publication.packageId)
    expect(await second).toEqual({ status: 'WAITING_FOR_VIDEOS', waitingFor: [] })
    const third = next()
    const finished = { status: 'SUCCEEDED' as const, finishedAt: new Date() }
    await api.database.publication.update({ where: { id: publication.id }, data: finished })
    api.notifyPackage(publication.packageId)
    expect(await third).toEqual({ status: 'SUCCEEDED', waitingFor: [] })
    expect((await states.next()).done).toBe(true)
  })

  test('is rejected for callers who may not see its package', async () => {
    const publication = await buildPublication(api.database)
    const caller = buildCaller({ packageId: (await buildPackage(api.database)).id })
    const errorsFor = async (options: object) => (await watch(idOf(publication), options).next()).value.errors
    expect(await errorsFor({ caller })).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await errorsFor({ caller: null })).toMatchObject([{ code: 'UNAUTHENTICATED' }])
    expect((await watch('nonsense').next()).value.errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
