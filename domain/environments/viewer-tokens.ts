import type { Change, Event } from '../audit/change.ts'
import type { Environment, Tx, ViewerToken } from '../database.ts'

type NewViewerToken = Pick<ViewerToken, 'environmentId' | 'packageId' | 'subject' | 'expiresAt'> & {
  secretHash: Uint8Array<ArrayBuffer>
}

/**
 * Creates the row of a viewer token, or extends an existing one. Returns a revoked token unchanged; it opens nothing.
 * Records no audit event, because viewers come by the thousand.
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

/** Revokes one viewer token. Does nothing when it is already revoked. */
export async function revokeViewerToken(tx: Tx, id: string): Promise<Change<ViewerToken>> {
  const where = { id, revokedAt: null }
  const { count } = await tx.viewerToken.updateMany({ where, data: { revokedAt: new Date() } })
  const token = await tx.viewerToken.findUniqueOrThrow({ where: { id }, include: { environment: true } })
  const event: Event = {
    action: 'viewer.tokenRevoked',
    subjectType: 'ViewerToken',
    subjectId: id,
    packageId: token.packageId ?? undefined,
    environmentId: token.environmentId,
    summary: `Revoked a viewer token in the environment "${token.environment.name}"`,
    after: { environment: token.environment.slug, subject: token.subject },
  }
  return { result: token, events: count > 0 ? [event] : [] }
}

/**
 * Revokes all viewer tokens of an environment. This includes expired ones, because the token from the school's site may
 * outlast them. Viewers who get a new token from the school's site are admitted again.
 */
export async function revokeViewerTokens(tx: Tx, environment: Environment): Promise<Change<Environment>> {
  const where = { environmentId: environment.id, revokedAt: null }
  const { count } = await tx.viewerToken.updateMany({ where, data: { revokedAt: new Date() } })
  const event: Event = {
    action: 'viewer.tokensRevoked',
    subjectType: 'Environment',
    subjectId: environment.id,
    environmentId: environment.id,
    summary: `Revoked all viewer tokens in the environment "${environment.name}"`,
    after: { tokens: count },
  }
  return { result: environment, events: count > 0 ? [event] : [] }
}
