import { randomUUID } from 'node:crypto'
import { openTemporal } from '@lectern/workflows/temporal'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let temporal: ReturnType<typeof openTemporal>
beforeAll(async () => {
  server = await openTestServer()
  temporal = openTemporal(server.configuration)
})
afterAll(async () => {
  await temporal.connection.close()
  await server.close()
})

const created = (key: string) => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'test' }, object: { key, size: 5, etag: 'x' }, reason: 'PutObject' },
})

async function send(event: unknown, { key = 'key-of-the-event-bridge', target = server } = {}) {
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  const headers = { 'x-lectern-key': key, 'content-type': 'application/json; charset=utf-8', range: 'bytes=0-1048575' }
  const startedAt = performance.now()
  const response = await fetch(`${target.admin}/hooks/eventbridge`, { method: 'POST', headers, body })
  // EventBridge gives up after 5 seconds.
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  return response
}

const exists = (id: string) =>
  temporal.workflow
    .getHandle(id)
    .describe()
    .then(
      () => true,
      () => false,
    )

describe('an event', () => {
  test('without the right key is rejected', async () => {
    expect((await send(created('draft/x'), { key: 'wrong' })).status).toBe(401)
    expect((await fetch(`${server.admin}/hooks/eventbridge`, { method: 'POST', body: '{}' })).status).toBe(401)
    expect((await fetch(`${server.admin}/hooks/eventbridge`)).status).toBe(405)
  })

  test.each([
    '',
    'not JSON',
    '[]',
    '{"source":"aws.s3","detail-type":"Object Created","detail":{}}',
    'x'.repeat(300_000),
  ])('that is invalid gets 400', async text => {
    expect((await send(text)).status).toBe(400)
  })

  test('of an unknown kind is accepted and ignored', async () => {
    expect((await send({ source: 'aws.ec2', 'detail-type': 'Something', detail: {} })).status).toBe(204)
  })

  test('for a draft object wakes the transcode of the package with the longest matching folder, ignoring case', async () => {
    const path = `/Lectern/${randomUUID()}`
    const outer = await buildPackage(server.database, { dropboxPath: path, dropboxPathLower: path.toLowerCase() })
    const inner = `${path}/Über Mäuse`
    const { id } = await buildPackage(server.database, { dropboxPath: inner, dropboxPathLower: inner.toLowerCase() })
    expect((await send(created(`draft${inner.toUpperCase()}/a.mp4`))).status).toBe(204)
    expect(await exists(`transcode/${id}`)).toBe(true)
    expect(await exists(`transcode/${outer.id}`)).toBe(false)
    expect((await send(created(`draft${path}X/a.mp4`))).status).toBe(204)
    expect((await send(created(`releases${path}/a.mp4`))).status).toBe(204)
    expect(await exists(`transcode/${outer.id}`)).toBe(false)
  })

  test('for a finished job wakes the encode workflow that it names, and for progress only the workflow that watches all jobs', async () => {
    const workflowId = `encode/${randomUUID()}/h264-1`
    const event = (userMetadata: unknown) => ({
      source: 'aws.mediaconvert',
      'detail-type': 'MediaConvert Job State Change',
      detail: { jobId: '1', status: 'COMPLETE', userMetadata },
    })
    expect((await send(event({ workflowId }))).status).toBe(204)
    expect(await exists(workflowId)).toBe(true)
    const runningId = `encode/${randomUUID()}/h264-1`
    const progress = {
      ...event({ workflowId: runningId }),
      detail: { ...event({ workflowId: runningId }).detail, status: 'STATUS_UPDATE' },
    }
    expect((await send(progress)).status).toBe(204)
    expect(await exists(runningId)).toBe(false)
    expect(await exists('watch-jobs')).toBe(true)
    expect((await send(event(undefined))).status).toBe(204)
    expect((await send(event({ workflowId: 'something/else' }))).status).toBe(204)
  })
})

const signalsOf = async (id: string) => {
  const { events } = await temporal.workflow.getHandle(id).fetchHistory()
  return (events ?? []).filter(event => event.workflowExecutionSignaledEventAttributes).length
}

test('a duplicate delivery of an event wakes no workflow', async () => {
  const contentHash = randomUUID()
  const event = {
    ...{ id: randomUUID(), source: 'aws.mediaconvert', 'detail-type': 'MediaConvert Job State Change' },
    detail: { jobId: '1', status: 'COMPLETE', userMetadata: { workflowId: `encode/${contentHash}/h264-2` } },
  }
  for (let time = 0; time < 3; time++) expect((await send(event)).status).toBe(204)
  expect(await signalsOf(`encode/${contentHash}/h264-2`)).toBe(1)
  expect((await send({ ...event, id: randomUUID() })).status).toBe(204)
  expect(await signalsOf(`encode/${contentHash}/h264-2`)).toBe(2)
})

test('many events cause at most one signal per second for each package, and none for objects outside drafts', async () => {
  const { id, dropboxPath } = await buildPackage(server.database)
  const isKnown = async () => {
    await send(created(`draft${dropboxPath}/first.mp4`))
    return exists(`transcode/${id}`)
  }
  await vi.waitUntil(isKnown, { timeout: 10_000, interval: 500 })
  const before = await signalsOf(`transcode/${id}`)
  const startedAt = Date.now()
  for (let number = 0; number < 1_000; number += 50) {
    const some = Array.from({ length: 50 }, (_, index) => created(`draft${dropboxPath}/${number + index}.mp4`))
    await Promise.all([...some, created(`media/${number}/hls/index_00001.ts`)].map(event => send(event)))
  }
  const seconds = (Date.now() - startedAt) / 1_000
  await new Promise(resolve => setTimeout(resolve, 1_200))
  const signals = (await signalsOf(`transcode/${id}`)) - before
  expect(signals).toBeGreaterThan(0)
  expect(signals).toBeLessThanOrEqual(Math.ceil(seconds) + 2)
})

describe('an event gets 503 so that it is resent', () => {
  test.each([
    ['Temporal', { TEMPORAL_ADDRESS: '127.0.0.1:1' }],
    ['Postgres', { DATABASE_URL: 'postgres://lectern@127.0.0.1:1/lectern' }],
  ])('while %s is unreachable', async (_service, settings) => {
    const disconnected = await openTestServer(settings)
    try {
      const { dropboxPath } = await buildPackage(disconnected.database)
      const response = await send(created(`draft${dropboxPath}/a.mp4`), { target: disconnected })
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    } finally {
      await disconnected.close()
    }
  })
})
