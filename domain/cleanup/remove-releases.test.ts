import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { deployRelease } from '../publish/deployments.ts'
import { unpublish } from '../publish/unpublish.ts'
import { buildDeployment, buildEnvironment, buildPackage, buildRelease } from '../test/factories.ts'
import { removeReleases } from './remove-releases.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const hour = 3_600_000
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * hour)
const defaultGraceDays = 3

const remove = async (packageId: string, graceDays = defaultGraceDays) => {
  const releases = await change(database, systemActor, tx => removeReleases(tx, packageId, daysAgo(graceDays)))
  return releases.map(({ number }) => number)
}

test('removes a release that no rule keeps after the grace period, keeps its row, and records it', async () => {
  const pkg = await buildPackage(database)
  const environment = await buildEnvironment(database, { keepReleases: 2 })
  for (const day of [20, 15, 10, 2]) {
    const release = await buildRelease(database, { packageId: pkg.id, createdAt: daysAgo(day) })
    const shown = { releaseId: release.id, environmentId: environment.id, deployedAt: daysAgo(day) }
    await buildDeployment(database, shown)
  }
  expect(await remove(pkg.id, 12)).toEqual([1])
  expect(await remove(pkg.id, 12)).toEqual([])
  expect(await remove(pkg.id)).toEqual([2])
  const rows = await database.release.findMany({ where: { packageId: pkg.id }, orderBy: { number: 'asc' } })
  expect(rows.map(({ removedAt }) => removedAt !== null)).toEqual([true, true, false, false])
  const events = await database.auditEvent.findMany({ where: { action: 'release.removed', packageId: pkg.id } })
  expect(events.map(({ summary }) => summary)).toContain(`Removed release 1 of "${pkg.title}" by the retention rule`)
})

test('keeps releases of open schedules and verification runs, but not those of deleted environments', async () => {
  const pkg = await buildPackage(database)
  const deleted = await buildEnvironment(database, { deletedAt: daysAgo(9) })
  const first = await buildRelease(database, { packageId: pkg.id, createdAt: daysAgo(30) })
  const second = await buildRelease(database, { packageId: pkg.id, createdAt: daysAgo(30) })
  await buildDeployment(database, { releaseId: second.id, environmentId: deleted.id, deployedAt: daysAgo(20) })
  await database.currentDeployment.deleteMany({ where: { environmentId: deleted.id } })
  const environment = await buildEnvironment(database)
  const named = { packageId: pkg.id, releaseId: first.id }
  const data = {
    environmentId: environment.id,
    at: new Date(),
    createdBy: systemActor.actor,
    releases: { create: [named] },
  }
  const schedule = await database.scheduledDeployment.create({ data })
  const verificationRun = {
    packageId: pkg.id,
    number: second.number,
    revision: 1,
    repair: true,
    startedBy: systemActor.actor,
  }
  const { id } = await database.verificationRun.create({ data: verificationRun })
  expect(await remove(pkg.id)).toEqual([])
  await database.verificationRun.update({ where: { id }, data: { finishedAt: new Date() } })
  expect(await remove(pkg.id)).toEqual([second.number])
  await database.scheduledDeployment.update({ where: { id: schedule.id }, data: { finishedAt: new Date() } })
  expect(await remove(pkg.id)).toEqual([first.number])
})

test('never removes a release that is deployed at the same time', async () => {
  const outcomes = new Set<string>()
  for (let round = 0; round < 12; round++) {
    const pkg = await buildPackage(database)
    const [current, old] = [await buildEnvironment(database, { keepReleases: 1 }), await buildEnvironment(database)]
    const release = await buildRelease(database, { packageId: pkg.id, createdAt: daysAgo(30) })
    await buildDeployment(database, { releaseId: release.id, environmentId: old.id, deployedAt: daysAgo(20) })
    await change(database, systemActor, tx => unpublish(tx, systemActor, pkg.id, old))
    await database.deployment.updateMany({ where: { packageId: pkg.id }, data: { unpublishedAt: daysAgo(10) } })
    const input = { packageId: pkg.id, environmentId: current.id, releaseId: release.id }
    const work: [string, () => Promise<unknown>][] = [
      ['deployed', () => change(database, systemActor, tx => deployRelease(tx, systemActor, input))],
      ['removed', () => change(database, systemActor, tx => removeReleases(tx, pkg.id, daysAgo(defaultGraceDays)))],
    ]
    // The two take turns to start first.
    const order = round % 2 ? work : work.toReversed()
    const results = await Promise.allSettled(order.map(([, run]) => run()))
    const deployed = results[order.findIndex(([name]) => name === 'deployed')]!.status === 'fulfilled'
    const { removedAt } = await database.release.findUniqueOrThrow({ where: { id: release.id } })
    const deployments = await database.currentDeployment.count({ where: { packageId: pkg.id } })
    expect({ deployed, deployments }).toEqual(
      removedAt ? { deployed: false, deployments: 0 } : { deployed: true, deployments: 1 },
    )
    outcomes.add(deployed ? 'deployed' : 'removed')
  }
  expect([...outcomes].sort()).toEqual(['deployed', 'removed'])
})
