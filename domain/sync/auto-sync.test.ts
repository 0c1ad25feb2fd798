import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { buildOpenRun, buildPackage } from '../test/factories.ts'
import { type Database, openDatabase, type Package } from '../database.ts'
import { duePolls } from './due-polls.ts'
import { change } from '../audit/change.ts'
import { evaluatePoll, recordPoll } from './auto-sync.ts'

describe('what a look means', () => {
  const began = new Date('2026-01-01T10:00:00Z')
  const after = (minutes: number) => new Date(began.getTime() + minutes * 60_000)
  const waiting = { polledDelta: 'a', idleSince: began }
  const nothing = { polledDelta: null, idleSince: null }

  test.each([
    ['nothing new', nothing, null, after(1), nothing, false],
    ['nothing new any more', waiting, null, after(99), nothing, false],
    ['something new begins the wait', nothing, 'a', after(1), { polledDelta: 'a', idleSince: after(1) }, false],
    ['something else begins it anew', waiting, 'b', after(99), { polledDelta: 'b', idleSince: after(99) }, false],
    ['the same, too soon', waiting, 'a', after(9.99), waiting, false],
    ['the same, long enough', waiting, 'a', after(10), nothing, true],
  ])('%s', (_what, before, seen, now, pollState, shouldSync) => {
    expect(evaluatePoll(before, seen, 10, now)).toEqual({ pollState, shouldSync })
  })
})

describe('in the tables', () => {
  let database: Database
  beforeAll(async () => {
    database = openDatabase((await createTestDatabase()).appUrl, 3)
  })
  afterAll(() => database.$disconnect())

  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const facts = { autoSyncMinutes: 10, cursor: 'c' }
  const record = (pkg: Package, seen: string | null, cursor: string | null = 'c') =>
    change(database, systemActor, tx => recordPoll(tx, { packageId: pkg.id, cursor }, seen))
  const present = ({ id }: Package) => database.package.findUniqueOrThrow({ where: { id } })
  const isDue = async ({ id }: Package) => (await duePolls(database)).some(({ packageId }) => packageId === id)

  test('a look at what has been the same for long enough opens a run in the name of Lectern, and is forgotten', async () => {
    const pkg = await buildPackage(database, { ...facts, polledDelta: 'a', idleSince: minutesAgo(11) })
    const run = await record(pkg, 'a')
    expect(run).toMatchObject({ packageId: pkg.id, finishedAt: null, startedBy: systemActor.actor, full: false })
    expect(await present(pkg)).toMatchObject({ polledDelta: null, idleSince: null, polledAt: expect.any(Date) })
    const events = await database.auditEvent.findMany({ where: { packageId: pkg.id } })
    expect(events.map(({ action, actor }) => ({ action, actor }))).toEqual([
      { action: 'package.syncStarted', actor: systemActor.actor },
    ])
  })

  test.each([
    ['somebody synchronises', (pkg: Package) => buildOpenRun(database, { packageId: pkg.id })],
    [
      'it was switched off',
      ({ id }: Package) => database.package.update({ where: { id }, data: { autoSyncMinutes: null } }),
    ],
    [
      'it was archived',
      ({ id }: Package) => database.package.update({ where: { id }, data: { archivedAt: new Date() } }),
    ],
    ['the cursor went on', ({ id }: Package) => database.package.update({ where: { id }, data: { cursor: 'd' } })],
  ])('a look that was overtaken means nothing: %s', async (_what, overtake) => {
    const pkg = await buildPackage(database, { ...facts, polledDelta: 'a', idleSince: minutesAgo(11) })
    await overtake(pkg)
    expect(await record(pkg, 'a')).toBeNull()
    expect(await present(pkg)).toMatchObject({ polledDelta: 'a', polledAt: null })
    expect(await database.auditEvent.count({ where: { packageId: pkg.id } })).toBe(0)
  })

  test.each([
    ['never looked at', {}, true],
    ['looked at a moment ago', { polledAt: minutesAgo(1) }, false],
    ['something is new', { polledAt: minutesAgo(1), polledDelta: 'a', idleSince: minutesAgo(1) }, true],
    ['looked at long ago', { polledAt: minutesAgo(6) }, true],
    ['archived', { archivedAt: new Date() }, false],
    ['only when somebody asks', { autoSyncMinutes: null }, false],
  ])('which packages are looked at: %s', async (_what, overrides, due) => {
    expect(await isDue(await buildPackage(database, { ...facts, ...overrides }))).toBe(due)
  })

  test('which packages are looked at: never one that is being synchronised', async () => {
    const pkg = await buildPackage(database, facts)
    await buildOpenRun(database, { packageId: pkg.id })
    expect(await isDue(pkg)).toBe(false)
  })
})
