import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { archivePackage } from '@lectern/domain/packages/archive'
import { cancelSchedule, scheduleDeployment } from '@lectern/domain/publish/scheduled-deployments'
import { expect, test } from 'vitest'
import { buildPackage, buildRelease } from '../../domain/test/factories.ts'
import { wakeOpenRows } from '../reconcile/wake-open-rows.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'
import { deployScheduled } from './deploy-scheduled.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

/** Builds two packages with a release each, to be deployed in an hour. */
async function buildTwo({ database }: BackEnd) {
  const releases = []
  for (let count = 0; count < 2; count++) {
    const pkg = await buildPackage(database)
    const release = await buildRelease(database, { packageId: pkg.id })
    releases.push({ packageId: pkg.id, releaseId: release.id })
  }
  const environment = await database.environment.findFirstOrThrow({ where: { slug: 'production' } })
  return { releases, environment, at: new Date(Date.now() + 3_600_000) }
}

async function schedule(backEnd: BackEnd, input: Parameters<typeof scheduleDeployment>[2]) {
  const { id } = await change(backEnd.database, systemActor, tx => scheduleDeployment(tx, systemActor, input))
  await tryWake(backEnd, { workflow: 'deploy', scheduledDeploymentId: id })
  return id
}

/** Makes a schedule due and wakes its workflow. Returns its time. */
async function makeDue(backEnd: BackEnd, id: string): Promise<Date> {
  const { at } = await backEnd.database.scheduledDeployment.update({ where: { id }, data: { at: new Date() } })
  await tryWake(backEnd, { workflow: 'deploy', scheduledDeploymentId: id })
  return at
}

const waitForEnd = (backEnd: BackEnd, id: string) =>
  backEnd.until(() => backEnd.database.scheduledDeployment.findFirst({ where: { id, finishedAt: { not: null } } }))
const countCurrentDeployments = ({ database }: BackEnd) => database.currentDeployment.count()

test('deploys scheduled releases of several packages together at their time, and not before', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  const input = await buildTwo(backEnd)
  const id = await schedule(backEnd, input)
  expect(await deployScheduled(backEnd, id)).toBeGreaterThan(3_000_000)
  expect(await countCurrentDeployments(backEnd)).toBe(0)
  const at = await makeDue(backEnd, id)
  expect(await waitForEnd(backEnd, id)).toMatchObject({ status: 'SUCCEEDED', problems: [] })
  const deployments = await backEnd.database.deployment.findMany()
  expect(deployments.map(({ releaseId }) => releaseId).sort()).toEqual(
    input.releases.map(({ releaseId }) => releaseId).sort(),
  )
  for (const { deployedAt } of deployments) expect(deployedAt.getTime()).toBeGreaterThanOrEqual(at.getTime())
  const actions = (await backEnd.database.auditEvent.findMany({ orderBy: { sequence: 'asc' } })).map(
    ({ action }) => action,
  )
  expect(actions.filter(action => action.includes('deploy'))).toEqual([
    'deployment.scheduled',
    'deployment.scheduleSucceeded',
    'release.deployed',
    'release.deployed',
  ])
})

test('deploys none of them when one cannot be deployed, and names the reason', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  const input = await buildTwo(backEnd)
  const id = await schedule(backEnd, input)
  const { packageId } = input.releases[1]!
  const pkg = await backEnd.database.package.update({ where: { id: packageId }, data: { archivedAt: new Date() } })
  await makeDue(backEnd, id)
  expect(await waitForEnd(backEnd, id)).toMatchObject({
    status: 'FAILED',
    problems: [{ code: 'ARCHIVED', path: pkg.slug }],
  })
  expect(await countCurrentDeployments(backEnd)).toBe(0)
})

test('deploys nothing when it was canceled before its time', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  const input = await buildTwo(backEnd)
  const id = await schedule(backEnd, input)
  await change(backEnd.database, systemActor, tx => cancelSchedule(tx, id))
  await makeDue(backEnd, id)
  expect(await deployScheduled(backEnd, id)).toBeNull()
  expect(await waitForEnd(backEnd, id)).toMatchObject({ status: 'CANCELED' })
  expect(await countCurrentDeployments(backEnd)).toBe(0)
})

test('cancels the whole schedule and names the reason when one of the packages is archived', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  const input = await buildTwo(backEnd)
  const id = await schedule(backEnd, input)
  const { packageId } = input.releases[0]!
  const { slug } = await change(backEnd.database, systemActor, tx => archivePackage(tx, packageId))
  expect(await waitForEnd(backEnd, id)).toMatchObject({
    status: 'CANCELED',
    problems: [{ code: 'SCHEDULE_CANCELED', path: slug, message: expect.stringContaining('was archived') }],
  })
})

test('is found by the reconciler when its wake was lost', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  const input = await buildTwo(backEnd)
  const { id } = await change(backEnd.database, systemActor, tx => scheduleDeployment(tx, systemActor, input))
  await backEnd.database.scheduledDeployment.update({ where: { id }, data: { at: new Date() } })
  expect(await wakeOpenRows(backEnd)).toEqual({ woken: 1 })
  expect(await waitForEnd(backEnd, id)).toMatchObject({ status: 'SUCCEEDED' })
})

test.each([
  ['a time in the past', { at: new Date(Date.now() - 1000) }, 'input.at'],
  ['a time in two years', { at: new Date(Date.now() + 2 * 366 * 86_400_000) }, 'input.at'],
  ['no releases', { releases: [] }, 'input.releases'],
])('rejects a schedule with %s', async (_, wrong, field) => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  const input = { ...(await buildTwo(backEnd)), ...wrong }
  const pending = change(backEnd.database, systemActor, tx => scheduleDeployment(tx, systemActor, input))
  await expect(pending).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field } })
})

test('rejects a schedule at once when a release cannot be deployed, and names the package', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  const input = await buildTwo(backEnd)
  const { releaseId, packageId } = input.releases[0]!
  await backEnd.database.release.update({ where: { id: releaseId }, data: { removedAt: new Date() } })
  const { slug } = await backEnd.database.package.findUniqueOrThrow({ where: { id: packageId } })
  const pending = change(backEnd.database, systemActor, tx => scheduleDeployment(tx, systemActor, input))
  await expect(pending).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { problems: [{ code: 'RELEASE_REMOVED', path: slug }] },
  })
})
