import { contentOrigin } from '@lectern/domain/playback/content-origin'
import { createSignedToken } from '@lectern/domain/preview/signed-token'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import { draftAddresses } from '../playback/playback-source.ts'
import { loadPackage } from '../row-loaders.ts'
import { Draft } from '../sync/draft.ts'

builder.prismaObjectField(Draft, 'contentUrl', t =>
  t.string({
    permission: 'package.preview',
    nullable: true,
    description:
      'The address of its files on the content host, for this revision: append the encoded path of a file. It works without a sign-in for 10 to 15 minutes, and no list has it. Null for callers who may not preview the package.',
    resolve: async ({ packageId, revision }, _args, context) => {
      if (!permits(context, { packageId })) return null
      const { settings } = context.services
      const { slug } = await loadPackage(context, packageId)
      const token = createSignedToken(settings.secret, packageId, Date.now())
      return contentOrigin(settings.content, slug) + draftAddresses(token, slug, revision).fileBaseUrl
    },
  }),
)
