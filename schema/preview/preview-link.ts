import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { Actor, actorOf } from '../access/actor.ts'
import { permits } from '../access/permits.ts'
import { canSeePackage } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Package } from '../packages/package.ts'
import { createPreviewLink } from './create-preview-link.ts'
import { revokePreviewLink } from './revoke-preview-link.ts'

const oneDaySeconds = 86_400

export const PreviewLink = builder.prismaObject('PreviewLink', {
  description: 'Opens a draft for anyone who has the address, until it expires or is revoked.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: link => globalId('PreviewLink', link.id) }),
    createdBy: t.field({ type: Actor, resolve: link => actorOf(link.createdBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
})

const PreviewLinkConnection = builder.connectionObject({ type: PreviewLink, name: 'PreviewLinkConnection' })

const newestFirst = [
  ['createdAt', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const

builder.prismaObjectField(Package, 'previewLinks', t =>
  t.connection(
    {
      permission: 'package.preview',
      description: 'Newest first. Null for callers who may not preview the package.',
      type: PreviewLink,
      nullable: true,
      args: { onlyOpen: t.arg.boolean({ description: 'True: only those that work now.' }) },
      resolve: ({ id: packageId }, { onlyOpen, ...page }, context) => {
        if (!permits(context, { packageId })) return null
        const { previewLink } = context.services.database
        const where = onlyOpen ? { packageId, revokedAt: null, expiresAt: { gt: new Date() } } : { packageId }
        return pageOfRows(newestFirst, page, {
          find: query => previewLink.findMany({ ...query, where: { AND: [where, query.where] } }),
          count: () => previewLink.count({ where }),
        })
      },
    },
    PreviewLinkConnection,
  ),
)

const CreatedPreviewLink = builder.objectRef<{ linkId: string; url: string }>('CreatedPreviewLink').implement({
  fields: t => ({
    link: t.prismaField({
      type: 'PreviewLink',
      resolve: (query, { linkId }, _args, context) =>
        context.services.database.previewLink.findUniqueOrThrow({ ...query, where: { id: linkId } }),
    }),
    url: t.exposeString('url', { description: 'The secret address, returned only once.' }),
  }),
})

registerNodeFinder('PreviewLink', async (context, id) => {
  const link = await context.services.database.previewLink.findUnique({ where: { id } })
  return link && canSeePackage(context, link.packageId) ? link : null
})

builder.mutationFields(t => ({
  createPreviewLink: t.field({
    permission: 'package.preview',
    type: CreatedPreviewLink,
    nullable: true,
    args: { slug: t.arg.string({ required: true }), expiresInSeconds: t.arg.int({ defaultValue: oneDaySeconds }) },
    resolve: (_root, { slug, expiresInSeconds }, context) =>
      createPreviewLink(context, { slug, expiresInSeconds: expiresInSeconds ?? oneDaySeconds }),
  }),
  revokePreviewLink: t.field({
    permission: 'package.preview',
    description: 'Revokes the link: its address stops working. Does nothing if it is already revoked.',
    type: PreviewLink,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => revokePreviewLink(context, requireKey('PreviewLink', id, 'This preview link')),
  }),
}))
