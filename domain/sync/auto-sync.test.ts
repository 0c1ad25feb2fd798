import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase, type Package } from '../database.ts'
import { buildOpenRun, buildPackage } from '../test/factories.ts'
import { evaluatePoll, recordPoll } from './auto-sync.ts'
import { duePolls } from './due-polls.ts'

describe('evaluatePoll', () => {
  const start = new Date('2026-01-01T10:00:00Z')
  const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
  const waiting = { polledDelta: 'a', idleSince: start }
  const nothing = { polledDelta: null, idleSince: null }

  test.each([
    ['nothing new before and now', nothing, null, after(1), nothing, false],
    ['changes that were undone', waiting, null, after(99), nothing, false],
    ['a first change, which starts the wait', nothing, 'a', after(1), { polledDelta: 'a', idleSince: after(1) }, false],
    [
      'another change, which restarts the wait',
      waiting,
      'b',
      after(99),
      { polledDelta: 'b', idleSince: after(99) },
      false,
    ],
    ['the same change before the idle time is over', waiting, 'a', after(9.99), waiting, false],
    ['the same change after the idle time', waiting, 'a', after(10), nothing, true],
  ])('handles %s', (_case, before, deltaHash, now, pollState, shouldSync) => {
    expect(evaluatePoll(before, deltaHash, 10, now)).toEqual({ pollState, shouldSync })
  })
})

describe('polls in the database', () => {
  let database: Database
  beforeAll(async () => {
    database = openDatabase((await createTestDatabase()).appUrl, 3)
  })
  afterAll(() => database.$disconnect())

  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const facts = { autoSyncMinutes: 10, cursor: 'c' }
  const record = (pkg: Package, deltaHash: string | null, cursor: string | null = 'c') =>
    change(database, systemActor, tx => recordPoll(tx, { packageId: pkg.id, cursor }, deltaHash))
  const reload = ({ id }: Package) => database.package.findUniqueOrThrow({ where: { id } })
  const isDue = async ({ id }: Package) => (await duePolls(database)).some(({ packageId }) => packageId === id)

  test('open a run attributed to Lectern after the idle time, and reset the poll state', async () => {
    const pkg = await buildPackage(database, { ...facts, polledDelta: 'a', idleSince: minutesAgo(11) })
    const run = await record(pkg, 'a')
    expect(run).toMatchObject({ packageId: pkg.id, finishedAt: null, startedBy: systemActor.actor, full: false })
    expect(await reload(pkg)).toMatchObject({ polledDelta: null, idleSince: null, polledAt: expect.any(Date) })
    const events = await database.auditEvent.findMany({ where: { packageId: pkg.id } })
    expect(events.map(({ action, actor }) => ({ action, actor }))).toEqual([
      { action: 'package.syncStarted', actor: systemActor.actor },
    ])
  })

  test.each([
    ['a person started a run', (pkg: Package) => buildOpenRun(database, { packageId: pkg.id })],
    [
      'auto-sync was turned off',
      ({ id }: Package) => database.package.update({ where: { id }, data: { autoSyncMinutes: null } }),
    ],
    [
      'the package was archived',
      ({ id }: Package) => database.package.update({ where: { id }, data: { archivedAt: new Date() } }),
    ],
    ['the cursor changed', ({ id }: Package) => database.package.update({ where: { id }, data: { cursor: 'd' } })],
  ])('are ignored when %s in the meantime', async (_case, overtake) => {
    const pkg = await buildPackage(database, { ...facts, polledDelta: 'a', idleSince: minutesAgo(11) })
    await overtake(pkg)
    expect(await record(pkg, 'a')).toBeNull()
    expect(await reload(pkg)).toMatchObject({ polledDelta: 'a', polledAt: null })
    expect(await database.auditEvent.count({ where: { packageId: pkg.id } })).toBe(0)
  })

  test.each([
    ['never polled', {}, true],
    ['polled a minute ago', { polledAt: minutesAgo(1) }, false],
    [
      'polled a minute ago with a change',
      { polledAt: minutesAgo(1), polledDelta: 'a', idleSince: minutesAgo(1) },
      true,
    ],
    ['polled six minutes ago', { polledAt: minutesAgo(6) }, true],
    ['archived', { archivedAt: new Date() }, false],
    ['without auto-sync', { autoSyncMinutes: null }, false],
  ])('are due or not for a package: %s', async (_case, overrides, due) => {
    expect(await isDue(await buildPackage(database, { ...facts, ...overrides }))).toBe(due)
  })

  test('are never due while the package is being synchronized', async () => {
    const pkg = await buildPackage(database, facts)
    await buildOpenRun(database, { packageId: pkg.id })
    expect(await isDue(pkg)).toBe(false)
  })
})
