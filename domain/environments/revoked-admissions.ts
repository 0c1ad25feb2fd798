import { hashSecret } from '../access/secret-hash.ts'
import type { Database } from '../database.ts'
import { derivePathToken } from './viewers.ts'

/** The packages (slugs, or all that the environment shows) of a token that the school's site signed. */
export type SignedPackages = '*' | readonly string[]

/**
 * Returns which of its packages a signed token no longer opens, because what it was exchanged for was revoked: slugs, or
 * all of them. `secret` is LECTERN_SECRET.
 */
export async function revokedPackages(
  database: Database,
  secret: string,
  { jwt, environmentId, packages }: { jwt: string; environmentId: string; packages: SignedPackages },
): Promise<SignedPackages> {
  const isRevoked = async (packageId: string | null) => {
    const secretHash = hashSecret(derivePathToken(secret, jwt, environmentId, packageId))
    return (await database.viewerToken.count({ where: { secretHash, revokedAt: { not: null } } })) > 0
  }
  if (packages === '*') return (await isRevoked(null)) ? '*' : []
  const named = await database.package.findMany({
    where: { slug: { in: [...packages] } },
    select: { id: true, slug: true },
  })
  const checked = await Promise.all(named.map(async ({ id, slug }) => ((await isRevoked(id)) ? [slug] : [])))
  return checked.flat()
}
