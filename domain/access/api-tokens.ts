import type { Attribution } from '../audit/actor.ts'
import type { Change } from '../audit/change.ts'
import type { ApiToken, Environment, Package, Tx } from '../database.ts'
import { invalidInput } from '../errors.ts'
import type { Role } from './permissions.ts'
import { hashSecret } from './secret-hash.ts'
import { createTokenSecret, secretPrefix } from './token-secret.ts'

/** A new API token. Without an environment or a package, its role is not limited to one. `expiresAt` null: never. */
export type NewToken = {
  name: string
  role: Role
  environment?: Environment | null
  package?: Package | null
  expiresAt?: Date | null
}

/** An API token and its secret, which is not stored. */
export type CreatedToken = { token: ApiToken; secret: string }

/** Creates an API token with one grant. INVALID_INPUT for an empty name or an expiry that is over. */
export async function createToken(tx: Tx, by: Attribution, input: NewToken): Promise<Change<CreatedToken>> {
  const { role, environment, package: pkg, expiresAt } = input
  const name = input.name.trim()
  if (name === '') throw invalidInput('input.name', 'The name is empty. Say what the token is for.')
  if (expiresAt && expiresAt <= new Date())
    throw invalidInput(
      'input.expiresAt',
      'This time is over. Use a later one, or null for a token that does not expire.',
    )
  const secret = createTokenSecret()
  const prefix = secretPrefix(secret)
  const scope = { environmentId: environment?.id, packageId: pkg?.id }
  const token = await tx.apiToken.create({
    data: {
      ...{ name, secretHash: hashSecret(secret), prefix, createdBy: by.actor, expiresAt },
      grants: { create: { role, ...scope } },
    },
  })
  return {
    result: { token, secret },
    events: [
      {
        ...{ action: 'token.created', subjectType: 'ApiToken', subjectId: token.id, ...scope },
        summary: `Created the API token "${name}"`,
        after: {
          ...{ name, prefix, role, environment: environment?.slug ?? null, package: pkg?.slug ?? null },
          expiresAt: expiresAt?.toISOString() ?? null,
        },
      },
    ],
  }
}

/** Revokes an API token. Does nothing if it is already revoked. */
export async function revokeToken(tx: Tx, id: string): Promise<Change<ApiToken>> {
  await tx.$queryRaw`SELECT 1 FROM api_token WHERE id = ${id}::uuid FOR UPDATE`
  const before = await tx.apiToken.findUniqueOrThrow({ where: { id }, include: { grants: true } })
  const { grants, ...token } = before
  if (token.revokedAt) return { result: token }
  const revoked = await tx.apiToken.update({ where: { id }, data: { revokedAt: new Date() } })
  // A token with one grant belongs to its scope, as its creation does.
  const { environmentId, packageId } = grants.length === 1 ? grants[0]! : {}
  return {
    result: revoked,
    events: [
      {
        ...{ action: 'token.revoked', subjectType: 'ApiToken', subjectId: id },
        ...{ environmentId: environmentId ?? undefined, packageId: packageId ?? undefined },
        summary: `Revoked the API token "${token.name}"`,
        before: { lastUsedAt: token.lastUsedAt?.toISOString() ?? null },
      },
    ],
  }
}
