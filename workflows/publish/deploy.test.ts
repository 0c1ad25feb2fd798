import { systemActor } from '@lectern/domain/audit/actor'
import { archivePackage } from '@lectern/domain/packages/archive'
import { change } from '@lectern/domain/audit/change'
import { cancelSchedule, scheduleDeployment } from '@lectern/domain/publish/scheduled-deployments'
import { expect, test } from 'vitest'
import { buildPackage, buildRelease } from '../../domain/test/factories.ts'
import { deployScheduled } from './deploy-scheduled.ts'
import { wakeOpenRows } from '../wake-open-rows.ts'
import { wake } from '../wake.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

/** Two packages with a release each, to be shown in an hour. */
async function buildTwo({ database }: World) {
  const releases = []
  for (let count = 0; count < 2; count++) {
    const pkg = await buildPackage(database)
    const release = await buildRelease(database, { packageId: pkg.id })
    releases.push({ packageId: pkg.id, releaseId: release.id })
  }
  const environment = await database.environment.findFirstOrThrow({ where: { slug: 'production' } })
  return { releases, environment, at: new Date(Date.now() + 3_600_000) }
}

async function schedule(world: World, wish: Parameters<typeof scheduleDeployment>[2]) {
  const { id } = await change(world.database, systemActor, tx => scheduleDeployment(tx, systemActor, wish))
  await wake(world, { workflow: 'deploy', scheduledDeploymentId: id })
  return id
}

/** Its moment comes, and somebody looks. */
async function come(world: World, id: string): Promise<Date> {
  const { at } = await world.database.scheduledDeployment.update({ where: { id }, data: { at: new Date() } })
  await wake(world, { workflow: 'deploy', scheduledDeploymentId: id })
  return at
}

const ended = (world: World, id: string) =>
  world.until(() => world.database.scheduledDeployment.findFirst({ where: { id, finishedAt: { not: null } } }))
const showings = ({ database }: World) => database.currentDeployment.count()

test('scheduled releases of several packages are shown together when their moment comes, and not before', async () => {
  const world = await buildBackEnd({ 'index.html': '' })
  const wish = await buildTwo(world)
  const id = await schedule(world, wish)
  expect(await deployScheduled(world, id)).toBeGreaterThan(3_000_000)
  expect(await showings(world)).toBe(0)
  const at = await come(world, id)
  expect(await ended(world, id)).toMatchObject({ status: 'SUCCEEDED', problems: [] })
  const deployments = await world.database.deployment.findMany()
  expect(deployments.map(({ releaseId }) => releaseId).sort()).toEqual(
    wish.releases.map(({ releaseId }) => releaseId).sort(),
  )
  for (const { deployedAt } of deployments) expect(deployedAt.getTime()).toBeGreaterThanOrEqual(at.getTime())
  const actions = (await world.database.auditEvent.findMany({ orderBy: { sequence: 'asc' } })).map(
    ({ action }) => action,
  )
  expect(actions.filter(action => action.includes('deploy'))).toEqual([
    'deployment.scheduled',
    'deployment.scheduleSucceeded',
    'release.deployed',
    'release.deployed',
  ])
})

test('none of them is shown when something stands in the way of one, and it says what', async () => {
  const world = await buildBackEnd({ 'index.html': '' })
  const wish = await buildTwo(world)
  const id = await schedule(world, wish)
  const { packageId } = wish.releases[1]!
  const pkg = await world.database.package.update({ where: { id: packageId }, data: { archivedAt: new Date() } })
  await come(world, id)
  expect(await ended(world, id)).toMatchObject({
    status: 'FAILED',
    problems: [{ code: 'ARCHIVED', path: pkg.slug }],
  })
  expect(await showings(world)).toBe(0)
})

test('one that is taken back shows nothing when its moment comes', async () => {
  const world = await buildBackEnd({ 'index.html': '' })
  const wish = await buildTwo(world)
  const id = await schedule(world, wish)
  await change(world.database, systemActor, tx => cancelSchedule(tx, id))
  await come(world, id)
  expect(await deployScheduled(world, id)).toBeNull()
  expect(await ended(world, id)).toMatchObject({ status: 'CANCELED' })
  expect(await showings(world)).toBe(0)
})

test('archiving one of the packages cancels all of it, and says why', async () => {
  const world = await buildBackEnd({ 'index.html': '' })
  const wish = await buildTwo(world)
  const id = await schedule(world, wish)
  const { packageId } = wish.releases[0]!
  const { slug } = await change(world.database, systemActor, tx => archivePackage(tx, packageId))
  expect(await ended(world, id)).toMatchObject({
    status: 'CANCELED',
    problems: [{ code: 'TAKEN_BACK', path: slug, message: expect.stringContaining('was archived') }],
  })
})

test('one whose wake-up was lost is found by the sweep', async () => {
  const world = await buildBackEnd({ 'index.html': '' })
  const wish = await buildTwo(world)
  const { id } = await change(world.database, systemActor, tx => scheduleDeployment(tx, systemActor, wish))
  await world.database.scheduledDeployment.update({ where: { id }, data: { at: new Date() } })
  expect(await wakeOpenRows(world)).toEqual({ woken: 1 })
  expect(await ended(world, id)).toMatchObject({ status: 'SUCCEEDED' })
})

test.each([
  ['a moment that is over', { at: new Date(Date.now() - 1000) }, 'input.at'],
  ['a moment in two years', { at: new Date(Date.now() + 2 * 366 * 86_400_000) }, 'input.at'],
  ['nothing', { releases: [] }, 'input.releases'],
])('%s cannot be scheduled', async (_, wrong, field) => {
  const world = await buildBackEnd({ 'index.html': '' })
  const wish = { ...(await buildTwo(world)), ...wrong }
  const asked = change(world.database, systemActor, tx => scheduleDeployment(tx, systemActor, wish))
  await expect(asked).rejects.toMatchObject({ extensions: { code: 'INVALID_INPUT', field } })
})

test('what would stand in the way already is refused at once, with the package', async () => {
  const world = await buildBackEnd({ 'index.html': '' })
  const wish = await buildTwo(world)
  const { releaseId, packageId } = wish.releases[0]!
  await world.database.release.update({ where: { id: releaseId }, data: { removedAt: new Date() } })
  const { slug } = await world.database.package.findUniqueOrThrow({ where: { id: packageId } })
  const asked = change(world.database, systemActor, tx => scheduleDeployment(tx, systemActor, wish))
  await expect(asked).rejects.toMatchObject({
    extensions: { code: 'CONFLICT', problems: [{ code: 'RELEASE_REMOVED', path: slug }] },
  })
})
