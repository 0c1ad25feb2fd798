import { randomBytes } from 'node:crypto'
import type { Caller } from '@lectern/domain/access/permissions'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { globalId } from '@lectern/domain/global-id'
import { endRun } from '@lectern/domain/sync/sync-runs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildDeployment,
  buildDraft,
  buildEncoding,
  buildEnvironment,
  buildFinding,
  buildIgnoredFinding,
  buildOpenRun,
  buildPackage,
  buildPreviewLink,
  buildPublication,
  buildRelease,
  buildTranscode,
  buildVideo,
  harry,
} from '../../domain/test/factories.ts'
import { schema } from '../graphql.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
let caller: Caller
beforeAll(async () => {
  api = await openTestApi()
  caller = await api.tokenCaller('OWNER')
})
afterAll(() => api.close())

/** Builds an archived package that still has one of everything, shown in an environment. */
async function buildArchived() {
  const { database } = api
  const slug = `archived-${randomBytes(4).toString('hex')}`
  const { id: packageId } = await buildPackage(database, { slug, title: slug })
  const run = await buildOpenRun(database, { packageId, status: 'WAITING_FOR_CONFIRMATION', phase: 'COPYING' })
  await buildDraft(database, { packageId })
  const video = await buildVideo(database, { packageId })
  const transcode = await buildTranscode(database, { packageId, status: 'WAITING_FOR_BUDGET' })
  const encoding = await buildEncoding(
    database,
    { contentHash: video.contentHash, status: 'QUEUED' },
    { packageId, transcodeId: transcode.id, pausedAt: new Date() },
  )
  await database.encodingRequest.create({ data: { encodingId: encoding.id, transcodeId: transcode.id } })
  const failed = await buildVideo(database, { packageId })
  await buildEncoding(database, { contentHash: failed.contentHash, status: 'FAILED' })
  const environment = await buildEnvironment(database)
  const other = await buildEnvironment(database)
  const release = await buildRelease(database, { packageId })
  await buildDeployment(database, { packageId, releaseId: release.id, environmentId: environment.id })
  const publication = await buildPublication(database, { packageId, environmentId: other.id })
  const link = await buildPreviewLink(database, { packageId })
  const schedule = await database.scheduledDeployment.create({
    data: {
      environmentId: other.id,
      at: new Date(Date.now() + 3_600_000),
      createdBy: harry,
      releases: { create: [{ packageId, releaseId: release.id }] },
    },
  })
  const verification = await database.verificationRun.create({
    data: { packageId, number: release.number, revision: 1, repair: false, startedBy: harry },
  })
  const { cause } = await buildFinding(database, { packageId })
  const { cause: ignored } = await buildIgnoredFinding(database, {
    packageId,
    cause: (await buildFinding(database, { packageId, path: 'other.html' })).cause,
  })
  await database.package.update({ where: { id: packageId }, data: { archivedAt: new Date() } })
  return {
    cause,
    ignored,
    packageId,
    slug,
    shown: environment.slug,
    hidden: other.slug,
    release: release.number,
    run: globalId('SyncRun', run.id),
    transcode: globalId('Transcode', transcode.id),
    failed: globalId('Video', failed.id),
    publication: globalId('Publication', publication.id),
    link: globalId('PreviewLink', link.id),
    schedule: globalId('ScheduledDeployment', schedule.id),
    verification: globalId('VerificationRun', verification.id),
  }
}

type Archived = Awaited<ReturnType<typeof buildArchived>>
/** The arguments and the selection of a call. */
type Case = (pkg: Archived) => string
const at = () => new Date(Date.now() + 7_200_000).toISOString()

/** The mutations that would start something with a package or judge its draft, and so are CONFLICT for an archived one. */
const rejected: Record<string, Case> = {
  synchronizePackage: ({ slug }) => `(slug: "${slug}") { id }`,
  chooseSyncFolder: ({ run }) => `(id: "${run}", dropboxPath: "/Lesson") { id }`,
  confirmSync: ({ run }) => `(id: "${run}") { id }`,
  updatePackage: ({ slug }) => `(slug: "${slug}", input: { autoSyncMinutes: 10 }) { id }`,
  createPreviewLink: ({ slug }) => `(slug: "${slug}") { url }`,
  requestPublication: ({ slug, hidden }) => `(slug: "${slug}", environment: "${hidden}") { id }`,
  publishPackage: ({ slug, hidden }) => `(slug: "${slug}", environment: "${hidden}") { id }`,
  deployRelease: ({ slug, hidden, release }) =>
    `(package: "${slug}", environment: "${hidden}", release: ${release}) { id }`,
  scheduleDeployment: ({ slug, hidden, release }) =>
    `(input: { environment: "${hidden}", at: "${at()}", releases: [{ package: "${slug}", release: ${release} }] }) { id }`,
  releaseBudgetHold: ({ transcode }) => `(id: "${transcode}") { id }`,
  ignoreFinding: ({ slug, cause }) => `(package: "${slug}", cause: "${cause}", reason: "Known") { cause }`,
  reencodeVideos: ({ slug }) => `(package: "${slug}") { id }`,
  retryVideo: ({ failed }) => `(id: "${failed}") { id }`,
}

/** The mutations that work for an archived package: they stop something, check something, or restore it. */
const allowed: Record<string, Case> = {
  archivePackage: ({ slug }) => `(slug: "${slug}") { id }`,
  restorePackage: ({ slug }) => `(slug: "${slug}") { status }`,
  unpublishPackage: ({ slug, shown }) => `(slug: "${slug}", environment: "${shown}") { slug }`,
  verifyPackage: ({ slug, release }) => `(slug: "${slug}", release: ${release}) { id }`,
  comparePages: ({ slug, release }) => `(slug: "${slug}", from: ${release}) { id }`,
  cancelSync: ({ run }) => `(id: "${run}") { id }`,
  cancelTranscode: ({ transcode }) => `(id: "${transcode}") { id }`,
  cancelPublication: ({ publication }) => `(id: "${publication}") { id }`,
  cancelVerification: ({ verification }) => `(id: "${verification}") { id }`,
  cancelScheduledDeployment: ({ schedule }) => `(id: "${schedule}") { id }`,
  unignoreFinding: ({ slug, ignored }) => `(package: "${slug}", cause: "${ignored}") { cause }`,
  revokePreviewLink: ({ link }) => `(id: "${link}") { id }`,
}

/** The mutations that name no existing package, or only limit somebody's access to it. */
const unrelated = [
  'checkViewerToken',
  'createApiToken',
  'createEnvironment',
  'createPackage',
  'createWebhook',
  'deactivateUser',
  'deleteEnvironment',
  'deleteWebhook',
  'disconnectDropbox',
  'export',
  'grantRole',
  'inviteUser',
  'reactivateUser',
  'removeSecondFactor',
  'replayWebhook',
  'resendInvitation',
  'revokeApiToken',
  'revokeGrant',
  'revokeInvitation',
  'revokeSession',
  'revokeViewerToken',
  'revokeViewerTokens',
  'setBudget',
  'startCleanupDryRun',
  'testWebhook',
  'updateEnvironment',
  'updateRole',
  'updateUser',
  'updateWebhook',
]

describe('an archived package', () => {
  test('has a rule for every mutation', () => {
    const mutations = Object.keys(schema.getMutationType()!.getFields()).sort()
    expect([...Object.keys(rejected), ...Object.keys(allowed), ...unrelated].sort()).toEqual(mutations)
  })

  test.each(Object.entries(rejected))('%s is CONFLICT and starts nothing', async (name, call) => {
    const pkg = await buildArchived()
    const before = await api.database.auditEvent.count()
    const { data, errors } = await api.request(`mutation { ${name}${call(pkg)} }`, {}, { caller })
    expect(data).toEqual({ [name]: null })
    expect(errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('is archived. Restore it') }])
    expect(await api.database.auditEvent.count()).toBe(before)
  })

  test.each(Object.entries(allowed))('%s works', async (name, call) => {
    const pkg = await buildArchived()
    const { data, errors } = await api.request(`mutation { ${name}${call(pkg)} }`, {}, { caller })
    expect(errors).toEqual([])
    expect(data).toEqual({ [name]: expect.any(Object) })
  })

  test('is ARCHIVED, also while an environment shows it', async () => {
    const { slug, shown } = await buildArchived()
    const { data } = await api.request(
      `{ package(slug: "${slug}") { status draft { revision } deployments { environment { slug } } } }`,
    )
    const deployments = [{ environment: { slug: shown } }]
    expect(data).toEqual({ package: { status: 'ARCHIVED', draft: { revision: 1 }, deployments } })
  })

  test('is not synchronized again after its canceled run, even if that was asked before', async () => {
    const { slug, packageId } = await buildArchived()
    const where = { packageId, finishedAt: null }
    const data = { cancelRequestedAt: new Date(0), requestedAt: new Date() }
    await api.database.syncRun.updateMany({ where, data })
    const run = await api.database.syncRun.findFirstOrThrow({ where })
    await change(api.database, systemActor, tx => endRun(tx, run.id, { status: 'CANCELED' }))
    expect(await api.database.syncRun.count({ where })).toBe(0)
    expect((await api.request(`{ package(slug: "${slug}") { currentSyncRun { id } } }`)).data).toEqual({
      package: { currentSyncRun: null },
    })
  })
})
