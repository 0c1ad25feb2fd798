import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import { type PageComparison, Prisma, type Tx } from '../database.ts'
import { conflict, invalidInput, notFound, type Problem } from '../errors.ts'
import { type ContentVersion, hasDraft } from '../files/content-version.ts'
import type { ComparedVersions } from '../files/file-changes.ts'
import { lockPackage } from '../transaction.ts'

/** An area of a picture, in pixels from its upper left corner. */
export type Box = { x: number; y: number; width: number; height: number }

/** How long the pictures of a comparison are kept. */
const keptMs = 7 * 86_400_000

/** Which versions to compare: a release with another one (`toNumber`), or with a revision of the draft. */
type ComparedPair = Pick<PageComparison, 'packageId' | 'fromNumber' | 'toNumber' | 'toRevision'>

/** Returns the content versions that a comparison shows. */
export const versionsOf = ({ packageId, fromNumber, toNumber, toRevision }: ComparedPair) =>
  ({
    before: { packageId, number: fromNumber },
    after: toNumber === null ? { packageId, revision: toRevision! } : { packageId, number: toNumber },
  }) satisfies ComparedVersions

/** A Prisma filter for the comparisons of a release with another version that have not expired. */
export function keptComparisonWhere(fromNumber: number, after: ContentVersion): Prisma.PageComparisonWhereInput {
  const { packageId } = after
  const to = 'number' in after ? { toNumber: after.number } : { toRevision: after.revision }
  return { packageId, fromNumber, ...to, expiresAt: { gt: new Date() } }
}

/**
 * Asks for pictures of the pages that differ between a release and another one, or the current draft (`toNumber` null).
 * Returns the comparison of the same versions that is open or done, if there is one. CONFLICT while another one of the
 * package is open, without a draft, and if the files of a release were removed.
 */
export async function requestComparison(
  tx: Tx,
  by: Attribution,
  { packageId, fromNumber, toNumber }: { packageId: string; fromNumber: number; toNumber: number | null },
): Promise<Change<PageComparison>> {
  const pkg = await lockPackage(tx, packageId)
  if (fromNumber === toNumber) throw invalidInput('to', 'Choose two different releases.')
  for (const number of [fromNumber, ...(toNumber === null ? [] : [toNumber])]) {
    const release = await tx.release.findUnique({ where: { packageId_number: { packageId, number } } })
    if (!release) throw notFound(`Release ${number} of "${pkg.title}"`)
    if (release.removedAt) throw conflict(`The files of release ${number} were removed. Choose another release.`)
  }
  if (toNumber === null && !hasDraft(pkg)) throw conflict(`"${pkg.title}" has no draft. Choose a release.`)
  const after = toNumber === null ? { packageId, revision: pkg.revision } : { packageId, number: toNumber }
  const usableWhere = { ...keptComparisonWhere(fromNumber, after), status: { not: 'FAILED' as const } }
  const usable = await tx.pageComparison.findFirst({ where: usableWhere })
  if (usable) return { result: usable }
  if ((await tx.pageComparison.count({ where: { packageId, finishedAt: null } })) > 0)
    throw conflict(`Other pages of "${pkg.title}" are being compared. Try again in a few minutes.`)
  const comparison = await tx.pageComparison.create({
    data: {
      packageId,
      fromNumber,
      toNumber,
      toRevision: toNumber === null ? pkg.revision : null,
      requestedBy: by.actor,
      expiresAt: new Date(Date.now() + keptMs),
    },
  })
  const event: Event = {
    action: 'package.pagesCompared',
    subjectType: 'PageComparison',
    subjectId: comparison.id,
    packageId,
    summary: `Compared the pages of release ${fromNumber} of "${pkg.title}" with ${toNumber === null ? 'the draft' : `release ${toNumber}`}`,
  }
  return { result: comparison, events: [event] }
}

/** Locks a comparison's package, then loads the comparison. Null if it has ended or was removed. */
async function lockOpenComparison(tx: Tx, id: string): Promise<PageComparison | null> {
  const found = await tx.pageComparison.findUnique({ where: { id } })
  if (!found) return null
  await lockPackage(tx, found.packageId)
  return tx.pageComparison.findUnique({ where: { id, finishedAt: null } })
}

/** Starts a comparison with its pages. `changedPages`: how many there would be without a limit. */
export async function beginComparison(
  tx: Tx,
  id: string,
  { paths, changedPages }: { paths: string[]; changedPages: number },
): Promise<Change<null>> {
  const comparison = await lockOpenComparison(tx, id)
  if (!comparison) return { result: null }
  await tx.pageComparison.update({ where: { id }, data: { status: 'RUNNING', changedPages } })
  await tx.comparedPage.createMany({
    data: paths.map((path, index) => ({ comparisonId: id, number: index + 1, path })),
    skipDuplicates: true,
  })
  return { result: null, affectedPackages: [comparison.packageId] }
}

/** What came of one page: its pictures and where they differ, or why there are none. */
export type PageOutcome =
  | { beforeVersion: string; afterVersion: string; boxes: Box[]; changedShare: number }
  | { problem: Problem }

/** Records what came of a page. */
export async function recordComparedPage(
  tx: Tx,
  { id, packageId }: PageComparison,
  number: number,
  outcome: PageOutcome,
): Promise<Change<null>> {
  await tx.comparedPage.update({ where: { comparisonId_number: { comparisonId: id, number } }, data: outcome })
  return { result: null, affectedPackages: [packageId] }
}

/** Ends a comparison; does nothing if it has ended. `problem`: why it failed. */
export async function endComparison(tx: Tx, id: string, problem: Problem | null): Promise<Change<null>> {
  const comparison = await lockOpenComparison(tx, id)
  if (!comparison) return { result: null }
  const data = { status: problem ? ('FAILED' as const) : ('DONE' as const), problem: problem ?? Prisma.DbNull }
  await tx.pageComparison.update({ where: { id }, data: { ...data, finishedAt: new Date() } })
  return { result: null, affectedPackages: [comparison.packageId] }
}
