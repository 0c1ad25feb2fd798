import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import { knownProcesses, type ReportedProcess, removeProcess, reportProcess } from './processes.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())
beforeEach(() => database.process.deleteMany())

const worker = (overrides: Partial<ReportedProcess> = {}): ReportedProcess => ({
  ...{ id: randomUUID(), kind: 'worker', version: '1', host: 'school', pid: 7 },
  ...overrides,
})
/** Moves the last report of a process into the past. */
const passTime = (id: string, seconds: number) =>
  database.$executeRaw`UPDATE process SET seen_at = seen_at - make_interval(secs => ${seconds}) WHERE id = ${id}::uuid`

test('runs while it reports itself, is lost when it stops, and runs again after another report', async () => {
  const one = worker()
  await reportProcess(database, one)
  expect(await knownProcesses(database)).toMatchObject([{ ...one, isRunning: true }])
  await passTime(one.id, 30)
  expect(await knownProcesses(database)).toMatchObject([{ id: one.id, isRunning: false }])
  await reportProcess(database, one)
  expect(await knownProcesses(database)).toMatchObject([{ id: one.id, isRunning: true }])
})

test('is not known after it ended as it should', async () => {
  const [one, other] = [worker(), worker()]
  await reportProcess(database, one)
  await reportProcess(database, other)
  await removeProcess(database, one.id)
  expect((await knownProcesses(database)).map(({ id }) => id)).toEqual([other.id])
})

test('is forgotten a day after it was last seen', async () => {
  const [lost, server] = [worker(), worker({ kind: 'server' })]
  await reportProcess(database, lost)
  await passTime(lost.id, 86_000)
  await reportProcess(database, server)
  expect((await knownProcesses(database)).map(({ kind }) => kind)).toEqual(['server', 'worker'])
  await passTime(lost.id, 1_000)
  await reportProcess(database, server)
  expect((await knownProcesses(database)).map(({ kind }) => kind)).toEqual(['server'])
})
