import { builder } from '../builder.ts'

export const DraftFile = builder.prismaObject('DraftFile', {
  description: 'A file of a draft. `contentHash` and `bytes` are those in Dropbox.',
  fields: t => ({
    path: t.exposeString('path'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    contentHash: t.exposeString('contentHash'),
    modifiedAt: t.expose('modifiedAt', { type: 'DateTime' }),
    mediaType: t.exposeString('mediaType'),
  }),
})

export const DraftFileConnection = builder.connectionObject({ type: DraftFile, name: 'DraftFileConnection' })
