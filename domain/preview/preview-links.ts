import { randomBytes } from 'node:crypto'
import { hashSecret } from '../access/secret-hash.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { PreviewLink, Tx } from '../database.ts'
import { lockActivePackage } from '../transaction.ts'

/**
 * Creates a preview link to a package's draft. Anyone who has it can open it until it expires or is revoked. Returns
 * the secret, which is not stored. CONFLICT if the package is archived.
 */
export async function createPreviewLink(
  tx: Tx,
  by: Attribution,
  packageId: string,
  seconds: number,
): Promise<Change<{ link: PreviewLink; secret: string }>> {
  const pkg = await lockActivePackage(tx, packageId, 'share a preview')
  const secret = randomBytes(24).toString('base64url')
  const link = await tx.previewLink.create({
    data: {
      packageId: pkg.id,
      secretHash: hashSecret(secret),
      createdBy: by.actor,
      expiresAt: new Date(Date.now() + seconds * 1000),
    },
  })
  const event: Event = {
    action: 'package.previewLinkCreated',
    subjectType: 'PreviewLink',
    subjectId: link.id,
    packageId: pkg.id,
    summary: `Created a preview link for "${pkg.title}"`,
    after: { expiresAt: link.expiresAt.toISOString() },
  }
  return { result: { link, secret }, events: [event] }
}

/** Revokes a preview link. Does nothing when it is already revoked. */
export async function revokePreviewLink(tx: Tx, id: string): Promise<Change<PreviewLink>> {
  const where = { id, revokedAt: null }
  const { count } = await tx.previewLink.updateMany({ where, data: { revokedAt: new Date() } })
  const link = await tx.previewLink.findUniqueOrThrow({ where: { id }, include: { package: true } })
  const event: Event = {
    action: 'package.previewLinkRevoked',
    subjectType: 'PreviewLink',
    subjectId: id,
    packageId: link.packageId,
    summary: `Revoked a preview link for "${link.package.title}"`,
  }
  return { result: link, events: count > 0 ? [event] : [] }
}
