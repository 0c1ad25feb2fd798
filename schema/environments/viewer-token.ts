import { isPermitted } from '@lectern/domain/access/permissions'
import { contains } from '@lectern/domain/contains'
import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import { callerOf } from '../context.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem } from '../problem.ts'
import { type CheckedToken, checkViewerToken } from './check-viewer-token.ts'
import { Environment } from './environment.ts'
import { revokeViewerToken } from './revoke-viewer-token.ts'
import { revokeViewerTokens } from './revoke-viewer-tokens.ts'

export const ViewerToken = builder.prismaObject('ViewerToken', {
  description:
    "The access of one viewer whom the school's site sent to an environment. The API never returns its address.",
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: token => globalId('ViewerToken', token.id) }),
    subject: t.exposeString('subject', {
      description: "The viewer's name or id, as given by the school's site. Null when the site gives none.",
      nullable: true,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
})

const ViewerTokenConnection = builder.connectionObject({ type: ViewerToken, name: 'ViewerTokenConnection' })

const newestFirst = [
  ['createdAt', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const

builder.prismaObjectField(Environment, 'viewerTokens', t =>
  t.connection(
    {
      permission: 'viewer.manage',
      description: 'Newest first. Null for callers who may not manage the environment.',
      type: ViewerToken,
      nullable: true,
      args: {
        search: t.arg.string({ description: 'Part of the subject, in any letter case.' }),
        valid: t.arg.boolean({ description: 'True: only those that still open something. False: only the others.' }),
      },
      resolve: ({ id: environmentId }, { search, valid, ...page }, context) => {
        if (!permits(context, { environmentId })) return null
        const isValid = { revokedAt: null, expiresAt: { gt: new Date() } }
        const where = {
          environmentId,
          ...(search ? { subject: contains(search) } : {}),
          ...(valid == null ? {} : valid ? isValid : { NOT: isValid }),
        }
        const { viewerToken } = context.services.database
        return pageOfRows(newestFirst, page, {
          find: query => viewerToken.findMany({ ...query, where: { AND: [where, query.where] } }),
          count: () => viewerToken.count({ where }),
        })
      },
    },
    ViewerTokenConnection,
  ),
)

registerNodeFinder('ViewerToken', async (context, id) => {
  const token = await context.services.database.viewerToken.findUnique({ where: { id } })
  const { environmentId } = token ?? {}
  return isPermitted(callerOf(context), 'viewer.manage', { environmentId }) ? token : null
})

const CheckedViewerToken = builder.objectRef<CheckedToken>('CheckedViewerToken').implement({
  description: "Whether a token that the school's site signed admits a viewer now.",
  fields: t => ({
    valid: t.boolean({ resolve: ({ problem }) => problem === null }),
    problem: t.field({
      description:
        'Why it admits nobody: NO_KEY, MALFORMED, WRONG_ALGORITHM, UNKNOWN_KEY, WRONG_SIGNATURE, EXPIRED, NOT_YET_VALID, NO_EXPIRATION, LASTS_TOO_LONG, OTHER_ENVIRONMENT, NO_PACKAGE, NOT_SHOWN, REVOKED, or KEY_UNAVAILABLE.',
      type: Problem,
      nullable: true,
      resolve: ({ problem }) => problem,
    }),
    subject: t.string({
      description: "The viewer's name or id. Null when the token has none, or is not signed with the key.",
      nullable: true,
      resolve: ({ claims }) => claims?.subject,
    }),
    expiresAt: t.field({
      description: 'When the token ends. Null when it is not signed with the key.',
      type: 'DateTime',
      nullable: true,
      resolve: ({ claims }) => claims?.expiresAt,
    }),
    packages: t.stringList({
      description: 'The slugs that it names. Null: all packages that the environment shows, or it is not valid.',
      nullable: true,
      resolve: ({ claims }) => (claims && claims.packages !== '*' ? claims.packages : null),
    }),
    revokedPackages: t.stringList({
      description: 'Those of the slugs that it no longer opens, because the access of the viewer to them was revoked.',
      resolve: ({ revokedPackages }) => [...revokedPackages],
    }),
  }),
})

builder.mutationFields(t => ({
  checkViewerToken: t.field({
    permission: 'viewer.manage',
    description:
      "Checks a token of the school's site as the content host does, and changes nothing. It is a mutation so that the token, which is a secret, is never part of an address.",
    type: CheckedViewerToken,
    nullable: true,
    args: { environment: t.arg.string({ required: true }), token: t.arg.string({ required: true }) },
    resolve: (_root, args, context) => checkViewerToken(context, args),
  }),
  revokeViewerToken: t.field({
    permission: 'viewer.manage',
    description: 'Revokes the token: its address stops working. Does nothing if it is already revoked.',
    type: ViewerToken,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => revokeViewerToken(context, requireKey('ViewerToken', id, 'This viewer token')),
  }),
  revokeViewerTokens: t.field({
    permission: 'viewer.manage',
    description: "Revokes all viewer tokens of an environment. Viewers can get a new one from the school's site.",
    type: Environment,
    nullable: true,
    args: { environment: t.arg.string({ required: true }) },
    resolve: (_root, { environment }, context) => revokeViewerTokens(context, environment),
  }),
}))
