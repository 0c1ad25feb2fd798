import { randomUUID } from 'node:crypto'
import type { Role } from '@lectern/domain/access/permissions'
import type { Actor } from '@lectern/domain/audit/actor'
import type { Package, Prisma } from '@lectern/domain/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildDraft,
  buildDraftFile,
  buildEnvironment,
  buildFinding,
  buildGrant,
  buildPackage,
  buildPublication,
  buildSyncRun,
  buildUser,
  harry,
} from '../../domain/test/factories.ts'
import { contentHash } from '../../workflows/dropbox/content-hash.ts'
import { storeRelease } from '../../workflows/test/stored-files.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  // Temporal is unreachable because mutations must not depend on it.
  api = await openTestApi({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
  const { id: userId } = await buildUser(api.database, { id: harry.userId, name: harry.name })
  await buildGrant(api.database, { userId, role: 'OWNER' })
})
afterAll(() => api.close())

const deployment = 'id current url release { number } environment { slug } deployedBy { kind }'
const deploy = `mutation ($package: String!, $release: Int!, $environment: String!) {
  deployRelease(package: $package, release: $release, environment: $environment) { ${deployment} } }`
const unpublish =
  'mutation ($slug: String!, $environment: String!) { unpublishPackage(slug: $slug, environment: $environment) { slug } }'
const publish =
  'mutation ($slug: String!, $environment: String!) { publishPackage(slug: $slug, environment: $environment) { status blockers { code path } } }'

type Deployment = { id: string; release: { number: number } }
type Data = {
  deployRelease: Deployment
  publishPackage: { status: string }
  unpublishPackage: { slug: string }
}

async function as(role: Role = 'PUBLISHER') {
  const caller = await api.tokenCaller(role, { actor: harry })
  return (query: string, variables: object) => api.request<Data>(query, variables, { caller })
}

/** Builds a package with the releases 1 and 2, and an environment that shows nothing. */
async function buildPackageWithReleases(policy: Partial<Prisma.EnvironmentUncheckedCreateInput> = {}) {
  const pkg = await buildPackage(api.database)
  await buildDraft(api.database, { packageId: pkg.id })
  // The draft is the same as release 1.
  const page = { contentHash: contentHash(Buffer.from('one')), mediaType: 'text/html; charset=utf-8' }
  await buildDraftFile(api.database, { packageId: pkg.id, path: 'index.html', ...page })
  const one = await storeRelease(api.services, pkg.id, { 'index.html': 'one' })
  const two = await storeRelease(api.services, pkg.id, { 'index.html': 'two' })
  const environment = await buildEnvironment(api.database, { slug: `e-${randomUUID().slice(0, 8)}`, ...policy })
  const target = { package: pkg.slug, environment: environment.slug }
  return { pkg, one, two, environment, target }
}

const actionsOf = async (pkg: Package) => {
  const events = await api.database.auditEvent.findMany({
    where: { packageId: pkg.id },
    orderBy: { sequence: 'asc' },
  })
  return events.map(({ action }) => action)
}

describe('deploying a release', () => {
  test('promotes and rolls back without copying, and records each deployment in the audit log', async () => {
    const { pkg, environment, target } = await buildPackageWithReleases()
    const ask = await as()
    const { data } = await ask(deploy, { ...target, release: 2 })
    expect(data.deployRelease).toMatchObject({
      current: true,
      url: `http://content/${environment.slug}/${pkg.slug}/`,
      release: { number: 2 },
      environment: { slug: environment.slug },
      deployedBy: { kind: 'TOKEN' },
    })
    const back = (await ask(deploy, { ...target, release: 1 })).data.deployRelease
    expect(back.release.number).toBe(1)
    expect(await api.database.releaseFile.count({ where: { packageId: pkg.id } })).toBe(2)
    expect(await actionsOf(pkg)).toEqual(['release.deployed', 'release.deployed'])
  })

  test('changes nothing when the release is already shown', async () => {
    const { pkg, target } = await buildPackageWithReleases()
    const ask = await as()
    const first = (await ask(deploy, { ...target, release: 1 })).data.deployRelease
    expect((await ask(deploy, { ...target, release: 1 })).data.deployRelease.id).toBe(first.id)
    expect(await actionsOf(pkg)).toEqual(['release.deployed'])
  })

  test('is FORBIDDEN for authors and NOT_FOUND for unknown names', async () => {
    const { target } = await buildPackageWithReleases()
    const code = async (role: 'AUTHOR' | 'PUBLISHER', more: object) =>
      (await (await as(role))(deploy, { ...target, release: 1, ...more })).errors[0]?.code
    expect(await code('AUTHOR', {})).toBe('FORBIDDEN')
    expect(await code('PUBLISHER', { release: 3 })).toBe('NOT_FOUND')
    expect(await code('PUBLISHER', { environment: 'nowhere' })).toBe('NOT_FOUND')
    expect(await code('PUBLISHER', { package: 'nothing' })).toBe('NOT_FOUND')
  })

  test('is rejected with all reasons when the release was removed, the package is archived, or the policy is violated', async () => {
    const { pkg, one, target } = await buildPackageWithReleases({ blockingFindings: ['LINK_LETTER_CASE'] })
    await buildFinding(api.database, { packageId: pkg.id, code: 'LINK_LETTER_CASE', path: 'a.html', line: 7 })
    await buildFinding(api.database, { packageId: pkg.id, code: 'LINK_LETTER_CASE', severity: 'WARNING' })
    await buildFinding(api.database, { packageId: pkg.id, code: 'LINK_SPECIAL_CHARACTERS' })
    const changed = { removedAt: new Date(), fallbackVideos: ['lesson.mp4'] }
    await api.database.release.update({ where: { id: one.id }, data: changed })
    await api.database.package.update({ where: { id: pkg.id }, data: { archivedAt: new Date() } })
    const { errors } = await (await as())(deploy, { ...target, release: 1 })
    expect(errors[0]).toMatchObject({
      code: 'CONFLICT',
      problems: [
        { code: 'ARCHIVED', path: null },
        { code: 'RELEASE_REMOVED', path: null },
        { code: 'LINK_LETTER_CASE', path: 'a.html', message: expect.stringContaining('Line 7: ') },
        { code: 'VIDEO_FAILED', path: 'lesson.mp4' },
      ],
    })
    expect(await api.database.currentDeployment.count({ where: { packageId: pkg.id } })).toBe(0)
  })
})

describe('an environment with four eyes', () => {
  /** Builds a package whose draft was synchronized by these actors. */
  async function buildSynchronizedBy(startedBy: Actor, requestedBy = startedBy) {
    const released = await buildPackageWithReleases({ fourEyes: true })
    const by = { startedBy: { ...startedBy }, requestedBy: { ...requestedBy } }
    const run = await buildSyncRun(api.database, { packageId: released.pkg.id, ...by })
    await api.database.draft.updateMany({ where: { packageId: released.pkg.id }, data: { syncRunId: run.id } })
    return released
  }

  test('rejects the person who synchronized, also when they use their token', async () => {
    // Harry created the caller's token.
    const { pkg, target } = await buildSynchronizedBy(harry)
    const ask = await as()
    const rejected = await ask(deploy, { ...target, release: 1 })
    expect(rejected.errors[0]?.code).toBe('FORBIDDEN')
    expect(rejected.errors[0]?.message).toContain('Ask a colleague')
    const publishing = await ask(publish, { slug: pkg.slug, environment: target.environment })
    expect(publishing.errors[0]?.code).toBe('FORBIDDEN')
    expect(await api.database.publication.count({ where: { packageId: pkg.id, finishedAt: null } })).toBe(0)
  })

  test('rejects a person who requested the synchronization while it was running', async () => {
    const { target } = await buildSynchronizedBy({ kind: 'SYSTEM', name: 'Lectern' }, harry)
    expect((await (await as())(deploy, { ...target, release: 1 })).errors[0]).toMatchObject({
      code: 'FORBIDDEN',
      problems: [{ code: 'FOUR_EYES' }],
    })
  })

  test('lets another person publish and deploy', async () => {
    const { pkg, target } = await buildSynchronizedBy({ kind: 'USER', name: 'Ida', userId: 'ida' })
    const ask = await as()
    expect((await ask(deploy, { ...target, release: 1 })).data.deployRelease.release.number).toBe(1)
    const again = await ask(publish, { slug: pkg.slug, environment: target.environment })
    expect(again.data.publishPackage).toMatchObject({ status: 'BLOCKED', blockers: [{ code: 'NOTHING_CHANGED' }] })
    await buildDraftFile(api.database, { packageId: pkg.id, path: 'new.html' })
    await api.database.draft.updateMany({ where: { packageId: pkg.id }, data: { fileCount: 1 } })
    const { data } = await ask(publish, { slug: pkg.slug, environment: target.environment })
    expect(data.publishPackage.status).toBe('QUEUED')
  })
})

describe('publishing to an environment with blocking findings', () => {
  test('is BLOCKED only by findings that are errors, with their paths', async () => {
    const { pkg, target } = await buildPackageWithReleases({
      blockingFindings: ['CONTENT_INSECURE', 'LINK_SPECIAL_CHARACTERS'],
    })
    const code = 'LINK_SPECIAL_CHARACTERS'
    await buildFinding(api.database, { packageId: pkg.id, code, path: 'b.html', line: 3, placeCount: 60 })
    await buildFinding(api.database, { packageId: pkg.id, code: 'CONTENT_INSECURE', severity: 'INFO' })
    await buildFinding(api.database, { packageId: pkg.id, code: 'LINK_LETTER_CASE' })
    const withMessages = publish.replace('blockers { code path }', 'blockers { code path message }')
    const { data } = await (await as())(withMessages, { slug: pkg.slug, environment: target.environment })
    const message = 'Line 3: A file is missing. Add it. This is in 60 places.'
    expect(data.publishPackage).toEqual({ status: 'BLOCKED', blockers: [{ code, path: 'b.html', message }] })
  })
})

describe('unpublishing', () => {
  test('cancels open deployments, and changes nothing the second time', async () => {
    const { pkg, one, environment, target } = await buildPackageWithReleases()
    const ask = await as()
    for (const release of [1, 2]) await ask(deploy, { ...target, release })
    const scope = { packageId: pkg.id, environmentId: environment.id }
    const waiting = await buildPublication(api.database, { ...scope, status: 'WAITING_FOR_VIDEOS', number: 3 })
    const schedule = await api.database.scheduledDeployment.create({
      data: {
        ...{ environmentId: environment.id, at: new Date(Date.now() + 60_000), createdBy: { name: 'Harry' } },
        releases: { create: { packageId: pkg.id, releaseId: one.id } },
      },
    })
    const { data } = await ask(unpublish, { slug: pkg.slug, environment: environment.slug })
    expect(data.unpublishPackage.slug).toBe(environment.slug)
    expect(await api.database.publication.findUniqueOrThrow({ where: { id: waiting.id } })).toMatchObject({
      status: 'CANCELED',
      finishedAt: expect.any(Date),
    })
    expect(await api.database.scheduledDeployment.findUniqueOrThrow({ where: { id: schedule.id } })).toMatchObject({
      status: 'CANCELED',
      problems: [{ code: 'SCHEDULE_CANCELED', path: pkg.slug }],
    })
    const before = await actionsOf(pkg)
    expect(before).toContain('package.unpublished')
    await ask(unpublish, { slug: pkg.slug, environment: environment.slug })
    expect(await actionsOf(pkg)).toEqual(before)
  })

  test('is FORBIDDEN for authors', async () => {
    const { pkg, environment } = await buildPackageWithReleases()
    const { errors } = await (await as('AUTHOR'))(unpublish, { slug: pkg.slug, environment: environment.slug })
    expect(errors[0]?.code).toBe('FORBIDDEN')
  })
})
