import { createHmac, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { hashSecret } from '../access/secret-hash.ts'
import { type Database, type Environment, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

const viewerRow = z.object({
  environmentId: z.string(),
  environment: z.string(),
  packageId: z.string().nullable(),
  slug: z.string().nullable(),
})

/**
 * The scope of a viewer token: one environment, and one package there. `packageId` null means every package it shows.
 */
export type Viewer = z.infer<typeof viewerRow>

/**
 * Finds the scope of a viewer token. Null when the token is unknown, expired, or revoked, or its environment is
 * deleted.
 */
export async function viewerOf(database: Database, token: string): Promise<Viewer | null> {
  const sql = Prisma.sql`
    SELECT environment.id::text AS "environmentId", environment.slug AS environment, package.id::text AS "packageId", package.slug
    FROM viewer_token AS token JOIN environment ON environment.id = token.environment_id AND environment.deleted_at IS NULL
      LEFT JOIN package ON package.id = token.package_id
    WHERE token.secret_hash = ${hashSecret(token)} AND token.revoked_at IS NULL AND token.expires_at > now()`
  const [row] = await rows(database, viewerRow, sql)
  return row ?? null
}

/** An environment with the key that the school's site signs its viewers' tokens with. */
export type ViewerKey = Pick<Environment, 'id' | 'slug' | 'access' | 'viewerSecret' | 'viewerJwksUrl'>

/** Finds an environment's viewer key by slug. Null when there is no such environment. */
export const viewerKeyOf = (database: Database, slug: string): Promise<ViewerKey | null> =>
  database.environment.findFirst({
    where: { slug, deletedAt: null },
    select: { id: true, slug: true, access: true, viewerSecret: true, viewerJwksUrl: true },
  })

/**
 * Checks whether a token is a JWT of a school's site: three parts with dots between them. Viewer tokens have no dots.
 */
export const isJwt = (token: string): boolean => token.split('.').length === 3

/**
 * Derives the viewer token for a JWT that the school's site signed. It depends only on the signed text and
 * LECTERN_SECRET, so that it is the same each time and a revoked token stays revoked. The signature is left out,
 * because some algorithms allow more than one signature for the same text.
 */
export function derivePathToken(secret: string, jwt: string, environmentId: string, packageId: string | null): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'viewer path token', 32))
  const text = [environmentId, packageId ?? '*', jwt.slice(0, jwt.lastIndexOf('.'))].join('/')
  return createHmac('sha256', key).update(text).digest().subarray(0, 24).toString('base64url')
}
