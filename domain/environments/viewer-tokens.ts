import type { Environment, Tx, ViewerToken } from '../database.ts'
import type { Change, Event } from '../audit/change.ts'

type NewViewerToken = Pick<ViewerToken, 'environmentId' | 'packageId' | 'subject' | 'expiresAt'> & {
  secretHash: Uint8Array<ArrayBuffer>
}

/**
 * Lets a viewer in: makes the row of a path's token, or has it last longer when it is there. One that was revoked is given back as it is, and
 * opens nothing. Viewers come by the thousand, so that this is no audit event.
 */
export async function createOrExtendViewerToken(
  tx: Tx,
  { expiresAt, ...viewer }: NewViewerToken,
): Promise<Change<ViewerToken>> {
  const { secretHash } = viewer
  await tx.viewerToken.createMany({ data: { ...viewer, expiresAt }, skipDuplicates: true })
  await tx.viewerToken.updateMany({ where: { secretHash, revokedAt: null }, data: { expiresAt } })
  return { result: await tx.viewerToken.findUniqueOrThrow({ where: { secretHash } }) }
}

/** Takes one viewer's way in away. A second time changes nothing. */
export async function revokeViewerToken(tx: Tx, id: string): Promise<Change<ViewerToken>> {
  const where = { id, revokedAt: null }
  const { count } = await tx.viewerToken.updateMany({ where, data: { revokedAt: new Date() } })
  const token = await tx.viewerToken.findUniqueOrThrow({ where: { id }, include: { environment: true } })
  const event: Event = {
    action: 'viewer.tokenRevoked',
    subjectType: 'ViewerToken',
    subjectId: id,
    packageId: token.packageId ?? undefined,
    summary: `A viewer’s address in «${token.environment.name}» was revoked`,
    after: { environment: token.environment.slug, subject: token.subject },
  }
  return { result: token, events: count > 0 ? [event] : [] }
}

/**
 * Takes the way in away from all who are in an environment, also those whose path's token is over while the site's is not; whoever gets a new
 * one from the school's site gets in again.
 */
export async function revokeViewerTokens(tx: Tx, environment: Environment): Promise<Change<Environment>> {
  const where = { environmentId: environment.id, revokedAt: null }
  const { count } = await tx.viewerToken.updateMany({ where, data: { revokedAt: new Date() } })
  const event: Event = {
    action: 'viewer.tokensRevoked',
    subjectType: 'Environment',
    subjectId: environment.id,
    summary: `All viewers’ addresses in «${environment.name}» were revoked`,
    after: { tokens: count },
  }
  return { result: environment, events: count > 0 ? [event] : [] }
}
