import type { DropboxConnection as DropboxConnectionRow } from '@lectern/domain/database'
import {
  automaticPackages,
  dropboxCallLimit,
  lastConnectionChange,
  type PackageFolderRow,
  packageFolders,
} from '@lectern/domain/dropbox/connection-facts'
import { refusalOf } from '@lectern/domain/dropbox/refusal'
import { suggestedSlug } from '@lectern/domain/packages/new-slug'
import { DropboxDisconnectedError } from '@lectern/workflows/dropbox/errors'
import type { FolderContents as FolderContentsShape } from '@lectern/workflows/dropbox/folder-contents'
import { dropboxScopes } from '@lectern/workflows/dropbox/oauth'
import { Actor } from '../access/actor.ts'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { findPackage, Package } from '../packages/package.ts'
import { Problem } from '../problem.ts'
import { disconnectDropbox } from './disconnect-dropbox.ts'
import {
  contentsOf,
  type DropboxFolder as DropboxFolderShape,
  dropboxFolder,
  dropboxFolders,
  foldersAround,
} from './dropbox-folders.ts'

const DropboxStatus = builder.enumType('DropboxStatus', {
  description:
    'NOT_CONNECTED: never connected, or a person disconnected it. REAUTHENTICATE: Dropbox no longer accepts the access, and an administrator must reconnect Dropbox. REFUSED: Dropbox accepts the connection, but refuses calls for the reason in `problem`. It is CONNECTED again as soon as Dropbox allows them.',
  values: ['CONNECTED', 'REAUTHENTICATE', 'REFUSED', 'NOT_CONNECTED'],
})

function statusOf(row: DropboxConnectionRow | null) {
  if (!row?.refreshToken) return 'NOT_CONNECTED'
  if (!row.valid) return 'REAUTHENTICATE'
  return refusalOf(row) ? 'REFUSED' : 'CONNECTED'
}

const disconnectedProblem = { code: 'DROPBOX_DISCONNECTED', message: new DropboxDisconnectedError().message }

const DropboxCallLimit = builder.objectRef<Awaited<ReturnType<typeof dropboxCallLimit>>>('DropboxCallLimit').implement({
  description: 'How fast all processes together may call Dropbox, after it asked to slow down.',
  fields: t => ({
    requestsPerSecond: t.exposeFloat('requestsPerSecond', { nullable: true, description: 'Null: no limit.' }),
    pausedUntil: t.expose('notBefore', { type: 'DateTime', nullable: true, description: 'Null: not paused.' }),
  }),
})

const PackageFolder = builder.objectRef<PackageFolderRow>('PackageFolder').implement({
  description: 'A Dropbox folder with folders of packages in it.',
  fields: t => ({
    path: t.exposeString('path', { description: 'Empty for the root.' }),
    packages: t.exposeInt('packages', { description: 'How many packages that are not archived are in it.' }),
  }),
})

const lastChange = ({ services }: Context, action: Parameters<typeof lastConnectionChange>[1]) =>
  lastConnectionChange(services.database, action)

const DropboxConnection = builder.objectRef<{ row: DropboxConnectionRow | null }>('DropboxConnection').implement({
  fields: t => ({
    status: t.field({
      type: DropboxStatus,
      resolve: ({ row }) => statusOf(row),
    }),
    problem: t.field({
      description: 'Why Lectern cannot read from Dropbox at present, and who can change it.',
      type: Problem,
      nullable: true,
      resolve: ({ row }) => (row && !row.valid ? disconnectedProblem : (refusalOf(row)?.problem ?? null)),
    }),
    account: t.string({
      description:
        'The name and address of the connected account. It stays after the connection ended, because the folders of the packages are in it. Null: none was connected yet.',
      nullable: true,
      resolve: ({ row }) => row?.account,
    }),
    connectedAt: t.field({
      description: 'When the account was last connected.',
      type: 'DateTime',
      nullable: true,
      resolve: ({ row }) => row?.connectedAt,
    }),
    connectedBy: t.field({
      description: 'Who connected it last. The system did if the token was in the settings.',
      type: Actor,
      nullable: true,
      resolve: async ({ row }, _args, context) =>
        row ? (await lastChange(context, 'dropbox.connected'))?.actor : null,
    }),
    disconnectedAt: t.field({
      description: 'When the connection ended. Null while it exists.',
      type: 'DateTime',
      nullable: true,
      resolve: async ({ row }, _args, context) =>
        row && !row.valid ? (await lastChange(context, 'dropbox.disconnected'))?.at : null,
    }),
    disconnectedBy: t.field({
      description: 'Who disconnected it. The system if Dropbox no longer accepted the access. Null while it exists.',
      type: Actor,
      nullable: true,
      resolve: async ({ row }, _args, context) =>
        row && !row.valid ? (await lastChange(context, 'dropbox.disconnected'))?.actor : null,
    }),
    scopes: t.stringList({
      description: 'What Lectern asks Dropbox to allow: to read only.',
      resolve: () => dropboxScopes,
    }),
    notifiedAt: t.field({
      description: 'When Dropbox last reported a change to this installation. Null: not yet.',
      type: 'DateTime',
      nullable: true,
      resolve: ({ row }) => row?.notifiedAt,
    }),
    callLimit: t.field({
      description: 'How fast Lectern may call Dropbox at present.',
      type: DropboxCallLimit,
      resolve: (_connection, _args, { services }) => dropboxCallLimit(services.database),
    }),
    automaticPackages: t.int({
      description: 'How many packages synchronize automatically, and stop doing so without a connection.',
      resolve: (_connection, _args, { services }) => automaticPackages(services.database),
    }),
    packageFolders: t.field({
      description: 'The first 100 folders around those of packages, those with the most packages first.',
      type: [PackageFolder],
      resolve: (_connection, _args, { services }) => packageFolders(services.database),
    }),
  }),
})

/** The complexity of a field that calls Dropbox. Limits an operation to some 20 calls. */
const callComplexity = 500
/** The complexity of a field that asks the database for each folder. */
const slugComplexity = 20

const FolderContents = builder.objectRef<FolderContentsShape>('FolderContents').implement({
  description: 'What a folder holds, with its subfolders.',
  fields: t => ({
    files: t.exposeInt('files', { description: 'The files counted, also those that synchronization ignores.' }),
    folders: t.exposeInt('folders'),
    pages: t.exposeInt('pages', { description: 'How many of the files are HTML pages.' }),
    videos: t.exposeInt('videos', { description: 'How many of the files are videos.' }),
    bytes: t.expose('bytes', { type: 'Bytes', description: 'The size of all files together.' }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the newest of the counted files changed in Dropbox. Null without files.',
    }),
    complete: t.exposeBoolean('isComplete', { description: 'False when it holds more than was counted.' }),
  }),
})

export const DropboxFolder = builder.objectRef<DropboxFolderShape>('DropboxFolder')
DropboxFolder.implement({
  fields: t => ({
    path: t.exposeString('path'),
    name: t.exposeString('name'),
    package: t.field({
      description: 'The package made from this folder. Null when there is none or the caller may not see it.',
      type: Package,
      nullable: true,
      resolve: ({ packageId }, _args, context) => (packageId ? findPackage(context, packageId) : null),
    }),
    archivedPackage: t.field({
      description:
        'The archived package that was made from this folder. A new package from this folder ends its draft.',
      type: Package,
      nullable: true,
      resolve: ({ archivedPackageId: id }, _args, context) => (id ? findPackage(context, id) : null),
    }),
    packagesInside: t.exposeInt('packagesInside', {
      description: 'How many packages that are not archived have their folders in this one.',
    }),
    suggestedSlug: t.string({
      description: "The slug that a package from this folder would get now. Null if the folder's name gives none.",
      nullable: true,
      complexity: slugComplexity,
      resolve: ({ name }, _args, { services }) => suggestedSlug(services.database, name),
    }),
    problem: t.field({
      description: 'Why this folder cannot become a package. Null if it can.',
      type: Problem,
      nullable: true,
      resolve: ({ problem }) => problem,
    }),
    contents: t.field({
      description:
        'What it holds. Asks Dropbox, so only `dropboxFolder` has it. Null when the folder is no longer there.',
      type: FolderContents,
      nullable: true,
      complexity: callComplexity,
      resolve: (folder, _args, context) => contentsOf(context, folder),
    }),
    parents: t.field({
      description:
        'The folders around this one, from the outermost to its parent, without the root. Only `dropboxFolder` has it.',
      type: [DropboxFolder],
      nullable: true,
      complexity: callComplexity,
      resolve: (folder, _args, context) => foldersAround(context, folder),
    }),
  }),
})

builder.queryFields(t => ({
  dropboxConnection: t.field({
    permission: 'dropbox.read',
    type: DropboxConnection,
    nullable: true,
    resolve: async (_root, _args, context) =>
      permits(context)
        ? { row: await context.services.database.dropboxConnection.findUnique({ where: { id: 1 } }) }
        : null,
  }),
  dropboxFolder: t.field({
    permission: 'dropbox.read',
    description: 'A folder by its path. Null when there is none, and for the root.',
    type: DropboxFolder,
    nullable: true,
    args: { path: t.arg.string({ required: true }) },
    resolve: (_root, { path }, context) => (permits(context) ? dropboxFolder(context, path) : null),
  }),
  dropboxFolders: t.field({
    permission: 'dropbox.read',
    description:
      'The subfolders of `path`. With `search`, at most 100 folders in it at any depth with these words in their names, as Dropbox finds them; Dropbox knows a new folder only after some minutes. `problem` says which of them cannot become packages.',
    type: [DropboxFolder],
    nullable: true,
    args: { path: t.arg.string({ required: true, defaultValue: '' }), search: t.arg.string() },
    resolve: (_root, { path, search }, context) =>
      permits(context) ? dropboxFolders(context, path, search?.trim() ?? '') : null,
  }),
}))

const DisconnectedDropbox = builder
  .objectRef<{ connection: DropboxConnectionRow | null; isRevoked: boolean }>('DisconnectedDropbox')
  .implement({
    fields: t => ({
      connection: t.field({ type: DropboxConnection, resolve: ({ connection }) => ({ row: connection }) }),
      revoked: t.exposeBoolean('isRevoked', {
        description:
          'Whether Dropbox ended the access. If not, Lectern has deleted its token all the same, and the owner of the account should remove Lectern in its connected apps.',
      }),
    }),
  })

builder.mutationField('disconnectDropbox', t =>
  t.field({
    permission: 'dropbox.connect',
    description:
      'Deletes the access to Dropbox, here and there. Open sync runs wait until Dropbox is connected again, to the same account as long as there are packages. Drafts, releases, and published pages stay. Needs a recent sign-in. Does nothing when Dropbox is not connected.',
    type: DisconnectedDropbox,
    nullable: true,
    resolve: (_root, _args, context) => disconnectDropbox(context),
  }),
)
