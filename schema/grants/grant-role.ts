import { type Grantee, grantRole as grant } from '@lectern/domain/access/grants'
import { change } from '@lectern/domain/audit/change'
import type { Grant } from '@lectern/domain/database'
import { conflict, invalidInput, notFound } from '@lectern/domain/errors'
import { findApiToken } from '../access/api-token.ts'
import { requireCaller, requirePermission } from '../access/require-package.ts'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import { findUser } from '../access/user.ts'
import type { Context } from '../context.ts'
import { requireKey } from '../node.ts'
import { type RoleInput, toGrantedRole } from './granted-role.ts'

type GrantInput = RoleInput & { user?: string | null; token?: string | null }

/** Grants a person or an API token a role. */
export async function grantRole(context: Context, { user, token, ...input }: GrantInput): Promise<Grant> {
  requireCaller(context)
  const role = await toGrantedRole(context, input)
  if ((user == null) === (token == null))
    throw invalidInput('input.user', 'Name either a person or an API token, not both.')
  const grantee = user == null ? await requireToken(context, token!) : await requireUser(context, user)
  requirePermission(context, `grant roles to ${grantee.name}`)
  if (role.role === 'OWNER') requireRecentSignIn(context)
  return change(context.services.database, context.by, tx => grant(tx, grantee, role))
}

async function requireUser(context: Context, id: string): Promise<Grantee> {
  const user = await findUser(context, requireKey('User', id, 'This person'))
  if (!user) throw notFound('This person')
  return { userId: user.id, name: user.name }
}

async function requireToken(context: Context, id: string): Promise<Grantee> {
  const token = await findApiToken(context, requireKey('ApiToken', id, 'This API token'))
  if (!token) throw notFound('This API token')
  if (token.revokedAt)
    throw conflict(`The API token "${token.name}" was revoked. Create another one.`, [], 'input.token')
  return { tokenId: token.id, name: token.name }
}
