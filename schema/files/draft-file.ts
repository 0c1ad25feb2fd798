import { builder } from '../builder.ts'

export const DraftFile = builder.prismaObject('DraftFile', {
  description: 'A file of a draft. Hash and size are those of Dropbox.',
  fields: t => ({
    path: t.exposeString('path'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    contentHash: t.exposeString('contentHash'),
    modifiedAt: t.expose('modifiedAt', { type: 'DateTime' }),
    mediaType: t.exposeString('mediaType'),
  }),
})

export const DraftFileConnection = builder.connectionObject({ type: DraftFile, name: 'DraftFileConnection' })
