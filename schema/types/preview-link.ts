import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { seesPackage } from '../reads/visible.ts'
import { Actor, actorOf } from './actor.ts'
import { findable, Node } from './node.ts'

const oneDay = 86_400

export const PreviewLink = builder.prismaObject('PreviewLink', {
  description: 'Opens a draft for whoever has the address, until it expires or is revoked.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: link => globalId('PreviewLink', link.id) }),
    createdBy: t.field({ type: Actor, resolve: link => actorOf(link.createdBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
})

const CreatedPreviewLink = builder.objectRef<{ linkId: string; url: string }>('CreatedPreviewLink').implement({
  fields: t => ({
    link: t.prismaField({
      type: 'PreviewLink',
      resolve: (query, { linkId }, _args, context) =>
        context.database.previewLink.findUniqueOrThrow({ ...query, where: { id: linkId } }),
    }),
    url: t.exposeString('url', { description: 'The secret address, shown this once.' }),
  }),
})

findable('PreviewLink', async (context, id) => {
  const link = await context.database.previewLink.findUnique({ where: { id } })
  return link && seesPackage(context, link.packageId) ? link : null
})

builder.mutationField('createPreviewLink', t =>
  t.field({
    type: CreatedPreviewLink,
    nullable: true,
    args: { slug: t.arg.string({ required: true }), expiresInSeconds: t.arg.int({ defaultValue: oneDay }) },
    resolve: (_root, { slug, expiresInSeconds }, context) =>
      context.commands.createPreviewLink(slug, expiresInSeconds ?? oneDay),
  }),
)
