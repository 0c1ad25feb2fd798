import { expect, test } from 'vitest'
import type { SystemStatus } from './system.ts'
import { systemProblems } from './system-problems.ts'

const checkedAt = '2026-11-30T12:00:00.000Z'
const ago = (minutes: number) => new Date(Date.parse(checkedAt) - minutes * 60_000).toISOString()
const buildProcess = (overrides: Partial<SystemStatus['processes'][number]> = {}) => ({
  ...{ id: 'one', kind: 'worker', version: '1', host: 'school', pid: 7, running: true },
  ...{ startedAt: ago(600), seenAt: ago(0), ...overrides },
})
const build = (overrides: Partial<SystemStatus> = {}): SystemStatus => ({
  ...{ version: '1', checkedAt, services: [{ name: 'postgres', ready: true, state: 'ok' }], openWork: [], errors: [] },
  cleanupDryRun: null,
  ...{ temporalUi: null, verifications: [] },
  ...{
    processes: [buildProcess()],
    queues: [],
    cleanup: { lastAt: null, lastStatus: null, lastRemovals: null, nextAt: ago(-60) },
  },
  ...overrides,
})
const ids = (overrides: Partial<SystemStatus>) => systemProblems(build(overrides)).map(({ id }) => id)

test('nothing is wrong when all parts work', () => {
  expect(ids({})).toEqual([])
})

test('what does not work comes first, with what to do', () => {
  const problems = systemProblems(
    build({
      services: [{ name: 's3', ready: false, state: 'not versioned' }],
      processes: [buildProcess({ running: false, seenAt: ago(3) })],
    }),
  )
  expect(problems.map(({ id, tone }) => [id, tone])).toEqual([
    ['service:s3', 'error'],
    ['no-worker', 'error'],
    ['lost:one', 'warning'],
  ])
  expect(problems[0]!.text).toContain('S3 does not work: not versioned. Until it works again, teachers see no pages.')
  expect(problems[2]!.text).toContain(
    'Worker 7 on school stopped without ending as it should. It was last seen 3 minutes ago.',
  )
})

test('a lost process is mentioned for an hour', () => {
  const lost = (minutes: number) => buildProcess({ id: 'lost', running: false, seenAt: ago(minutes) })
  expect(ids({ processes: [buildProcess(), lost(59)] })).toEqual(['lost:lost'])
  expect(ids({ processes: [buildProcess(), lost(61)] })).toEqual([])
})

test('processes of different versions are mentioned while they run', () => {
  const other = buildProcess({ id: 'two', kind: 'server', version: '2' })
  expect(ids({ processes: [buildProcess(), other] })).toEqual(['versions'])
  expect(ids({ processes: [buildProcess(), { ...other, running: false, seenAt: ago(90) }] })).toEqual([])
})

test('a queue is mentioned when its first task waits for more than five minutes, and work after a day', () => {
  const queue = (minutes: number) => [{ name: 'lectern', waiting: 2, oldest: ago(minutes), workers: 1 }]
  expect(ids({ queues: queue(4) })).toEqual([])
  expect(ids({ queues: queue(6) })).toEqual(['queue:lectern'])
  const work = (hours: number) => [
    { kind: 'SYNC_RUN' as const, count: 1, oldestAt: ago(hours * 60), package: { id: '1', slug: 'a', title: 'A' } },
  ]
  expect(ids({ openWork: work(23) })).toEqual([])
  expect(systemProblems(build({ openWork: work(25) }))).toMatchObject([{ id: 'work:SYNC_RUN', to: '/packages/a' }])
})

test('a cleanup that failed or is paused, and errors of the last hour, are mentioned', () => {
  const failed = { lastAt: ago(500), lastStatus: 'FAILED', lastRemovals: null, nextAt: ago(-600) }
  expect(ids({ cleanup: failed })).toEqual(['cleanup'])
  expect(ids({ cleanup: { ...failed, lastStatus: 'COMPLETED', nextAt: null } })).toEqual(['cleanup-paused'])
  expect(ids({ cleanup: null })).toEqual([])
  const error = (minutes: number) => ({
    ...{ id: '1', process: 'server', code: 'X', message: 'x', count: 1, requestId: null },
    ...{ firstAt: ago(900), lastAt: ago(minutes) },
  })
  expect(ids({ errors: [error(59)] })).toEqual(['errors'])
  expect(ids({ errors: [error(61)] })).toEqual([])
})
