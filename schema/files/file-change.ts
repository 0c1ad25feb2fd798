import { notFound } from '@lectern/domain/errors'
import type { ContentVersion } from '@lectern/domain/files/content-version'
import {
  type ChangeFilter,
  type ComparedVersions,
  countFileChanges,
  type FileChange,
  fileChangesBetween,
} from '@lectern/domain/files/file-changes'
import { fileKindOf } from '@lectern/domain/files/file-kind'
import { type PageArguments, pageOfStatement } from '@lectern/domain/paging'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Money, moneyOf } from '../transcode/money.ts'
import { FileKind } from './file-kind.ts'
import { fileUrl, fileUrlDescription } from './file-url.ts'
import { storedText } from './stored-text.ts'
import { textDiff } from './text-diff.ts'

export const ChangeKind = builder.enumType('ChangeKind', { values: ['ADDED', 'CHANGED', 'REMOVED'] })

/** The complexity of a field that reads and compares objects. Limits an operation to about 60 of them. */
const textComplexity = 300

export const Change = builder.objectRef<FileChange & { versions: ComparedVersions }>('Change').implement({
  description: 'A file that differs between two versions of a package.',
  fields: t => ({
    kind: t.expose('kind', { type: ChangeKind }),
    path: t.exposeString('path'),
    fileKind: t.field({
      type: FileKind,
      resolve: ({ before, after }) => fileKindOf((after ?? before)!.mediaType),
    }),
    bytesBefore: t.expose('bytesBefore', { type: 'Bytes', nullable: true }),
    bytesAfter: t.expose('bytesAfter', { type: 'Bytes', nullable: true }),
    urlBefore: t.string({
      description: fileUrlDescription,
      nullable: true,
      resolve: ({ before, path, versions }, _args, context) => before && fileUrl(context, versions.before!, path),
    }),
    urlAfter: t.string({
      description: fileUrlDescription,
      nullable: true,
      resolve: ({ after, path, versions }, _args, context) => after && fileUrl(context, versions.after, path),
    }),
    newVideo: t.exposeBoolean('newVideo', {
      description: 'The file is a video whose bytes the earlier version does not contain under any path.',
    }),
    estimatedCost: t.field({
      description:
        'What encoding a new video costs by the price list. Null for all other files, and if it is not encoded.',
      type: Money,
      nullable: true,
      resolve: ({ costMicros, currency }) => moneyOf(costMicros, currency),
    }),
    textDiff: t.string({
      description:
        'A unified diff of what is shown, for HTML, CSS, JavaScript, and other text that was CHANGED. Null for all other files, and for files that are too large or differ too much.',
      nullable: true,
      complexity: textComplexity,
      resolve: (change, _args, context) => textDiff(context.services, change),
    }),
    text: t.string({
      description: 'The text of a file that was ADDED or REMOVED. Null for all other files, and if it is too large.',
      nullable: true,
      complexity: textComplexity,
      resolve: ({ path, before, after }, _args, { services }) =>
        before && after ? null : storedText(services, path, (after ?? before)!),
    }),
  }),
})

export const ChangeConnection = builder.connectionObject({ type: Change, name: 'ChangeConnection' })

/** The arguments of `changesSince`. */
export const changesArguments = builder.args(t => ({
  release: t.int(),
  path: t.string({ description: 'Only the change of this file.' }),
  search: t.string({ description: 'Part of the path, in any letter case.' }),
  kind: t.field({ type: ChangeKind }),
}))

const byPath = [['path', 'text']] as const

/** Returns a page of the changes from one content version to another. `before` null: everything is new. */
export const pageOfFileChanges = (
  { services: { database, settings } }: Context,
  versions: ComparedVersions,
  { path, search, kind, ...page }: ChangeFilter & PageArguments,
) => {
  const filter = { path, search, kind }
  const { profile } = settings.encodingSettings
  return pageOfStatement<FileChange & { versions: ComparedVersions }>(byPath, page, {
    find: async keyset =>
      (await fileChangesBetween(database, versions, filter, profile, keyset)).map(change => ({ ...change, versions })),
    count: () => countFileChanges(database, versions, filter),
  })
}

/**
 * Finds the content version to compare with: the requested release, or else the newest release below a number.
 * NOT_FOUND when the files of the requested release were removed. Null when there is none.
 */
export async function findBaseVersion(
  { services: { database } }: Context,
  packageId: string,
  requestedNumber: number | null | undefined,
  belowNumber?: number,
): Promise<ContentVersion | null> {
  const number = requestedNumber ?? { lt: belowNumber }
  const release = await database.release.findFirst({
    where: { packageId, removedAt: null, number },
    orderBy: { number: 'desc' },
  })
  if (requestedNumber != null && !release) throw notFound(`Release ${requestedNumber}`)
  return release && { packageId, number: release.number }
}
