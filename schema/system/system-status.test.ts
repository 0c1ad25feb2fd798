import { randomUUID } from 'node:crypto'
import { reportProcess } from '@lectern/domain/system/processes'
import { recordErrors } from '@lectern/domain/system/system-errors'
import { openTemporal } from '@lectern/workflows/temporal'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildOpenRun, buildTranscode } from '../../domain/test/factories.ts'
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
