import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import { type Finding, Prisma, type Tx } from '../database.ts'
import { forbidden, notFound } from '../errors.ts'
import { atRevision } from '../files/content-version.ts'
import { lockActivePackage, lockPackage } from '../transaction.ts'

/** SQL, for `finding LEFT JOIN ignored_finding AS ignored`: an author cannot ignore an ERROR, only a publisher can. */
export const isIgnoredSql: Prisma.Sql = Prisma.sql`(ignored.cause IS NOT NULL AND (finding.severity <> 'ERROR' OR ignored.covers_errors))`

/** SQL: joins what a person ignored to `finding`. */
export const joinIgnoredSql: Prisma.Sql = Prisma.sql`
  LEFT JOIN ignored_finding AS ignored ON ignored.package_id = finding.package_id AND ignored.cause = finding.cause`

/** Where the person may publish the package. Null: nowhere, so that an ERROR is not theirs to ignore. */
export type Publisher = { environmentIds: string[] } | null

type Ignoring = { packageId: string; cause: string; reason: string; publisher: Publisher }

/**
 * Ignores a cause in a package, in this and in later revisions, with the reason. The next person's reason replaces it, and
 * what a publisher ignored stays ignored in that publisher's environments. NOT_FOUND if the draft does not have the cause, and
 * FORBIDDEN for an ERROR if the person may not publish the package.
 */
export async function ignoreFinding(
  tx: Tx,
  by: Attribution,
  { packageId, cause, reason, publisher }: Ignoring,
): Promise<Change<Finding>> {
  const pkg = await lockActivePackage(tx, packageId, 'ignore its findings')
  const finding = await tx.finding.findFirst({ where: { ...atRevision({ packageId, revision: pkg.revision }), cause } })
  if (!finding) throw notFound('This finding')
  if (finding.severity === 'ERROR' && publisher === null)
    throw forbidden('ignore an error', 'Ask a person who may publish the package.')
  const key = { packageId, cause }
  const before = await tx.ignoredFinding.findUnique({ where: { packageId_cause: key } })
  const values = {
    ...{ reason, ignoredBy: by.actor, ignoredAt: new Date() },
    coversErrors: publisher !== null || (before?.coversErrors ?? false),
    environmentIds: [...new Set([...(before?.environmentIds ?? []), ...(publisher?.environmentIds ?? [])])],
  }
  await tx.ignoredFinding.upsert({ where: { packageId_cause: key }, create: { ...key, ...values }, update: values })
  const event: Event = {
    ...findingEvent(finding),
    action: 'finding.ignored',
    summary: `Ignored a finding of "${pkg.title}": ${placeOf(finding)}`,
    ...(before && { before: { reason: before.reason } }),
    after: { ...describe(finding), reason },
  }
  return { result: finding, events: [event] }
}

/** Takes back that a cause is ignored. Does nothing if it is not. Null if the draft no longer has it. */
export async function unignoreFinding(tx: Tx, packageId: string, cause: string): Promise<Change<Finding | null>> {
  const pkg = await lockPackage(tx, packageId)
  const finding = await tx.finding.findFirst({ where: { ...atRevision({ packageId, revision: pkg.revision }), cause } })
  const key = { packageId, cause }
  const before = await tx.ignoredFinding.findUnique({ where: { packageId_cause: key } })
  if (!before) return { result: finding }
  await tx.ignoredFinding.delete({ where: { packageId_cause: key } })
  const event: Event = {
    ...findingEvent(key),
    action: 'finding.unignored',
    summary: `No longer ignores a finding of "${pkg.title}"${finding ? `: ${placeOf(finding)}` : ''}`,
    before: { reason: before.reason },
    after: finding ? describe(finding) : { cause },
  }
  return { result: finding, events: [event] }
}

/** A cause is no row of its own: the subject is the package. */
const findingEvent = ({ packageId }: { packageId: string }) => ({
  ...{ subjectType: 'Package', subjectId: packageId, packageId },
})

const placeOf = ({ path, line, message }: Finding) =>
  path === '' ? message : `${path}${line === null ? '' : `, line ${line}`}`

const describe = ({ cause, code, severity, path, line, message }: Finding) => ({
  ...{ cause, code, severity, path, line, message },
})
