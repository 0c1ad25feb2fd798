import { builder } from '../builder.ts'
import { callerOf, type DropboxFolder as DropboxFolderShape } from '../context.ts'
import type { DropboxConnection as DropboxConnectionRow } from '@lectern/domain/database'
import { isPermitted } from '@lectern/domain/access/permissions'
import { findPackage, Package } from '../packages/package.ts'

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
      description: 'The package that is made of it.',
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
        ? { row: await context.database.dropboxConnection.findUnique({ where: { id: 1 } }) }
        : null,
  }),
  dropboxFolders: t.field({
    description: 'The sub-folders that could become packages.',
    type: [DropboxFolder],
    nullable: true,
    args: { path: t.arg.string({ required: true, defaultValue: '' }) },
    resolve: (_root, { path }, context) =>
      isPermitted(callerOf(context), 'dropbox.read') ? context.lookups.dropboxFolders(path) : null,
  }),
}))
