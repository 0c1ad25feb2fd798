/** What a run deletes: the folders with their files, and what would miss them. */
import { pageOfPaths } from '@lectern/domain/paging'
import {
  type DeletedFileUser as DeletedFileUserShape,
  deletedFileUsers,
} from '@lectern/domain/playback/deleted-file-users'
import { type DeletedFolder as DeletedFolderShape, deletedFolders } from '@lectern/domain/sync/deleted-folders'
import { builder } from '../builder.ts'
import { loadPackage } from '../row-loaders.ts'
import { SyncRun } from './sync-run.ts'

/** The complexity of a field that reads all texts of a draft. */
const usersComplexity = 300

const DeletedFolder = builder.objectRef<DeletedFolderShape>('DeletedFolder').implement({
  description: 'A folder at the top of a package with files that a sync run deletes.',
  fields: t => ({
    path: t.exposeString('path', { description: 'Empty for the files that are in no folder.' }),
    fileCount: t.exposeInt('fileCount', { description: 'The files to delete in it and below.' }),
  }),
})

const DeletedFileUser = builder.objectRef<DeletedFileUserShape>('DeletedFileUser').implement({
  description: 'A file that stays and names files that a sync run deletes: a page or a style sheet.',
  fields: t => ({
    path: t.exposeString('path'),
    fileCount: t.exposeInt('fileCount', { description: 'How many of the files to delete it names.' }),
  }),
})

const DeletedFileUserConnection = builder.connectionObject({ type: DeletedFileUser, name: 'DeletedFileUserConnection' })

builder.prismaObjectFields(SyncRun, t => ({
  deletedFolders: t.field({
    type: [DeletedFolder],
    description: 'The folders at the top of the package with files to delete, by path, at most 1,000.',
    resolve: ({ id }, _args, context) => deletedFolders(context.services.database, id),
  }),
  deletedFileUsers: t.connection(
    {
      type: DeletedFileUser,
      nullable: true,
      complexity: usersComplexity,
      description:
        'The files of the draft that stay and name files to delete, by path. What scripts put together is not found. Empty once the run is over.',
      resolve: async ({ id, packageId, finishedAt }, page, context) => {
        const { revision } = await loadPackage(context, packageId)
        const isOver = finishedAt !== null || revision === 0
        const users = isOver ? [] : await deletedFileUsers(context.services.database, { packageId, revision }, id)
        return pageOfPaths(users, page)
      },
    },
    DeletedFileUserConnection,
  ),
}))
