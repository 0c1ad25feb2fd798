import { notFound } from '@lectern/domain/errors'
import type { DraftRevision } from '@lectern/domain/files/content-version'
import { fileKindOf } from '@lectern/domain/files/file-kind'
import {
  countFolderEntries,
  type FolderEntry as FolderEntryRow,
  type FolderSelection,
  folderEntries,
  folderOrder,
} from '@lectern/domain/files/folder-entries'
import { type PageArguments, pageOfStatement } from '@lectern/domain/paging'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { ChangeKind, findBaseVersion } from './file-change.ts'
import { FileKind } from './file-kind.ts'

type Row = FolderEntryRow & { folder: string }

export const FolderEntry = builder.objectRef<Row>('FolderEntry').implement({
  description: 'A file in a folder of a draft, or a folder in it with everything below.',
  fields: t => ({
    path: t.string({ resolve: ({ folder, name }) => (folder === '' ? name : `${folder}/${name}`) }),
    isFolder: t.exposeBoolean('isFolder'),
    fileCount: t.exposeInt('fileCount', { description: 'The files in the folder and below. 1 for a file.' }),
    bytes: t.expose('bytes', { type: 'Bytes', description: 'The size of all of them.' }),
    kind: t.field({
      type: FileKind,
      nullable: true,
      description: 'Null for a folder.',
      resolve: ({ mediaType }) => (mediaType === null ? null : fileKindOf(mediaType)),
    }),
    changedCount: t.exposeInt('changedCount', {
      description:
        'How many of them differ from the release `since`. 0 without it. Files that were removed do not count.',
    }),
    change: t.field({
      type: ChangeKind,
      nullable: true,
      description: 'How a file differs from the release `since`. Null for a folder, and if it is the same.',
      resolve: ({ isFolder, changedCount, addedCount }) =>
        isFolder || changedCount === 0 ? null : addedCount > 0 ? 'ADDED' : 'CHANGED',
    }),
  }),
})

export const FolderEntryConnection = builder.connectionObject({ type: FolderEntry, name: 'FolderEntryConnection' })

/** Returns a page of the entries of a folder. NOT_FOUND when the files of the release `since` were removed. */
export async function pageOfFolder(
  context: Context,
  { packageId, revision }: DraftRevision,
  selection: FolderSelection,
  page: PageArguments,
) {
  const { database } = context.services
  const { since, folder } = selection
  if (since != null && !(await findBaseVersion(context, packageId, since))) throw notFound(`Release ${since}`)
  return pageOfStatement<Row>(folderOrder, page, {
    find: async keyset =>
      (await folderEntries(database, { packageId, revision }, selection, keyset)).map(row => ({ ...row, folder })),
    count: () => countFolderEntries(database, { packageId, revision }, selection),
  })
}
