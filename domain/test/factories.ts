/**
 * Builds rows for tests. Each function creates missing parents, and takes the values that the test needs as overrides.
 */
import { randomUUID } from 'node:crypto'
import type { Caller, Right } from '../access/permissions.ts'
import type { Actor } from '../audit/actor.ts'
import type { Database, Package, Prisma } from '../database.ts'
import { pathKey } from '../files/path-key.ts'

let counter = 0
const next = () => ++counter

export const harry: Actor = { kind: 'USER', name: 'Harry', userId: 'harry' }

/** Builds a caller with one right. By default, it is an owner everywhere. */
export function buildCaller(right: Partial<Right> = {}, actor: Actor = harry): Caller {
  return { actor, rights: [{ role: 'OWNER', environmentId: null, packageId: null, ...right }] }
}

export function buildUser(database: Database, overrides: Partial<Prisma.UserUncheckedCreateInput> = {}) {
  const id = overrides.id ?? randomUUID()
  return database.user.create({ data: { id, name: `User ${next()}`, email: `${id}@example.org`, ...overrides } })
}

export function buildApiToken(database: Database, overrides: Partial<Prisma.ApiTokenUncheckedCreateInput> = {}) {
  const secretHash = new Uint8Array(Buffer.from(randomUUID()))
  return database.apiToken.create({ data: { name: `Token ${next()}`, secretHash, createdBy: harry, ...overrides } })
}

export async function buildGrant(database: Database, overrides: Partial<Prisma.GrantUncheckedCreateInput> = {}) {
  const userId = overrides.userId ?? (overrides.tokenId ? null : (await buildUser(database)).id)
  return database.grant.create({ data: { role: 'AUTHOR', ...overrides, userId } })
}

/** Builds a session that is valid for an hour. */
export async function buildSession(database: Database, overrides: Partial<Prisma.SessionUncheckedCreateInput> = {}) {
  const userId = overrides.userId ?? (await buildUser(database)).id
  const defaults = { id: randomUUID(), token: randomUUID(), expiresAt: new Date(Date.now() + 3_600_000) }
  return database.session.create({ data: { ...defaults, ...overrides, userId } })
}

export function buildInvitation(database: Database, overrides: Partial<Prisma.InvitationUncheckedCreateInput> = {}) {
  const id = randomUUID()
  const defaults = { email: `${id}@example.org`, name: `Person ${next()}`, role: 'AUTHOR' as const, linkHash: id }
  const expiresAt = new Date(Date.now() + 3_600_000)
  return database.invitation.create({ data: { ...defaults, invitedBy: harry, expiresAt, ...overrides } })
}

export function buildPackage(database: Database, overrides: Partial<Prisma.PackageUncheckedCreateInput> = {}) {
  const slug = overrides.slug ?? `package-${next()}-${randomUUID().slice(0, 8)}`
  const folder = { dropboxId: `id:${slug}`, dropboxPath: `/Lectern/${slug}`, dropboxPathLower: `/lectern/${slug}` }
  return database.package.create({ data: { slug, title: slug, ...folder, createdBy: harry, ...overrides } })
}

const findOrBuildPackage = async (database: Database, packageId?: string): Promise<Package> =>
  packageId ? database.package.findUniqueOrThrow({ where: { id: packageId } }) : buildPackage(database)

/** Builds a sync run. By default, it is finished. */
export async function buildSyncRun(database: Database, overrides: Partial<Prisma.SyncRunUncheckedCreateInput> = {}) {
  const { id: packageId } = await findOrBuildPackage(database, overrides.packageId)
  const finished = { status: 'SUCCEEDED' as const, phase: 'DONE' as const, finishedAt: new Date() }
  return database.syncRun.create({
    data: { startedBy: harry, requestedBy: harry, ...finished, ...overrides, packageId },
  })
}

/** Builds a sync run that is still open. */
export const buildOpenRun = (database: Database, overrides: Partial<Prisma.SyncRunUncheckedCreateInput> = {}) =>
  buildSyncRun(database, { status: 'RUNNING', phase: 'CALCULATING', finishedAt: null, ...overrides })

export async function buildSyncItem(database: Database, overrides: Partial<Prisma.SyncItemUncheckedCreateInput> = {}) {
  const runId = overrides.runId ?? (await buildSyncRun(database)).id
  return database.syncItem.create({ data: { path: `file-${next()}`, action: 'COPY', ...overrides, runId } })
}

/** Builds the next draft of a package and makes it the current one. */
export async function buildDraft(database: Database, overrides: Partial<Prisma.DraftUncheckedCreateInput> = {}) {
  const pkg = await findOrBuildPackage(database, overrides.packageId)
  const revision = overrides.revision ?? pkg.revision + 1
  const syncRunId = overrides.syncRunId ?? (await buildSyncRun(database, { packageId: pkg.id })).id
  await database.package.update({ where: { id: pkg.id }, data: { revision } })
  const facts = { settled: true, fileCount: 0, bytes: 0n }
  return database.draft.create({ data: { ...facts, ...overrides, packageId: pkg.id, revision, syncRunId } })
}

export async function buildDraftFile(
  database: Database,
  overrides: Partial<Prisma.DraftFileUncheckedCreateInput> = {},
) {
  const packageId = overrides.packageId ?? (await buildDraft(database)).packageId
  const path = overrides.path ?? `file-${next()}.html`
  const storedObject = { key: `draft/${path}`, versionId: 'v1', etag: 'etag', storedBytes: overrides.bytes ?? 1n }
  const file = { fromRevision: 1, contentHash: randomUUID(), bytes: 1n, modifiedAt: new Date(), mediaType: 'text/html' }
  return database.draftFile.create({
    data: { ...file, ...storedObject, pathKey: pathKey(path), ...overrides, packageId, path },
  })
}

/** Builds a video with its file in the draft. */
export async function buildVideo(database: Database, overrides: Partial<Prisma.DraftFileUncheckedCreateInput> = {}) {
  const packageId = overrides.packageId ?? (await buildDraft(database)).packageId
  const path = overrides.path ?? `video-${next()}.mp4`
  const video = await database.video.create({ data: { packageId, path } })
  const file = await buildDraftFile(database, {
    mediaType: 'video/mp4',
    ...overrides,
    packageId,
    path,
    videoId: video.id,
  })
  return { ...video, contentHash: file.contentHash }
}

export async function buildFinding(database: Database, overrides: Partial<Prisma.FindingUncheckedCreateInput> = {}) {
  const packageId = overrides.packageId ?? (await buildDraft(database)).packageId
  const { path = 'index.html', line = null, fromRevision = 1, sinceRevision = fromRevision } = overrides
  const texts = { code: 'FILE_MISSING', message: 'A file is missing.', remedy: 'Add it.' }
  const defaults = {
    ...texts,
    cause: `cause-${next()}`,
    severity: 'ERROR' as const,
    places: { create: { ordinal: 0, path, line } },
  }
  const revisions = { fromRevision, sinceRevision }
  return database.finding.create({ data: { ...defaults, ...overrides, ...revisions, path, line, packageId } })
}

export async function buildIgnoredFinding(
  database: Database,
  overrides: Partial<Prisma.IgnoredFindingUncheckedCreateInput> = {},
) {
  const { packageId, cause } = overrides.packageId ? overrides : await buildFinding(database)
  const defaults = { reason: 'It is fine.', ignoredBy: harry, coversErrors: true, cause: cause ?? `cause-${next()}` }
  return database.ignoredFinding.create({ data: { ...defaults, ...overrides, packageId: packageId! } })
}

export async function buildTranscode(
  database: Database,
  overrides: Partial<Prisma.TranscodeUncheckedCreateInput> = {},
) {
  const { id: packageId } = await findOrBuildPackage(database, overrides.packageId)
  return database.transcode.create({ data: { ...overrides, packageId } })
}

/** Builds an encoding in the test profile, with one attempt that has the same status. */
export async function buildEncoding(
  database: Database,
  overrides: Partial<Prisma.EncodingUncheckedCreateInput> = {},
  attempt: Partial<Prisma.AttemptUncheckedCreateInput> = {},
) {
  const data = { contentHash: randomUUID(), profile: 'test', ...overrides }
  const encoding = await database.encoding.create({ data })
  const { id: encodingId, status } = encoding
  const finishedAt = ['READY', 'FAILED', 'CANCELED'].includes(status) ? new Date() : null
  const facts = { encodingId, number: 1, status, jobToken: encodingId, finishedAt: finishedAt }
  await database.attempt.create({ data: { ...facts, ...attempt } })
  return encoding
}

export function buildEnvironment(database: Database, overrides: Partial<Prisma.EnvironmentUncheckedCreateInput> = {}) {
  const slug = overrides.slug ?? `environment-${next()}`
  return database.environment.create({ data: { slug, name: slug, ...overrides } })
}

/** Builds a publication. By default, it is QUEUED. */
export async function buildPublication(
  database: Database,
  overrides: Partial<Prisma.PublicationUncheckedCreateInput> = {},
) {
  const { id: packageId } = await findOrBuildPackage(database, overrides.packageId)
  const environmentId = overrides.environmentId ?? (await buildEnvironment(database)).id
  return database.publication.create({
    data: { revision: 1, rootPage: 'index.html', startedBy: harry, ...overrides, packageId, environmentId },
  })
}

/** Builds a request that is over, so that another can be opened. */
export async function buildPublicationRequest(
  database: Database,
  overrides: Partial<Prisma.PublicationRequestUncheckedCreateInput> = {},
) {
  const { id: packageId } = await findOrBuildPackage(database, overrides.packageId)
  const environmentId = overrides.environmentId ?? (await buildEnvironment(database)).id
  const facts = { revision: 1, requestedBy: harry, closedAt: new Date() }
  return database.publicationRequest.create({ data: { ...facts, ...overrides, packageId, environmentId } })
}

export async function buildRelease(database: Database, overrides: Partial<Prisma.ReleaseUncheckedCreateInput> = {}) {
  const { id: packageId } = await findOrBuildPackage(database, overrides.packageId)
  const number = overrides.number ?? (await database.release.count({ where: { packageId } })) + 1
  const finished = { status: 'SUCCEEDED' as const, finishedAt: new Date(), number }
  const publicationId = overrides.publicationId ?? (await buildPublication(database, { packageId, ...finished })).id
  const facts = { number, revision: 1, rootPage: 'index.html', createdBy: harry, fileCount: 0, bytes: 0n }
  return database.release.create({ data: { ...facts, ...overrides, packageId, publicationId } })
}

/** Builds a deployment and makes it the environment's current one. */
export async function buildDeployment(
  database: Database,
  overrides: Partial<Prisma.DeploymentUncheckedCreateInput> = {},
) {
  const release = overrides.releaseId
    ? await database.release.findUniqueOrThrow({ where: { id: overrides.releaseId } })
    : await buildRelease(database, { packageId: overrides.packageId })
  const environmentId = overrides.environmentId ?? (await buildEnvironment(database)).id
  const target = { environmentId, packageId: release.packageId }
  const facts = { deployedBy: harry, ...overrides, ...target, releaseId: release.id }
  const deployment = await database.deployment.create({ data: facts })
  const currentDeployment = { deploymentId: deployment.id }
  const where = { environmentId_packageId: target }
  await database.currentDeployment.upsert({
    where,
    update: currentDeployment,
    create: { ...target, ...currentDeployment },
  })
  return deployment
}

export async function buildPreviewLink(
  database: Database,
  overrides: Partial<Prisma.PreviewLinkUncheckedCreateInput> = {},
) {
  const { id: packageId } = await findOrBuildPackage(database, overrides.packageId)
  const secretHash = new Uint8Array(Buffer.from(randomUUID()))
  const expiresAt = new Date(Date.now() + 86_400_000)
  return database.previewLink.create({ data: { secretHash, createdBy: harry, expiresAt, ...overrides, packageId } })
}

/** Builds a viewer token. By default, it covers every package of its environment. */
export async function buildViewerToken(
  database: Database,
  overrides: Partial<Prisma.ViewerTokenUncheckedCreateInput> = {},
) {
  const environmentId = overrides.environmentId ?? (await buildEnvironment(database)).id
  const secretHash = new Uint8Array(Buffer.from(randomUUID()))
  const expiresAt = new Date(Date.now() + 3_600_000)
  return database.viewerToken.create({ data: { secretHash, expiresAt, ...overrides, environmentId } })
}

/** Builds a webhook that has delivered every event so far. */
export async function buildWebhook(database: Database, overrides: Partial<Prisma.WebhookUncheckedCreateInput> = {}) {
  const { sequence } = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  const defaults = { url: 'https://example.org/events', secret: new Uint8Array(1), owner: harry, sequence }
  return database.webhook.create({ data: { ...defaults, ...overrides } })
}
