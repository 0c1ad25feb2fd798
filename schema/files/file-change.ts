import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { notFound } from '@lectern/domain/errors'
import { type PageArguments, pageOfStatement } from '@lectern/domain/paging'
import { countFileChanges, type FileChange, fileChangesBetween } from '@lectern/domain/files/file-changes'
import type { ContentVersion } from '@lectern/domain/files/content-version'

const ChangeKind = builder.enumType('ChangeKind', { values: ['ADDED', 'CHANGED', 'REMOVED'] })

/** A diff reads two objects and compares them: some sixty are as much as may be asked for at once. */
const diffComplexity = 300

export const Change = builder.objectRef<FileChange>('Change').implement({
  description: 'A file that is otherwise in two editions of a package.',
  fields: t => ({
    kind: t.expose('kind', { type: ChangeKind }),
    path: t.exposeString('path'),
    bytesBefore: t.expose('bytesBefore', { type: 'Bytes', nullable: true }),
    bytesAfter: t.expose('bytesAfter', { type: 'Bytes', nullable: true }),
    newVideo: t.exposeBoolean('newVideo', {
      description: 'A video whose bytes were not there before, under whatever name.',
    }),
    textDiff: t.string({
      description:
        'For HTML, CSS, JavaScript and other text that was CHANGED: a unified diff of what is shown. Null for everything else, and for what is too large or too different to be read.',
      nullable: true,
      complexity: diffComplexity,
      resolve: (change, _args, context) => context.lookups.textDiff(change),
    }),
  }),
})

export const ChangeConnection = builder.connectionObject({ type: Change, name: 'ChangeConnection' })

const byPath = [['path', 'text']] as const

/** A page of what changed from one edition of a package to another; `before` null: everything is new. */
export const pageOfFileChanges = (
  { database }: Context,
  before: ContentVersion | null,
  after: ContentVersion,
  page: PageArguments,
) =>
  pageOfStatement<FileChange>(byPath, page, {
    find: keyset => fileChangesBetween(database, before, after, keyset),
    count: () => countFileChanges(database, before, after),
  })

/**
 * The edition that something is compared with: the release that was named (NOT_FOUND when its files are not there any more), else the newest one
 * below a number; null when there is none.
 */
export async function findBaseVersion(
  { database }: Context,
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
