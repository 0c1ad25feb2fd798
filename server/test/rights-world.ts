/** The world of the matrix of rights: one package in one environment, another of each, and an object of every type. */

import type { Right, Role } from '@lectern/domain/access/permissions'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { globalId } from '@lectern/domain/global-id'
import {
  buildApiToken,
  buildDeployment,
  buildDraft,
  buildEnvironment,
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
  buildUser,
  buildVideo,
  buildViewerToken,
  buildWebhook,
  harry,
} from '../../domain/test/factories.ts'
import { signedInPerson } from './people.ts'
import type { TestServer } from './server.ts'

/** Builds the world. `ids` has the global id of an object of each type. */
export async function buildRightsWorld({ database }: TestServer) {
  // Subscriptions to several packages first send those that changed lately.
  const pkg = await buildPackage(database, { lastChangedAt: new Date('2099-01-01') })
  const otherPackage = await buildPackage(database)
  const [environment, otherEnvironment] = [await buildEnvironment(database), await buildEnvironment(database)]
  const [packageId, environmentId] = [pkg.id, environment.id]
  const draft = await buildDraft(database, { packageId })
  await buildFinding(database, { packageId, cause: 'known' })
  const release = await buildRelease(database, { packageId })
  const deployment = await buildDeployment(database, { releaseId: release.id, environmentId })
  // It stays when the package is unpublished, so that nobody can delete the environment.
  await buildDeployment(database, { packageId: otherPackage.id, environmentId })
  const schedule = await database.scheduledDeployment.create({
    data: {
      ...{ environmentId, at: new Date('2099-01-01'), createdBy: harry },
      releases: { create: { packageId, releaseId: release.id } },
    },
  })
  const run = await database.verificationRun.create({
    data: { packageId, number: 1, revision: 1, repair: false, startedBy: harry, finishedAt: new Date() },
  })
  const comparison = await database.pageComparison.create({
    data: {
      packageId,
      fromNumber: 1,
      toRevision: 1,
      requestedBy: harry,
      finishedAt: new Date(),
      expiresAt: new Date('2099-01-01'),
      pages: { create: { number: 1, path: 'index.html', beforeVersion: '1', afterVersion: '1' } },
    },
  })
  await change(database, { ...systemActor, ip: '203.0.113.7', requestId: 'r' }, async () => ({
    result: null,
    events: [
      { action: 'package.created', subjectType: 'Package', subjectId: packageId, packageId, summary: 'Created' },
    ],
  }))
  const event = await database.auditEvent.findFirstOrThrow({ where: { subjectId: packageId } })
  const user = await buildUser(database)
  const webhook = await buildWebhook(database)
  const publication = { packageId, environmentId, status: 'SUCCEEDED' as const, finishedAt: new Date() }
  const keys = {
    ...{ Package: packageId, Draft: `${packageId}/1`, SyncRun: draft.syncRunId, Release: release.id },
    Transcode: (await buildTranscode(database, { packageId, finishedAt: new Date() })).id,
    Video: (await buildVideo(database, { packageId })).id,
    PreviewLink: (await buildPreviewLink(database, { packageId })).id,
    Publication: (await buildPublication(database, publication)).id,
    PublicationRequest: (await buildPublicationRequest(database, { packageId, environmentId })).id,
    ...{ Deployment: deployment.id, ScheduledDeployment: schedule.id, VerificationRun: run.id },
    PageComparison: comparison.id,
    ...{ Environment: environmentId, AuditEvent: String(event.sequence), User: user.id },
    ViewerToken: (await buildViewerToken(database, { environmentId, packageId })).id,
    Webhook: webhook.id,
    WebhookDelivery: (await database.webhookDelivery.create({ data: { webhookId: webhook.id } })).id,
    ApiToken: (await buildApiToken(database)).id,
    Grant: (await buildGrant(database, { userId: user.id })).id,
    Invitation: (await buildInvitation(database)).id,
    // Of another person, because the matrix deactivates the first one.
    Session: (await buildSession(database)).id,
  }
  const ids = Object.fromEntries(Object.entries(keys).map(([type, key]) => [type, globalId(type, key)]))
  return { pkg, otherPackage, environment, otherEnvironment, ids: ids as Record<keyof typeof keys, string> }
}

export type RightsWorld = Awaited<ReturnType<typeof buildRightsWorld>>

const roles: Role[] = ['OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR']

/** Lists every role in every scope of a grant, the grants of somebody without any, and null for the signed out. */
export function grantsToTry({ pkg, otherPackage, environment, otherEnvironment }: RightsWorld) {
  const scopes = {
    everywhere: { packageId: null, environmentId: null },
    'for the environment': { packageId: null, environmentId: environment.id },
    'for the package': { packageId: pkg.id, environmentId: null },
    'for the package in the environment': { packageId: pkg.id, environmentId: environment.id },
    'for another environment': { packageId: null, environmentId: otherEnvironment.id },
    'for another package': { packageId: otherPackage.id, environmentId: null },
  }
  const granted = roles.flatMap(role =>
    Object.entries(scopes).map(([name, scope]) => ({ name: `${role} ${name}`, right: { role, ...scope } })),
  )
  return [...granted, { name: 'without grants', right: null }]
}

/** Returns the credentials of a person's session and of an API token that have this right. */
export async function credentialsWith(server: TestServer, right: Right | null) {
  const { cookie } = await signedInPerson(server, ...(right ? [right] : []))
  const secret = await server.token('AUDITOR')
  const { id: tokenId } = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await server.database.grant.deleteMany({ where: { tokenId } })
  if (right) await buildGrant(server.database, { tokenId, ...right })
  return { session: { cookie, origin: server.admin }, token: { authorization: `Bearer ${secret}` } }
}

/** The global ids of rows that a caller takes away. */
export type Removable = Record<'grant' | 'session' | 'webhook', string>

/** Builds them, new for each caller. */
export async function buildRemovable({ database }: TestServer): Promise<Removable> {
  const { id: userId } = await buildUser(database)
  const grant = await buildGrant(database, { userId })
  const session = await buildSession(database, { userId })
  const webhook = await buildWebhook(database)
  return {
    grant: globalId('Grant', grant.id),
    session: globalId('Session', session.id),
    webhook: globalId('Webhook', webhook.id),
  }
}
