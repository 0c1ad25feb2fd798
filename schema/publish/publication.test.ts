import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDeployment,
  buildEncoding,
  buildEnvironment,
  buildPackage,
  buildPublication,
  buildRelease,
} from '../../domain/test/factories.ts'
import { globalId } from '../global-id.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = ({ id }: { id: string }) => globalId('Publication', id)

/** An open publication that waits for `a.mp4`, whose encoding goes on and which serves `a.webm`; `b.mp4` is READY. */
async function buildWaiting() {
  const publication = await buildPublication(api.database, { number: 1, status: 'WAITING_FOR_VIDEOS' })
  const { packageId } = publication
  const running = await buildEncoding(api.database, { status: 'TRANSCODING' })
  const ready = await buildEncoding(api.database, { status: 'READY' })
  const files = { 'a.mp4': running, 'a.webm': { contentHash: 'twin' }, 'b.mp4': ready }
  for (const [path, { contentHash }] of Object.entries(files)) {
    const video = await api.database.video.create({ data: { packageId, path } })
    const source = { sourceKey: path, sourceVersionId: 'v', sourceEtag: 'e' }
    const facts = {
      bytes: 1n,
      storedBytes: 1n,
      modifiedAt: new Date(),
      mediaType: 'video/mp4',
      generated: false,
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

  test('tells why it is blocked', async () => {
    const environment = await buildEnvironment(api.database)
    const blockers = [{ code: 'SYNC_RUNNING', message: 'Wait.', path: null }]
    const over = { status: 'BLOCKED' as const, finishedAt: new Date(0), blockers }
    const publication = await buildPublication(api.database, { environmentId: environment.id, ...over })
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

  test('names the videos that it waits for while it is open', async () => {
    const { publication } = await buildWaiting()
    expect((await api.request(text, { id: idOf(publication) })).data).toMatchObject({
      publication: { waitingFor: ['a.mp4'] },
    })
    const over = { status: 'CANCELED' as const, finishedAt: new Date() }
    await api.database.publication.update({ where: { id: publication.id }, data: over })
    expect((await api.request(text, { id: idOf(publication) })).data).toMatchObject({ publication: { waitingFor: [] } })
  })

  test('names the one that it is queued behind, as long as that one is copied', async () => {
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

  test('names its release and deployment when it succeeded', async () => {
    const release = await buildRelease(api.database)
    const deployment = await buildDeployment(api.database, { releaseId: release.id })
    const publication = { id: release.publicationId }
    await api.database.publication.update({ where: publication, data: { deploymentId: deployment.id } })
    expect((await api.request(text, { id: idOf(publication) })).data).toMatchObject({
      publication: { release: { number: 1 }, deployment: { current: true } },
    })
    const elsewhere = buildCaller({ environmentId: (await buildEnvironment(api.database)).id })
    expect((await api.request(text, { id: idOf(publication) }, { caller: elsewhere })).data).toMatchObject({
      publication: { release: { number: 1 }, deployment: null, environment: null },
    })
  })
})

describe('publishing', () => {
  const text = `mutation ($draft: ID, $slug: String!) { publishPackage(slug: $slug, environment: "e", draft: $draft, notes: "n", idempotencyKey: "k") { status } }`

  test('names the draft that was looked at by its revision', async () => {
    const publication = await buildPublication(api.database)
    const { id: packageId, slug } = await buildPackage(api.database)
    const asked: object[] = []
    const publishPackage = async (input: object) => {
      asked.push(input)
      return publication
    }
    const publish = (id?: string) => api.request(text, { slug, draft: id }, { commands: { publishPackage } })
    expect((await publish(globalId('Draft', `${packageId}/7`))).data).toEqual({
      publishPackage: { status: 'QUEUED' },
    })
    await publish()
    const input = { slug, environment: 'e', notes: 'n', idempotencyKey: 'k' }
    expect(asked).toEqual([{ ...input, revision: 7 }, input])
    const other = globalId('Draft', `${publication.packageId}/7`)
    const wrong = [idOf(publication), 'nonsense', globalId('Draft', 'x/1'), other]
    for (const id of wrong) expect((await publish(id)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('the progress of a publication', () => {
  type State = { publicationProgress: { status: string; waitingFor: string[] } }
  const text = 'subscription ($id: ID!) { publicationProgress(id: $id) { status waitingFor } }'
  const watch = (id: string, asking = {}) => api.subscribe<State>(text, { id }, asking)

  test('shows what it waits for, also when only that changes, and ends with it', async () => {
    const { publication, running } = await buildWaiting()
    const states = watch(idOf(publication))
    const next = async () => (await states.next()).value.data?.publicationProgress
    expect(await next()).toEqual({ status: 'WAITING_FOR_VIDEOS', waitingFor: ['a.mp4'] })
    const second = next()
    await api.database.encoding.update({ where: { id: running.id }, data: { status: 'READY' } })
    api.notifyPackage(publication.packageId)
    expect(await second).toEqual({ status: 'WAITING_FOR_VIDEOS', waitingFor: [] })
    const third = next()
    const over = { status: 'SUCCEEDED' as const, finishedAt: new Date() }
    await api.database.publication.update({ where: { id: publication.id }, data: over })
    api.notifyPackage(publication.packageId)
    expect(await third).toEqual({ status: 'SUCCEEDED', waitingFor: [] })
    expect((await states.next()).done).toBe(true)
  })

  test('is for whoever may see its package', async () => {
    const publication = await buildPublication(api.database)
    const caller = buildCaller({ packageId: (await buildPackage(api.database)).id })
    const refused = async (asking: object) => (await watch(idOf(publication), asking).next()).value.errors
    expect(await refused({ caller })).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await refused({ caller: null })).toMatchObject([{ code: 'UNAUTHENTICATED' }])
    expect((await watch('nonsense').next()).value.errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
