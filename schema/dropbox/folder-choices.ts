import { folderChoicesOf } from '@lectern/domain/sync/folder-choice'
import { builder } from '../builder.ts'
import { SyncRun } from '../sync/sync-run.ts'
import { DropboxFolder } from './dropbox.ts'

builder.prismaObjectField(SyncRun, 'folderChoices', t =>
  t.field({
    description:
      'The folders between which the run waits for `chooseSyncFolder`. Null unless it is WAITING_FOR_FOLDER.',
    type: [DropboxFolder],
    nullable: true,
    select: { package: { select: { dropboxId: true } } },
    resolve: ({ package: { dropboxId }, ...run }) => {
      const toFolder = (folder: NonNullable<ReturnType<typeof folderChoicesOf>>[number]) => ({
        ...{ ...folder, archivedPackageId: null, packagesInside: 0, problem: null, isListed: false },
        packageId: folder.dropboxId === dropboxId ? run.packageId : null,
      })
      return folderChoicesOf(run)?.map(toFolder) ?? null
    },
  }),
)
