import type { Action } from '../audit/actions.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Environment, Package, Prisma, Publication, Release, Tx } from '../database.ts'
import { lockEnvironment } from '../environments/environments.ts'
import { conflict, notFound, type Problem } from '../errors.ts'
import { filesOfVersionSql, hasDraft } from '../files/content-version.ts'
import { lockPackage, requireNotArchived } from '../transaction.ts'
import { dropRequests } from '../transcode/encoding-requests.ts'
import { assessDraft } from './assess-draft.ts'
import { deploy, deploymentError, deploymentProblems, lockRelease } from './deployments.ts'
import { findFourEyesProblem } from './four-eyes.ts'

/**
 * A request to publish. `revision`: the draft that the caller reviewed; CONFLICT if it has changed since.
 * `acceptFallback`: paths of failed videos that may play from the author's file, if the environment allows it.
 */
export type PublicationInput = {
  packageId: string
  environment: Environment
  revision?: number
  notes?: string | null
  idempotencyKey?: string | null
  acceptFallback?: string[] | null
}

/**
 * Requests a publication of the current draft. Returns the existing publication for the same idempotency key, or while
 * one of the same revision to the same environment is open. A publication with blockers is BLOCKED at once, before
 * anything is copied; blockers are data, not errors. `NOTHING_CHANGED` blocks a draft that the environment already
 * shows. If another release is the same as the draft, it is deployed, and nothing is copied.
 */
export async function requestPublication(
  tx: Tx,
  by: Attribution,
  input: PublicationInput,
  profile: string,
): Promise<Change<Publication>> {
  const pkg = await lockPackage(tx, input.packageId)
  const { notes } = input
  const idempotencyKey = input.idempotencyKey || null
  const existing = idempotencyKey && (await tx.publication.findFirst({ where: { packageId: pkg.id, idempotencyKey } }))
  if (existing) return { result: existing }
  requireNotArchived(pkg, 'publish it')
  if (!hasDraft(pkg)) throw conflict(`"${pkg.title}" has no draft yet. Synchronize it first.`)
  if (input.revision !== undefined && input.revision !== pkg.revision)
    throw conflict('The draft has changed since you reviewed it. Review it again, then publish.')
  const environment = await lockEnvironment(tx, input.environment.id)
  const acceptedFallbacks = [...new Set(input.acceptFallback ?? [])]
  if (acceptedFallbacks.length > 0 && !environment.acceptsFallback)
    throw conflict(
      `${environment.name} shows only encoded videos. Fix the videos, or ask an administrator to allow fallbacks there.`,
    )
  const draft = { packageId: pkg.id, revision: pkg.revision }
  const fourEyes = await findFourEyesProblem(tx, by.actor, environment, draft)
  if (fourEyes) throw deploymentError([fourEyes])
  const open = await tx.publication.findFirst({
    where: { packageId: pkg.id, environmentId: environment.id, revision: pkg.revision, finishedAt: null },
  })
  if (open) return acceptMoreFallbacks(tx, pkg, open, acceptedFallbacks)

  const { rootPage, blockers, matches } = await assessDraft(tx, pkg, environment, acceptedFallbacks, profile)
  const columns = {
    packageId: pkg.id,
    environmentId: environment.id,
    revision: pkg.revision,
    rootPage: rootPage.page,
    notes,
    idempotencyKey,
    acceptedFallbacks,
    startedBy: by.actor,
  }
  if (blockers.length > 0) return createBlocked(tx, pkg, environment, columns, blockers)
  const shown = await tx.currentDeployment.findUnique({
    where: { environmentId_packageId: { environmentId: environment.id, packageId: pkg.id } },
    include: { deployment: true },
  })
  const shownMatch = matches.find(({ id }) => id === shown?.deployment.releaseId)
  if (shownMatch)
    return createBlocked(tx, pkg, environment, columns, [nothingChangedProblem(environment, shownMatch.number)])
  if (matches[0]) return deployMatch(tx, by, pkg, environment, columns, matches[0])
  const publication = await tx.publication.create({ data: columns })
  const summary = `Started publishing "${pkg.title}" to ${environment.name}`
  return {
    result: publication,
    events: [
      publicationEvent(pkg, publication, 'package.publicationRequested', summary, { blockers, acceptedFallbacks }),
    ],
  }
}

/** The columns of a publication that say what was asked. */
type RequestColumns = Omit<Prisma.PublicationUncheckedCreateInput, 'status'> & { acceptedFallbacks: string[] }

const nothingChangedProblem = ({ name }: Environment, number: number): Problem => ({
  code: 'NOTHING_CHANGED',
  message: `Nothing has changed. ${name} already shows this draft as release ${number}. To publish something new, change the files in Dropbox and synchronize.`,
  path: null,
})

/** Records a publication that ends at once, before anything is copied. */
async function createBlocked(
  tx: Tx,
  pkg: Package,
  { name }: Environment,
  columns: RequestColumns,
  blockers: Problem[],
): Promise<Change<Publication>> {
  const data = { ...columns, status: 'BLOCKED' as const, finishedAt: new Date(), blockers }
  const publication = await tx.publication.create({ data })
  const { acceptedFallbacks } = columns
  const summary = `Publishing "${pkg.title}" to ${name} is blocked`
  const event = publicationEvent(pkg, publication, 'package.publicationBlocked', summary, {
    blockers,
    acceptedFallbacks,
  })
  return { result: publication, events: [event] }
}

/** Deploys an existing release that is the same as the draft, instead of copying the draft. */
async function deployMatch(
  tx: Tx,
  by: Attribution,
  pkg: Package,
  environment: Environment,
  columns: RequestColumns,
  match: Release,
): Promise<Change<Publication>> {
  const release = await lockRelease(tx, match.id)
  const target = { pkg, environmentId: environment.id, permission: 'package.publish' } as const
  const problems = await deploymentProblems(tx, by, target, release, pkg.revision)
  if (problems.length > 0) return createBlocked(tx, pkg, environment, columns, problems)
  const { deployment, events } = await deploy(tx, by, target, release, pkg.revision)
  const data = { ...columns, status: 'SUCCEEDED' as const, finishedAt: new Date(), deploymentId: deployment.id }
  const publication = await tx.publication.create({ data })
  const summary = `Published "${pkg.title}" to ${environment.name} as release ${release.number}, which has the same files`
  return { result: publication, events: [publicationEvent(pkg, publication, 'package.published', summary), ...events] }
}

/** Adds accepted fallbacks to an open publication, for a caller who accepts more than the first one did. */
async function acceptMoreFallbacks(
  tx: Tx,
  pkg: Package,
  open: Publication,
  accepted: string[],
): Promise<Change<Publication>> {
  const acceptedFallbacks = [...new Set([...open.acceptedFallbacks, ...accepted])]
  if (acceptedFallbacks.length === open.acceptedFallbacks.length) return { result: open }
  const publication = await tx.publication.update({ where: { id: open.id }, data: { acceptedFallbacks } })
  const summary = `Accepted the author's files for more failed videos of "${pkg.title}"`
  return {
    result: publication,
    events: [publicationEvent(pkg, publication, 'package.publicationRequested', summary, { acceptedFallbacks })],
  }
}

/** Requests the cancellation of an open publication. Does nothing if it has ended. */
export async function cancelPublication(tx: Tx, id: string): Promise<Change<Publication>> {
  const found = await tx.publication.findUnique({ where: { id } })
  if (!found) throw notFound('This publication')
  const pkg = await lockPackage(tx, found.packageId)
  const current = await tx.publication.findUniqueOrThrow({ where: { id } })
  if (current.finishedAt || current.cancelRequestedAt) return { result: current }
  const publication = await tx.publication.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  return {
    result: publication,
    events: [
      publicationEvent(
        pkg,
        publication,
        'package.publicationCancelRequested',
        `Asked to cancel the publication of "${pkg.title}"`,
      ),
    ],
  }
}

/** Starts to copy: assigns the next release number, which is never reused, and records the files of the revision. */
export async function startCopy(tx: Tx, pkg: Package, publication: Publication): Promise<Publication> {
  if (publication.number !== null) return publication
  const number = pkg.lastReleaseNumber + 1
  await tx.package.update({ where: { id: pkg.id }, data: { lastReleaseNumber: number } })
  const files = await tx.$executeRaw`
    INSERT INTO release_file (package_id, number, path, path_key, content_hash, bytes, modified_at, media_type, content_encoding, stored_bytes,
      generated, video_id, decorative, alternate_of, tag_version, source_key, source_version_id, source_etag)
    SELECT package_id, ${number}, path, path_key, content_hash, bytes, modified_at, coalesce(used_media_type, media_type), content_encoding,
      stored_bytes, generated, video_id, decorative, alternate_of, tag_version, key, version_id, etag
    ${filesOfVersionSql({ packageId: pkg.id, revision: publication.revision })}`
  return tx.publication.update({
    where: { id: publication.id },
    data: { number, status: 'COPYING', filesTotal: files },
  })
}

/** Where a copied file is stored. */
export type CopiedFile = { path: string; key: string; versionId: string; etag: string }

/**
 * Records copies of a release's files. If a file was copied twice, the copy that is recorded first counts. Returns
 * whether the publication should continue.
 */
export async function recordCopiedFiles(
  tx: Tx,
  publication: Publication,
  copiedFiles: CopiedFile[],
): Promise<Change<{ shouldContinue: boolean }>> {
  await tx.$queryRaw`SELECT 1 FROM publication WHERE id = ${publication.id}::uuid FOR UPDATE`
  const current = await tx.publication.findUniqueOrThrow({ where: { id: publication.id } })
  if (current.finishedAt || current.copiedAt) return { result: { shouldContinue: false } }
  const recorded = await tx.$executeRaw`
    UPDATE release_file AS file SET key = new.key, version_id = new."versionId", etag = new.etag
    FROM jsonb_to_recordset(${JSON.stringify(copiedFiles)}::jsonb) AS new(path text, key text, "versionId" text, etag text)
    WHERE file.package_id = ${publication.packageId}::uuid AND file.number = ${publication.number} AND file.path = new.path
      AND file.key IS NULL`
  await tx.publication.update({ where: { id: publication.id }, data: { filesDone: { increment: recorded } } })
  return { result: { shouldContinue: current.cancelRequestedAt === null }, affectedPackages: [publication.packageId] }
}

/** Records that every file is copied and was verified by a listing. The publication now waits only for videos. */
export async function markCopyComplete(tx: Tx, publication: Publication): Promise<Change<null>> {
  const pkg = await lockPackage(tx, publication.packageId)
  const { count } = await tx.publication.updateMany({
    where: { id: publication.id, finishedAt: null, copiedAt: null },
    data: { copiedAt: new Date(), status: 'WAITING_FOR_VIDEOS' },
  })
  if (count === 0) return { result: null }
  return {
    result: null,
    events: [
      publicationEvent(
        pkg,
        publication,
        'package.releaseCopied',
        `Copied "${pkg.title}" as release ${publication.number}`,
      ),
    ],
  }
}

/** How a publication ends without a release. */
export type PublicationOutcome =
  | { status: 'BLOCKED'; blockers: Problem[] }
  | { status: 'FAILED'; error: Problem }
  | { status: 'CANCELED' }

const outcomeEvents: Record<PublicationOutcome['status'], [action: Action, summaryPrefix: string]> = {
  BLOCKED: ['package.publicationBlocked', 'Could not publish'],
  FAILED: ['package.publicationFailed', 'Could not publish'],
  CANCELED: ['package.publicationCanceled', 'Canceled the publication of'],
}

/** Ends an open publication without a release. Its number stays unused, and its encoding requests are dropped. */
export async function endPublication(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  end: PublicationOutcome,
): Promise<Event[]> {
  await dropRequests(tx, { publicationId: publication.id })
  await tx.publication.update({ where: { id: publication.id }, data: { ...end, finishedAt: new Date() } })
  const [action, summaryPrefix] = outcomeEvents[end.status]
  const why = end.status === 'BLOCKED' ? end.blockers[0]?.message : end.status === 'FAILED' ? end.error.message : null
  const title = `${summaryPrefix} "${pkg.title}"`
  return [publicationEvent(pkg, publication, action, why ? `${title}: ${why}` : title, end)]
}

/** An event about a publication of this package. */
export function publicationEvent(
  pkg: Package,
  publication: Publication,
  action: Action,
  summary: string,
  after?: object,
): Event {
  const { id: subjectId, environmentId } = publication
  const subject = { subjectType: 'Publication', subjectId, packageId: pkg.id, environmentId }
  return { action, ...subject, summary, after: { revision: publication.revision, ...after } }
}

const notCopied: Problem = {
  code: 'NOT_COPIED',
  message:
    'The files could not be copied, and nothing was published. Publish again. If it fails again, verify the draft and repair it.',
}

/** Ends an open publication whose files could not be copied. `refusal`: why a service refuses that for good. */
export async function failPublication(
  tx: Tx,
  publicationId: string,
  refusal: Problem | null,
): Promise<Change<Publication>> {
  const found = await tx.publication.findUniqueOrThrow({ where: { id: publicationId } })
  const pkg = await lockPackage(tx, found.packageId)
  const publication = await tx.publication.findUniqueOrThrow({ where: { id: publicationId } })
  if (publication.finishedAt) return { result: publication }
  const events = await endPublication(tx, pkg, publication, { status: 'FAILED', error: refusal ?? notCopied })
  return { result: await tx.publication.findUniqueOrThrow({ where: { id: publicationId } }), events }
}

/** Deletes the file rows of a number that never became a release. */
export async function discardReleaseNumber(tx: Tx, packageId: string, number: number): Promise<void> {
  const released = await tx.release.count({ where: { packageId, number } })
  if (released === 0) await tx.releaseFile.deleteMany({ where: { packageId, number } })
}
