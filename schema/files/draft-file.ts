import type { DraftFile as DraftFileRow } from '@lectern/domain/database'
import { fileKindOf } from '@lectern/domain/files/file-kind'
import { type FileVersion as FileVersionRow, fileVersions } from '@lectern/domain/files/file-versions'
import { builder } from '../builder.ts'
import { FileKind } from './file-kind.ts'
import { fileUrl, fileUrlDescription } from './file-url.ts'
import { storedText } from './stored-text.ts'

/** The complexity of a field that reads an object. */
const textComplexity = 300

const usedMediaTypeOf = ({ usedMediaType, mediaType }: DraftFileRow) => usedMediaType ?? mediaType

export const FileVersion = builder.objectRef<FileVersionRow>('FileVersion').implement({
  description: 'A file as a release contains it.',
  fields: t => ({
    releaseNumber: t.exposeInt('releaseNumber'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    contentHash: t.exposeString('contentHash'),
  }),
})

export const DraftFile = builder.prismaObject('DraftFile', {
  description: 'A file of a draft. `contentHash` and `bytes` are those in Dropbox.',
  fields: t => ({
    path: t.exposeString('path'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    contentHash: t.exposeString('contentHash'),
    modifiedAt: t.expose('modifiedAt', { type: 'DateTime' }),
    mediaType: t.exposeString('mediaType'),
    kind: t.field({ type: FileKind, resolve: file => fileKindOf(usedMediaTypeOf(file)) }),
    url: t.string({
      description: fileUrlDescription,
      resolve: ({ packageId, fromRevision, path }, _args, context) =>
        fileUrl(context, { packageId, revision: fromRevision }, path),
    }),
    text: t.string({
      description: 'What it contains, as shown. Null if it is not text, or is too large.',
      nullable: true,
      complexity: textComplexity,
      resolve: (file, _args, { services }) =>
        storedText(services, file.path, {
          ...file,
          bytes: Number(file.storedBytes),
          mediaType: usedMediaTypeOf(file),
        }),
    }),
    versions: t.field({
      description: 'The file of this path in the newest releases, newest first, at most 100.',
      type: [FileVersion],
      resolve: ({ packageId, path }, _args, { services }) => fileVersions(services.database, packageId, path),
    }),
  }),
})

export const DraftFileConnection = builder.connectionObject({ type: DraftFile, name: 'DraftFileConnection' })
