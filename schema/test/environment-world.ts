/** What an environment's grant may see and what it may not: the same objects, in staging and in production. */
import { change, type Event } from '@lectern/domain/audit/change'
import type { Environment } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import {
  buildApiToken,
  buildDeployment,
  buildDraft,
  buildFinding,
  buildGrant,
  buildInvitation,
  buildPackage,
  buildPreviewLink,
  buildPublication,
  buildPublicationRequest,
  buildRelease,
  buildSession,
  buildTranscode,
  buildVideo,
  buildViewerToken,
  buildWebhook,
  harry,
} from '../../domain/test/factories.ts'
import type { TestApi } from './api.ts'

/** The address and the request id of every event. */
export const secretIp = '203.0.113.77'
export const secretRequestId = 'request-of-somebody'

/** Builds a package with everything that belongs to no environment. `buildIn` builds what belongs to one. */
export async function buildWorld(api: TestApi) {
  const { environment } = api.database
  const staging = await environment.findFirstOrThrow({ where: { slug: 'staging' } })
  const { id } = await environment.findFirstOrThrow({ where: { slug: 'production' } })
  const production = await environment.update({ where: { id }, data: { access: 'VIEWER_TOKEN' } })
  const neutral = await buildNeutral(api, staging)
  let revision = 0
  return { ...neutral, staging, production, buildIn: (one: Environment) => buildIn(api, neutral, one.id, ++revision) }
}

type Neutral = Awaited<ReturnType<typeof buildNeutral>>

/** Builds an object of each type that belongs to a package or to nothing. Returns their global ids. */
async function buildNeutral(api: TestApi, staging: Environment) {
  const pkg = await buildPackage(api.database)
  const packageId = pkg.id
  const draft = await buildDraft(api.database, { packageId })
  await buildFinding(api.database, { packageId })
  const video = await buildVideo(api.database, { packageId })
  const transcode = await buildTranscode(api.database, { packageId, finishedAt: new Date() })
  const previewLink = await buildPreviewLink(api.database, { packageId })
  const token = await buildApiToken(api.database)
  const publication = await buildPublication(api.database, {
    ...{ packageId, environmentId: staging.id, number: 1 },
    ...{ status: 'SUCCEEDED', finishedAt: new Date() },
  })
  const release = await buildRelease(api.database, { packageId, publicationId: publication.id })
  const run = await api.database.verificationRun.create({
    data: { packageId, number: 1, revision: 1, repair: false, startedBy: harry, finishedAt: new Date() },
  })
  const comparison = await api.database.pageComparison.create({
    data: {
      ...{ packageId, fromNumber: 1, toRevision: 1, status: 'DONE', requestedBy: harry },
      ...{ finishedAt: new Date(), expiresAt: new Date('2099-01-01') },
      pages: { create: { number: 1, path: 'index.html', boxes: [], changedShare: 0 } },
    },
  })
  const event = await record(api, {
    action: 'package.created',
    subjectType: 'Package',
    subjectId: packageId,
    packageId,
  })
  const webhook = await buildWebhook(api.database)
  const delivery = await api.database.webhookDelivery.create({ data: { webhookId: webhook.id, sequence: 1n } })
  const ids = {
    ...{ Package: packageId, Draft: `${packageId}/1`, SyncRun: draft.syncRunId, Transcode: transcode.id },
    ...{ Video: video.id, Release: release.id, PreviewLink: previewLink.id, VerificationRun: run.id },
    PageComparison: comparison.id,
    ...{ Webhook: webhook.id, WebhookDelivery: delivery.id },
    ...{ AuditEvent: event, ApiToken: token.id, Publication: publication.id, Environment: staging.id },
  }
  return { pkg, release, ids: Object.entries(ids).map(([type, key]) => globalId(type, key)) }
}

/** Records an event with an address and a request id. Returns its key. */
async function record(api: TestApi, event: Omit<Event, 'summary'>): Promise<string> {
  const by = { actor: harry, ip: secretIp, requestId: secretRequestId }
  await change(api.database, by, async () => ({ result: null, events: [{ summary: 'Something happened', ...event }] }))
  const { sequence } = await api.database.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } })
  return String(sequence)
}

/** Builds an object of each type that belongs to an environment. Returns their global ids by type. */
async function buildIn(api: TestApi, { pkg, release }: Neutral, environmentId: string, revision: number) {
  const packageId = pkg.id
  const deployment = await buildDeployment(api.database, { environmentId, releaseId: release.id })
  const startedAt = new Date(0)
  const publication = await buildPublication(api.database, {
    packageId,
    environmentId,
    startedAt,
    revision,
  })
  const open = { packageId, environmentId, closedAt: null }
  const request =
    (await api.database.publicationRequest.findFirst({ where: open })) ??
    (await buildPublicationRequest(api.database, open))
  const viewerToken = await buildViewerToken(api.database, { environmentId, packageId, subject: 'Anna' })
  const schedule = await api.database.scheduledDeployment.create({
    data: {
      ...{ environmentId, at: new Date('2099-01-01'), createdBy: harry },
      releases: { create: { packageId, releaseId: release.id } },
    },
  })
  const grant = await buildGrant(api.database, { environmentId })
  const invitation = await buildInvitation(api.database, { environmentId })
  const session = await buildSession(api.database, { userId: grant.userId! })
  const events = [
    await record(api, {
      action: 'release.deployed',
      subjectType: 'Deployment',
      subjectId: deployment.id,
      packageId,
      environmentId,
    }),
    await record(api, {
      action: 'deployment.scheduled',
      subjectType: 'ScheduledDeployment',
      subjectId: schedule.id,
      environmentId,
    }),
    await record(api, {
      action: 'viewer.tokenRevoked',
      subjectType: 'ViewerToken',
      subjectId: viewerToken.id,
      packageId,
      environmentId,
    }),
  ]
  return {
    Environment: globalId('Environment', environmentId),
    Deployment: globalId('Deployment', deployment.id),
    Publication: globalId('Publication', publication.id),
    PublicationRequest: globalId('PublicationRequest', request.id),
    ScheduledDeployment: globalId('ScheduledDeployment', schedule.id),
    ViewerToken: globalId('ViewerToken', viewerToken.id),
    Grant: globalId('Grant', grant.id),
    User: globalId('User', grant.userId!),
    Invitation: globalId('Invitation', invitation.id),
    Session: globalId('Session', session.id),
    events: events.map(sequence => globalId('AuditEvent', sequence)),
  }
}
