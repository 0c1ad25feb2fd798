import { type Caller, isPermitted, readRights, visiblePackageIds } from '@lectern/domain/access/permissions'
import type { Actor } from '@lectern/domain/audit/actor'
import { writeCursor } from '@lectern/domain/cursor'
import type { AuditEvent } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'

/** The slugs of an event's package and environment. Null where it has none. */
export type EventSlugs = { package: string | null; environment: string | null }

/** Returns the id of an event's deliveries: that of the event in the API, so that duplicates are recognized by it. */
export const messageIdOf = ({ sequence }: Pick<AuditEvent, 'sequence'>): string =>
  globalId('AuditEvent', String(sequence))

/**
 * Returns the body of an event's delivery, with the fields that the webhook's owner may read. `docs/api.md` describes it
 * for integrators: fields are added, and never removed.
 */
export function eventPayload(event: AuditEvent, owner: Caller, slugs: EventSlugs): string {
  const mayAudit = isPermitted(owner, 'audit.read')
  const visible = visiblePackageIds(owner)
  const { packageId, environmentId } = event
  const seesPackage = packageId !== null && (visible === 'all' || visible.includes(packageId))
  const seesEnvironment =
    environmentId !== null &&
    readRights(owner).some(right => right.environmentId === null || right.environmentId === environmentId)
  const { kind, name, userId, tokenId } = event.actor as Actor
  const actorId = userId ? globalId('User', userId) : tokenId ? globalId('ApiToken', tokenId) : null
  return JSON.stringify({
    type: event.action,
    timestamp: event.at.toISOString(),
    data: {
      id: messageIdOf(event),
      cursor: writeCursor([event.sequence]),
      actor: { kind, name, id: mayAudit ? actorId : null },
      subjectType: event.subjectType,
      subjectId: globalId(event.subjectType, event.subjectId),
      package: seesPackage ? { id: globalId('Package', packageId), slug: slugs.package } : null,
      environment: seesEnvironment ? { id: globalId('Environment', environmentId), slug: slugs.environment } : null,
      summary: event.summary,
      before: event.before,
      after: event.after,
      ip: mayAudit ? event.ip : null,
      requestId: mayAudit ? event.requestId : null,
    },
  })
}

/** Returns the body of a test. */
export const testPayload = (at: Date): string =>
  JSON.stringify({ type: 'webhook.test', timestamp: at.toISOString(), data: {} })
