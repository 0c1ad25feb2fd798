import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Environment, Package, PublicationRequest, Tx } from '../database.ts'
import { lockEnvironment } from '../environments/environments.ts'
import { conflict } from '../errors.ts'
import { hasDraft } from '../files/content-version.ts'
import { lockPackage, requireNotArchived } from '../transaction.ts'

/** What a person asks others to publish. `notes`: what those others should know. */
export type PublicationRequestInput = { packageId: string; environment: Environment; notes?: string | null }

/**
 * Opens a request that others publish the current draft to an environment. Returns the open one of this draft if there is
 * one; a request for an earlier draft is closed. CONFLICT when the environment shows this draft.
 */
export async function openPublicationRequest(
  tx: Tx,
  by: Attribution,
  { packageId, environment: { id: environmentId }, notes }: PublicationRequestInput,
): Promise<Change<{ request: PublicationRequest; isNew: boolean }>> {
  const pkg = await lockPackage(tx, packageId)
  requireNotArchived(pkg, 'publish it')
  if (!hasDraft(pkg)) throw conflict(`"${pkg.title}" has no draft yet. Synchronize it first.`)
  const environment = await lockEnvironment(tx, environmentId)
  const { revision } = pkg
  const scope = { packageId, environmentId }
  const shown = await tx.currentDeployment.findFirst({ where: { ...scope, deployment: { release: { revision } } } })
  if (shown) throw conflict(`${environment.name} already shows this draft.`)
  const open = await tx.publicationRequest.findFirst({ where: { ...scope, closedAt: null } })
  if (open?.revision === revision) return { result: { request: open, isNew: false } }
  if (open) await tx.publicationRequest.update({ where: { id: open.id }, data: { closedAt: new Date() } })
  const data = { ...scope, revision, notes: notes?.trim() || null, requestedBy: by.actor }
  const request = await tx.publicationRequest.create({ data })
  const summary = `Asked for "${pkg.title}" to be published to ${environment.name}`
  const event = requestEvent(pkg, request, 'package.publicationRequestOpened', summary)
  return { result: { request, isNew: true }, events: [event] }
}

/**
 * Closes the open request that a release fulfills in an environment: one for the release's draft, or an earlier draft.
 * `publicationId`: the publication that made the release. The caller must lock the package.
 */
export async function fulfillPublicationRequest(
  tx: Tx,
  pkg: Package,
  environment: Environment,
  { revision, publicationId }: { revision: number; publicationId: string },
): Promise<Event[]> {
  const open = await tx.publicationRequest.findFirst({
    where: { packageId: pkg.id, environmentId: environment.id, closedAt: null, revision: { lte: revision } },
  })
  if (!open) return []
  const data = { closedAt: new Date(), publicationId }
  const request = await tx.publicationRequest.update({ where: { id: open.id }, data })
  const summary = `Fulfilled the request to publish "${pkg.title}" to ${environment.name}`
  return [requestEvent(pkg, request, 'package.publicationRequestClosed', summary)]
}

/** Closes the open requests of a package that was archived: nobody can fulfill them. */
export async function closePublicationRequests(tx: Tx, packageId: string): Promise<void> {
  await tx.publicationRequest.updateMany({ where: { packageId, closedAt: null }, data: { closedAt: new Date() } })
}

function requestEvent(
  pkg: Package,
  { id, environmentId, revision, notes }: PublicationRequest,
  action: Event['action'],
  summary: string,
): Event {
  const subject = { subjectType: 'PublicationRequest', subjectId: id, packageId: pkg.id, environmentId }
  return { action, ...subject, summary, after: { revision, notes } }
}
