import { notFound } from '@lectern/domain/errors'
import type { ContentVersion } from '@lectern/domain/files/content-version'
import { countFileChanges, type FileChange, fileChangesBetween } from '@lectern/domain/files/file-changes'
import { type PageArguments, pageOfStatement } from '@lectern/domain/paging'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { textDiff } from './text-diff.ts'

const ChangeKind = builder.enumType('ChangeKind', { values: ['ADDED', 'CHANGED', 'REMOVED'] })

/** The complexity of one diff, which reads and compares two objects. Limits an operation to about 60 diffs. */
const diffComplexity = 300

export const Change = builder.objectRef<FileChange>('Change').implement({
  description: 'A file that differs between two versions of a package.',
  fields: t => ({
    kind: t.expose('kind', { type: ChangeKind }),
    path: t.exposeString('path'),
    bytesBefore: t.expose('bytesBefore', { type: 'Bytes', nullable: true }),
    bytesAfter: t.expose('bytesAfter', { type: 'Bytes', nullable: true }),
    newVideo: t.exposeBoolean('newVideo', {
      description: 'The file is a video whose bytes the earlier version does not contain under any path.',
    }),
    textDiff: t.string({
      description:
        'A unified diff of what is shown, for HTML, CSS, JavaScript, and other text that was CHANGED. Null for all other files, and for files that are too large or differ too much.',
      nullable: true,
      complexity: diffComplexity,
      resolve: (change, _args, context) => textDiff(context.services, change),
    }),
  }),
})

export const ChangeConnection = builder.connectionObject({ type: Change, name: 'ChangeConnection' })

const byPath = [['path', 'text']] as const

/** Returns a page of the changes from one content version to another. `before` null: everything is new. */
export const pageOfFileChanges = (
  { services: { database } }: Context,
  before: ContentVersion | null,
  after: ContentVersion,
  page: PageArguments,
) =>
  pageOfStatement<FileChange>(byPath, page, {
    find: keyset => fileChangesBetween(database, before, after, keyset),
    count: () => countFileChanges(database, before, after),
  })

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
