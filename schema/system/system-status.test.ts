import { randomUUID } from 'node:crypto'
import { reportProcess } from '@lectern/domain/system/processes'
import { recordErrors } from '@lectern/domain/system/system-errors'
import { openTemporal } from '@lectern/workflows/temporal'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCaller, buildOpenRun, buildRelease, buildTranscode } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

// biome-ignore lint/suspicious/noExplicitAny: read field by field
type Status = { systemStatus: any }
const query = `{ systemStatus {
  version checkedAt services { name ready state } processes { id kind version host pid running }
  queues { name waiting oldest workers } openWork { kind count oldestAt package { slug } }
  temporalUi verifications { status release revision package { slug } }
  cleanup { lastAt } errors { process code message count requestId }
} }`
const read = async (
  ...options: Parameters<TestApi['request']> extends [string, object?, ...infer Rest] ? Rest : never
) => {
  const { data, errors } = await api.request<Status>(query, {}, ...options)
  expect(errors).toEqual([])
  return data!.systemStatus
}

test.each([
  ['OWNER', true],
  ['ADMIN', true],
  ['AUDITOR', true],
  ['PUBLISHER', false],
  ['AUTHOR', false],
] as const)('a caller with the role %s reads it: %s', async (role, canRead) => {
  expect((await read({ caller: buildCaller({ role }) })) !== null).toBe(canRead)
})

test('names the processes, the errors, and what has been open the longest', async () => {
  const id = randomUUID()
  await reportProcess(api.database, { id, kind: 'worker', version: '7', host: 'school', pid: 4711 })
  const at = new Date()
  await recordErrors(api.database, 'server', [
    { code: 'P2034', message: 'Request failed', count: 3, firstAt: at, lastAt: at, requestId: 'abc' },
  ])
  await buildOpenRun(api.database)
  const run = await buildOpenRun(api.database, { startedAt: new Date('2026-01-01T00:00:00Z') })
  const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  await buildTranscode(api.database)
  const { openWork, ...status } = await read()
  expect(status).toMatchObject({
    version: 'development',
    temporalUi: 'http://temporal',
    processes: [{ id, kind: 'worker', version: '7', host: 'school', pid: 4711, running: true }],
    errors: [{ process: 'server', code: 'P2034', message: 'Request failed', count: 3, requestId: 'abc' }],
  })
  expect(openWork).toMatchObject([
    { kind: 'SYNC_RUN', count: 2, oldestAt: '2026-01-01T00:00:00.000Z', package: { slug } },
    { kind: 'TRANSCODE', count: 1 },
  ])
})

test('counts the tasks that wait without a worker', async () => {
  // Of a queue that no worker of the other tests polls.
  const { workflow } = api.services.temporal
  const workflowId = randomUUID()
  await workflow.start('sync', { taskQueue: 'lectern-jobs', workflowId, args: [] })
  const state = async () => (await read()).queues.find(({ name }: { name: string }) => name === 'lectern-jobs')
  // Temporal counts again after a few seconds.
  await expect.poll(async () => (await state()).waiting, { timeout: 30_000, interval: 500 }).toBeGreaterThan(0)
  expect((await state()).oldest).not.toBeNull()
  await workflow.getHandle(workflowId).terminate()
}, 40_000)

test('says that Temporal is unreachable, and still has the rest', async () => {
  const temporal = openTemporal({ TEMPORAL_ADDRESS: '127.0.0.1:1', TEMPORAL_NAMESPACE: 'default' })
  const { services, queues, cleanup } = await read({ services: { temporal } })
  expect(services).toEqual([
    { name: 'postgres', ready: true, state: 'ok' },
    { name: 'temporal', ready: false, state: 'unreachable' },
    { name: 's3', ready: true, state: 'ok' },
  ])
  expect([queues, cleanup]).toEqual([[], null])
  await temporal.connection.close()
})

test('names the verifications that started last in any package', async () => {
  const { packageId } = await buildRelease(api.database)
  const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
  for (let day = 1; day <= 6; day++)
    await api.database.verificationRun.create({
      data: {
        ...{
          packageId,
          number: 1,
          revision: day,
          repair: false,
          status: 'SUCCEEDED',
          startedBy: { kind: 'SYSTEM', name: 'Test' },
        },
        ...{ startedAt: new Date(`2026-01-0${day}`), finishedAt: new Date(`2026-01-0${day}`) },
      },
    })
  const { verifications } = await read()
  expect(verifications.map(({ revision }: { revision: number }) => revision)).toEqual([6, 5, 4, 3, 2])
  expect(verifications[0]).toEqual({ status: 'SUCCEEDED', release: 1, revision: 6, package: { slug } })
})

describe('systemChanged', () => {
  const text = 'subscription { systemChanged { checkedAt processes { id } } }'

  test('sends the state at once, and again without a change in Postgres that is reported', async () => {
    const states = api.subscribe(text, {}, { caller: buildCaller({ role: 'AUDITOR' }) })
    const first = (await states.next()).value
    const id = randomUUID()
    await reportProcess(api.database, { id, kind: 'server', version: '7', host: 'school', pid: 4712 })
    const second = (await states.next()).value
    expect(JSON.stringify(first)).not.toContain(id)
    expect(JSON.stringify(second)).toContain(id)
    await states.return?.(undefined)
  }, 20_000)

  test('refuses callers who may not see the state', async () => {
    const states = api.subscribe(text, {}, { caller: buildCaller({ role: 'PUBLISHER' }) })
    await expect(states.next()).resolves.toMatchObject({ value: { errors: [{ code: 'FORBIDDEN' }] } })
  })
})
