import type { CreatedToken } from '@lectern/domain/access/api-tokens'
import { ApiToken } from '../access/api-token.ts'
import { builder } from '../builder.ts'
import { requireKey } from '../node.ts'
import { createApiToken } from './create-api-token.ts'
import { Role } from './grant.ts'
import { revokeApiToken } from './revoke-api-token.ts'

const CreatedApiToken = builder.objectRef<CreatedToken>('CreatedApiToken').implement({
  fields: t => ({
    token: t.expose('token', { type: ApiToken }),
    secret: t.exposeString('secret', {
      description: 'Send it as `Authorization: Bearer <secret>`. Lectern does not store it and cannot show it again.',
    }),
  }),
})

const CreateApiTokenInput = builder.inputType('CreateApiTokenInput', {
  fields: t => ({
    name: t.string({ required: true, description: 'What the token is for. The audit log shows it.' }),
    role: t.field({ type: Role, required: true }),
    environment: t.string({ description: 'The slug of the only environment of the grant. Null: not limited to one.' }),
    package: t.string({ description: 'The slug of the only package of the grant. Null: not limited to one.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'Null: the token does not expire.' }),
  }),
})

builder.mutationFields(t => ({
  createApiToken: t.field({
    permission: 'token.manage',
    description:
      'FORBIDDEN unless the caller holds everything that the role gives there. Only owners can create tokens with the role OWNER.',
    type: CreatedApiToken,
    nullable: true,
    args: { input: t.arg({ type: CreateApiTokenInput, required: true }) },
    resolve: (_root, { input }, context) => createApiToken(context, input),
  }),
  revokeApiToken: t.field({
    permission: 'token.manage',
    description: 'The token is refused from now on. Does nothing if it is already revoked.',
    type: ApiToken,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => revokeApiToken(context, requireKey('ApiToken', id, 'This API token')),
  }),
}))
