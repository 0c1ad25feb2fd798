import { createHmac, hkdfSync } from 'node:crypto'
import { hashSecret } from '../access/secret-hash.ts'
import type { Database, Environment } from '../database.ts'

/** Whom a viewer's path lets in, and where: one environment, and one package there (`packageId` null: each that it shows). */
export type Viewer = { environmentId: string; environment: string; packageId: string | null; slug: string | null }

/** What the token of a viewer's path opens; null when there is no such token, it is over or revoked, or the environment is gone. */
export async function viewerOf(database: Database, token: string): Promise<Viewer | null> {
  const rows = await database.$queryRaw<Viewer[]>`
    SELECT environment.id::text AS "environmentId", environment.slug AS environment, package.id::text AS "packageId", package.slug
    FROM viewer_token AS token JOIN environment ON environment.id = token.environment_id AND environment.deleted_at IS NULL
      LEFT JOIN package ON package.id = token.package_id
    WHERE token.secret_hash = ${hashSecret(token)} AND token.revoked_at IS NULL AND token.expires_at > now()`
  return rows[0] ?? null
}

/** An environment with what its viewers' tokens are signed with; null: there is no such environment. */
export type ViewerKey = Pick<Environment, 'id' | 'slug' | 'access' | 'viewerSecret' | 'viewerJwksUrl'>

export const viewerKeyOf = (database: Database, slug: string): Promise<ViewerKey | null> =>
  database.environment.findFirst({
    where: { slug, deletedAt: null },
    select: { id: true, slug: true, access: true, viewerSecret: true, viewerJwksUrl: true },
  })

/** Three parts with dots between them are what a school's site signed; the tokens of paths have no dots. */
export const isJwt = (token: string): boolean => token.split('.').length === 3

/**
 * The token of the path for what a school's site signed: the same each time, and never told by anything but the signed text and
 * LECTERN_SECRET, so that one that was revoked stays so. The signature is left out: some kinds can be written in more than one way.
 */
export function derivePathToken(secret: string, jwt: string, environmentId: string, packageId: string | null): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'viewer path token', 32))
  const text = [environmentId, packageId ?? '*', jwt.slice(0, jwt.lastIndexOf('.'))].join('/')
  return createHmac('sha256', key).update(text).digest().subarray(0, 24).toString('base64url')
}
