import { isPermitted } from '@lectern/domain/access/permissions'
import type { DropboxConnection as DropboxConnectionRow } from '@lectern/domain/database'
import { builder } from '../builder.ts'
import { callerOf } from '../context.ts'
import { findPackage, Package } from '../packages/package.ts'
import { type DropboxFolder as DropboxFolderShape, dropboxFolders } from './dropbox-folders.ts'

const DropboxStatus = builder.enumType('DropboxStatus', { values: ['CONNECTED', 'REAUTHENTICATE', 'NOT_CONNECTED'] })

const DropboxConnection = builder.objectRef<{ row: DropboxConnectionRow | null }>('DropboxConnection').implement({
  fields: t => ({
    status: t.field({
      type: DropboxStatus,
      resolve: ({ row }) => (row ? (row.valid ? 'CONNECTED' : 'REAUTHENTICATE') : 'NOT_CONNECTED'),
    }),
    account: t.string({ nullable: true, resolve: ({ row }) => row?.account }),
    connectedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ row }) => row?.connectedAt }),
  }),
})

const DropboxFolder = builder.objectRef<DropboxFolderShape>('DropboxFolder').implement({
  fields: t => ({
    path: t.exposeString('path'),
    name: t.exposeString('name'),
    package: t.field({
      description: 'The package made from this folder. Null when there is none or the caller may not see it.',
      type: Package,
      nullable: true,
      resolve: ({ packageId }, _args, context) => (packageId ? findPackage(context, packageId) : null),
    }),
  }),
})

builder.queryFields(t => ({
  dropboxConnection: t.field({
    type: DropboxConnection,
    nullable: true,
    resolve: async (_root, _args, context) =>
      isPermitted(callerOf(context), 'dropbox.read')
        ? { row: await context.services.database.dropboxConnection.findUnique({ where: { id: 1 } }) }
        : null,
  }),
  dropboxFolders: t.field({
    description: 'The subfolders of `path` that can become packages.',
    type: [DropboxFolder],
    nullable: true,
    args: { path: t.arg.string({ required: true, defaultValue: '' }) },
    resolve: (_root, { path }, context) =>
      isPermitted(callerOf(context), 'dropbox.read') ? dropboxFolders(context, path) : null,
  }),
}))
