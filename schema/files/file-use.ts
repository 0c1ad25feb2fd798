import { fileKindOf } from '@lectern/domain/files/file-kind'
import { pageOfPaths } from '@lectern/domain/paging'
import { type FileUse as FileUseShape, usesOfFile } from '@lectern/domain/playback/file-uses'
import { builder } from '../builder.ts'
import { loadPackage } from '../row-loaders.ts'
import { DraftFile } from './draft-file.ts'
import { FileKind } from './file-kind.ts'

/** The complexity of a field that reads all texts of a draft. */
const usesComplexity = 300

const FileUse = builder.objectRef<FileUseShape>('FileUse').implement({
  description: 'A file of a draft that names another one: a page, a style sheet, or a script.',
  fields: t => ({
    path: t.exposeString('path'),
    kind: t.field({ type: FileKind, resolve: ({ mediaType }) => fileKindOf(mediaType) }),
    line: t.exposeInt('line', { nullable: true, description: 'The first line that names it. Null if unknown.' }),
  }),
})

const FileUseConnection = builder.connectionObject({ type: FileUse, name: 'FileUseConnection' })

builder.prismaObjectField(DraftFile, 'usedBy', t =>
  t.connection(
    {
      type: FileUse,
      nullable: true,
      complexity: usesComplexity,
      description: 'The files of the draft that name it, by path. What scripts put together is not found.',
      resolve: async ({ packageId, path, untilRevision }, page, context) => {
        const revision = untilRevision === null ? (await loadPackage(context, packageId)).revision : untilRevision - 1
        return pageOfPaths(await usesOfFile(context.services.database, { packageId, revision }, path), page)
      },
    },
    FileUseConnection,
  ),
)
