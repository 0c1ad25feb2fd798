import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@lectern/domain/audit/actor'
import {
  buildDraft,
  buildEnvironment,
  buildFinding,
  buildPackage,
  buildPublication,
  buildSyncRun,
} from '../../domain/test/factories.ts'
import type { Environment, Package, Prisma } from '@lectern/domain/database'
import { openTestServer, type TestServer } from '../../server/test/server.ts'

let server: TestServer
beforeAll(async () => {
  // Temporal is away: a click must not need it.
  server = await openTestServer({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => server.close())

const deployment = 'id current url release { number } environment { slug } deployedBy { kind }'
const deploy = `mutation ($package: String!, $release: Int!, $environment: String!) {
  deployRelease(package: $package, release: $release, environment: $environment) { ${deployment} } }`
const unpublish =
  'mutation ($slug: String!, $environment: String!) { unpublishPackage(slug: $slug, environment: $environment) { slug } }'
const publish =
  'mutation ($slug: String!, $environment: String!) { publishPackage(slug: $slug, environment: $environment) { status blockers { code path } } }'

async function as(role: Parameters<TestServer['token']>[0] = 'PUBLISHER') {
  const authorization = `Bearer ${await server.token(role)}`
  return (query: string, variables: object) => server.ask(query, variables, { authorization })
}

/** A package with the releases 1 and 2, and an environment that shows nothing. */
async function buildReleased(policy: Partial<Prisma.EnvironmentUncheckedCreateInput> = {}) {
  const pkg = await buildPackage(server.database)
  await buildDraft(server.database, { packageId: pkg.id })
  const one = await server.release(pkg.id, { 'index.html': 'one' })
  const two = await server.release(pkg.id, { 'index.html': 'two' })
  const environment = await buildEnvironment(server.database, { slug: `e-${randomUUID().slice(0, 8)}`, ...policy })
  const place = { package: pkg.slug, environment: environment.slug }
  return { pkg, one, two, environment, place }
}

const address = (pkg: Package, environment: Environment, number: number) =>
  `${server.content}/${environment.slug}/${pkg.slug}/${number}/index.html`
const shown = async (pkg: Package, environment: Environment) =>
  (await fetch(`${server.content}/${environment.slug}/${pkg.slug}/`)).text()
const actionsOf = async (pkg: Package) => {
  const events = await server.database.auditEvent.findMany({
    where: { packageId: pkg.id },
    orderBy: { sequence: 'asc' },
  })
  return events.map(({ action }) => action)
}

describe('deploying a release', () => {
  test('promotes and rolls back, without copying anything, and is said in the log', async () => {
    const { pkg, environment, place } = await buildReleased()
    const ask = await as()
    const { data } = await ask(deploy, { ...place, release: 2 })
    expect(data.deployRelease).toMatchObject({
      current: true,
      url: `${server.content}/${environment.slug}/${pkg.slug}/`,
      release: { number: 2 },
      environment: { slug: environment.slug },
      deployedBy: { kind: 'TOKEN' },
    })
    expect(await shown(pkg, environment)).toBe('two')
    const back = (await ask(deploy, { ...place, release: 1 })).data.deployRelease
    expect(back.release.number).toBe(1)
    // The pointer is remembered for a second.
    await expect.poll(() => shown(pkg, environment), { timeout: 30_000 }).toBe('one')
    // Whoever has the lesson open keeps it.
    expect(await (await fetch(address(pkg, environment, 2))).text()).toBe('two')
    expect(await server.database.releaseFile.count({ where: { packageId: pkg.id } })).toBe(2)
    expect(await actionsOf(pkg)).toEqual(['release.deployed', 'release.deployed'])
  })

  test('again what is shown already changes nothing', async () => {
    const { pkg, place } = await buildReleased()
    const ask = await as()
    const first = (await ask(deploy, { ...place, release: 1 })).data.deployRelease
    expect((await ask(deploy, { ...place, release: 1 })).data.deployRelease.id).toBe(first.id)
    expect(await actionsOf(pkg)).toEqual(['release.deployed'])
  })

  test('is for publishers, of what there is', async () => {
    const { place } = await buildReleased()
    const code = async (role: 'AUTHOR' | 'PUBLISHER', more: object) =>
      (await (await as(role))(deploy, { ...place, release: 1, ...more })).errors?.[0]?.extensions.code
    expect(await code('AUTHOR', {})).toBe('FORBIDDEN')
    expect(await code('PUBLISHER', { release: 3 })).toBe('NOT_FOUND')
    expect(await code('PUBLISHER', { environment: 'nowhere' })).toBe('NOT_FOUND')
    expect(await code('PUBLISHER', { package: 'nothing' })).toBe('NOT_FOUND')
  })

  test('is refused, with all reasons, for what was removed, is archived, or is not good enough for the environment', async () => {
    const { pkg, one, place } = await buildReleased({ blockingFindings: ['LINK_LETTER_CASE'] })
    await buildFinding(server.database, { packageId: pkg.id, code: 'LINK_LETTER_CASE', path: 'a.html', line: 7 })
    await buildFinding(server.database, { packageId: pkg.id, code: 'LINK_LETTER_CASE', severity: 'WARNING' })
    await buildFinding(server.database, { packageId: pkg.id, code: 'LINK_SIGNS' })
    const changed = { removedAt: new Date(), fallbackVideos: ['film.mp4'] }
    await server.database.release.update({ where: { id: one.id }, data: changed })
    await server.database.package.update({ where: { id: pkg.id }, data: { archivedAt: new Date() } })
    const { errors } = await (await as())(deploy, { ...place, release: 1 })
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      problems: [
        { code: 'ARCHIVED', path: null },
        { code: 'RELEASE_REMOVED', path: null },
        { code: 'LINK_LETTER_CASE', path: 'a.html', message: expect.stringContaining('Line 7: ') },
        { code: 'VIDEO_FAILED', path: 'film.mp4' },
      ],
    })
    expect(await server.database.currentDeployment.count({ where: { packageId: pkg.id } })).toBe(0)
  })
})

describe('an environment with four eyes', () => {
  /** The draft's synchronisation was this token's, or this person's. */
  async function synchronisedBy(startedBy: Actor, requestedBy = startedBy) {
    const released = await buildReleased({ fourEyes: true })
    const by = { startedBy: { ...startedBy }, requestedBy: { ...requestedBy } }
    const run = await buildSyncRun(server.database, { packageId: released.pkg.id, ...by })
    await server.database.draft.updateMany({ where: { packageId: released.pkg.id }, data: { syncRunId: run.id } })
    return released
  }

  test('refuses whoever synchronised, and takes a token for whoever made it', async () => {
    // Tokens of the test server were made by Harry.
    const { pkg, place } = await synchronisedBy({ kind: 'USER', name: 'Harry', userId: 'harry' })
    const ask = await as()
    const refused = await ask(deploy, { ...place, release: 1 })
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect(refused.errors?.[0]?.message).toContain('somebody else')
    const publishing = await ask(publish, { slug: pkg.slug, environment: place.environment })
    expect(publishing.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect(await server.database.publication.count({ where: { packageId: pkg.id, finishedAt: null } })).toBe(0)
  })

  test('counts whoever asked for the synchronisation while it went on', async () => {
    const harry: Actor = { kind: 'USER', name: 'Harry', userId: 'harry' }
    const { place } = await synchronisedBy({ kind: 'SYSTEM', name: 'Lectern' }, harry)
    expect((await (await as())(deploy, { ...place, release: 1 })).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      problems: [{ code: 'FOUR_EYES' }],
    })
  })

  test('lets somebody else publish and deploy', async () => {
    const { pkg, place } = await synchronisedBy({ kind: 'USER', name: 'Ida', userId: 'ida' })
    const ask = await as()
    expect((await ask(deploy, { ...place, release: 1 })).data.deployRelease.release.number).toBe(1)
    const { data } = await ask(publish, { slug: pkg.slug, environment: place.environment })
    expect(data.publishPackage.status).toBe('QUEUED')
  })
})

describe('publishing to an environment that names findings', () => {
  test('is BLOCKED by those alone that are errors, with file and mend', async () => {
    const { pkg, place } = await buildReleased({ blockingFindings: ['CONTENT_INSECURE', 'LINK_SIGNS'] })
    await buildFinding(server.database, { packageId: pkg.id, code: 'LINK_SIGNS', path: 'b.html' })
    await buildFinding(server.database, { packageId: pkg.id, code: 'CONTENT_INSECURE', severity: 'INFO' })
    await buildFinding(server.database, { packageId: pkg.id, code: 'LINK_LETTER_CASE' })
    const { data } = await (await as())(publish, { slug: pkg.slug, environment: place.environment })
    expect(data.publishPackage).toEqual({ status: 'BLOCKED', blockers: [{ code: 'LINK_SIGNS', path: 'b.html' }] })
  })
})

describe('unpublishing', () => {
  test('withdraws every number, ends what would show one again, and a second time changes nothing', async () => {
    const { pkg, one, environment, place } = await buildReleased()
    const ask = await as()
    for (const release of [1, 2]) await ask(deploy, { ...place, release })
    const there = { packageId: pkg.id, environmentId: environment.id }
    const waiting = await buildPublication(server.database, { ...there, status: 'WAITING_FOR_VIDEOS', number: 3 })
    const schedule = await server.database.scheduledDeployment.create({
      data: {
        ...{ environmentId: environment.id, at: new Date(Date.now() + 60_000), createdBy: { name: 'Harry' } },
        releases: { create: { packageId: pkg.id, releaseId: one.id } },
      },
    })
    for (const number of [1, 2]) expect((await fetch(address(pkg, environment, number))).status).toBe(200)
    const { data } = await ask(unpublish, { slug: pkg.slug, environment: environment.slug })
    expect(data.unpublishPackage.slug).toBe(environment.slug)
    for (const number of [1, 2])
      await expect
        .poll(async () => (await fetch(address(pkg, environment, number))).status, { timeout: 30_000 })
        .toBe(404)
    const root = `${server.content}/${environment.slug}/${pkg.slug}/`
    expect((await fetch(root)).status).toBe(404)
    expect(await server.database.publication.findUniqueOrThrow({ where: { id: waiting.id } })).toMatchObject({
      status: 'CANCELED',
      finishedAt: expect.any(Date),
    })
    expect(await server.database.scheduledDeployment.findUniqueOrThrow({ where: { id: schedule.id } })).toMatchObject({
      status: 'CANCELED',
      problems: [{ code: 'TAKEN_BACK', path: pkg.slug }],
    })
    const before = await actionsOf(pkg)
    expect(before).toContain('package.unpublished')
    await ask(unpublish, { slug: pkg.slug, environment: environment.slug })
    expect(await actionsOf(pkg)).toEqual(before)
  })

  test('deploying again revives that number alone', async () => {
    const { pkg, environment, place } = await buildReleased()
    const ask = await as()
    for (const release of [1, 2]) await ask(deploy, { ...place, release })
    await ask(unpublish, { slug: pkg.slug, environment: environment.slug })
    await ask(deploy, { ...place, release: 1 })
    const status = async (number: number) => (await fetch(address(pkg, environment, number))).status
    await expect.poll(() => status(1), { timeout: 30_000 }).toBe(200)
    await expect.poll(() => status(2), { timeout: 30_000 }).toBe(404)
  })

  test('is for publishers', async () => {
    const { pkg, environment } = await buildReleased()
    const { errors } = await (await as('AUTHOR'))(unpublish, { slug: pkg.slug, environment: environment.slug })
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})
