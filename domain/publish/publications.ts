import type { Attribution } from '../audit/actor.ts'
import type { Environment, Package, Publication, Tx } from '../database.ts'
import { conflict, notFound, type Problem } from '../errors.ts'
import { draftBlockers } from './blockers.ts'
import { hasSynchronizedRevision } from './four-eyes.ts'
import { lockPackage } from '../transaction.ts'
import type { Action } from '../audit/actions.ts'
import type { Change, Event } from '../audit/change.ts'
import { deploymentError, fourEyesProblem } from './deployments.ts'
import { lockEnvironment } from '../environments/environments.ts'
import { dropRequests } from '../transcode/encoding-requests.ts'

/**
 * A wish to publish. `revision`: the draft that was looked at; CONFLICT when it has changed since. `acceptFallback`: paths of failed videos that
 * are to play from the author's file, where the environment allows it.
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
 * Asks for a publication of the present draft. The same key, or the same revision to the same environment while that is open, gives the
 * same publication. What stands in its way makes it BLOCKED at once, before anything is copied; that is data, not an error.
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
  if (pkg.archivedAt) throw conflict(`«${pkg.title}» is archived. Restore it before you publish it.`)
  if (pkg.revision === 0) throw conflict(`«${pkg.title}» has no draft yet. Synchronise it first.`)
  if (input.revision !== undefined && input.revision !== pkg.revision)
    throw conflict('The draft has changed since you looked at it. Look at it again, then publish.')
  const environment = await lockEnvironment(tx, input.environment.id)
  const acceptedFallbacks = [...new Set(input.acceptFallback ?? [])]
  if (acceptedFallbacks.length > 0 && !environment.acceptsFallback)
    throw conflict(
      `${environment.name} shows streams alone. Mend the videos, or have an administrator allow files there.`,
    )
  if (
    environment.fourEyes &&
    (await hasSynchronizedRevision(tx, by.actor, { packageId: pkg.id, revision: pkg.revision }))
  )
    throw deploymentError([fourEyesProblem(environment)])
  const open = await tx.publication.findFirst({
    where: { packageId: pkg.id, environmentId: environment.id, revision: pkg.revision, finishedAt: null },
  })
  if (open) return acceptMoreFallbacks(tx, pkg, open, acceptedFallbacks)

  const blockers = await draftBlockers(tx, pkg, environment, acceptedFallbacks, profile)
  const outcomeColumns = blockers.length > 0 ? { status: 'BLOCKED' as const, finishedAt: new Date(), blockers } : {}
  const publication = await tx.publication.create({
    data: {
      packageId: pkg.id,
      environmentId: environment.id,
      revision: pkg.revision,
      notes,
      idempotencyKey,
      acceptedFallbacks,
      startedBy: by.actor,
      ...outcomeColumns,
    },
  })
  const words =
    blockers.length > 0 ? `cannot be published to ${environment.name} yet` : `is being published to ${environment.name}`
  const action = blockers.length > 0 ? 'package.publicationBlocked' : 'package.publicationRequested'
  return {
    result: publication,
    events: [publicationEvent(pkg, publication, action, words, { blockers, acceptedFallbacks })],
  }
}

/** Whoever joins may accept more files than whoever asked first. */
async function acceptMoreFallbacks(
  tx: Tx,
  pkg: Package,
  open: Publication,
  accepted: string[],
): Promise<Change<Publication>> {
  const acceptedFallbacks = [...new Set([...open.acceptedFallbacks, ...accepted])]
  if (acceptedFallbacks.length === open.acceptedFallbacks.length) return { result: open }
  const publication = await tx.publication.update({ where: { id: open.id }, data: { acceptedFallbacks } })
  const words = 'may play files in place of more streams that failed'
  return {
    result: publication,
    events: [publicationEvent(pkg, publication, 'package.publicationRequested', words, { acceptedFallbacks })],
  }
}

/** Asks an open publication to stop; one that is over stays as it is. */
export async function cancelPublication(tx: Tx, id: string): Promise<Change<Publication>> {
  const found = await tx.publication.findUnique({ where: { id } })
  if (!found) throw notFound('This publication')
  const pkg = await lockPackage(tx, found.packageId)
  const present = await tx.publication.findUniqueOrThrow({ where: { id } })
  if (present.finishedAt || present.cancelRequestedAt) return { result: present }
  const publication = await tx.publication.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  return {
    result: publication,
    events: [
      publicationEvent(pkg, publication, 'package.publicationCancelRequested', 'is not to be published after all'),
    ],
  }
}

/** Begins to copy: allots the next number (never used again, whatever becomes of it) and fixes what is taken of the draft's revision. */
export async function startCopy(tx: Tx, pkg: Package, publication: Publication): Promise<Publication> {
  if (publication.number !== null) return publication
  const number = pkg.lastReleaseNumber + 1
  await tx.package.update({ where: { id: pkg.id }, data: { lastReleaseNumber: number } })
  const files = await tx.$executeRaw`
    INSERT INTO release_file (package_id, number, path, content_hash, bytes, modified_at, media_type, stored_bytes, generated, video_id,
      source_key, source_version_id, source_etag)
    SELECT package_id, ${number}, path, content_hash, bytes, modified_at, media_type, stored_bytes, generated, video_id, key, version_id, etag
    FROM draft_file WHERE package_id = ${pkg.id}::uuid AND from_revision <= ${publication.revision}
      AND (until_revision IS NULL OR until_revision > ${publication.revision})`
  return tx.publication.update({
    where: { id: publication.id },
    data: { number, status: 'COPYING', filesTotal: files },
  })
}

/** Where a copied file lies now. */
export type CopiedFile = { path: string; key: string; versionId: string; etag: string }

/**
 * Records copies of a release's files; whichever copy of a file is recorded first is the one that counts. Returns whether the publication
 * shall still go on.
 */
export async function recordCopiedFiles(
  tx: Tx,
  publication: Publication,
  copiedFiles: CopiedFile[],
): Promise<Change<{ shouldContinue: boolean }>> {
  await tx.$queryRaw`SELECT 1 FROM publication WHERE id = ${publication.id}::uuid FOR UPDATE`
  const present = await tx.publication.findUniqueOrThrow({ where: { id: publication.id } })
  if (present.finishedAt || present.copiedAt) return { result: { shouldContinue: false } }
  const recorded = await tx.$executeRaw`
    UPDATE release_file AS file SET key = new.key, version_id = new."versionId", etag = new.etag
    FROM jsonb_to_recordset(${JSON.stringify(copiedFiles)}::jsonb) AS new(path text, key text, "versionId" text, etag text)
    WHERE file.package_id = ${publication.packageId}::uuid AND file.number = ${publication.number} AND file.path = new.path
      AND file.key IS NULL`
  await tx.publication.update({ where: { id: publication.id }, data: { filesDone: { increment: recorded } } })
  return { result: { shouldContinue: present.cancelRequestedAt === null }, affectedPackages: [publication.packageId] }
}

/** Says that every file is copied and was found again by listing; what is left is to wait for the videos. */
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
      publicationEvent(pkg, publication, 'package.releaseCopied', `was copied as release ${publication.number}`),
    ],
  }
}

export type PublicationOutcome =
  | { status: 'BLOCKED'; blockers: Problem[] }
  | { status: 'FAILED'; error: Problem }
  | { status: 'CANCELED' }

const outcomeEvents: Record<PublicationOutcome['status'], [action: Action, words: string]> = {
  BLOCKED: ['package.publicationBlocked', 'could not be published'],
  FAILED: ['package.publicationFailed', 'could not be published'],
  CANCELED: ['package.publicationCanceled', 'was not published: somebody stopped it'],
}

/** Ends an open publication without a release. Its number stays unused, its wishes are unpublished. */
export async function endPublication(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  end: PublicationOutcome,
): Promise<Event[]> {
  await dropRequests(tx, { publicationId: publication.id })
  await tx.publication.update({ where: { id: publication.id }, data: { ...end, finishedAt: new Date() } })
  const [action, words] = outcomeEvents[end.status]
  const why = end.status === 'BLOCKED' ? end.blockers[0]?.message : end.status === 'FAILED' ? end.error.message : null
  return [publicationEvent(pkg, publication, action, why ? `${words}: ${why}` : words, end)]
}

/** An event about a publication of this package: «title» and the words make its summary. */
export function publicationEvent(
  pkg: Package,
  publication: Publication,
  action: Action,
  words: string,
  after?: object,
): Event {
  const subject = { subjectType: 'Publication', subjectId: publication.id, packageId: pkg.id }
  return { action, ...subject, summary: `«${pkg.title}» ${words}`, after: { revision: publication.revision, ...after } }
}

/** Ends an open publication whose files could not be copied. */
export async function failPublicationCopy(tx: Tx, publicationId: string): Promise<Change<Publication>> {
  const found = await tx.publication.findUniqueOrThrow({ where: { id: publicationId } })
  const pkg = await lockPackage(tx, found.packageId)
  const publication = await tx.publication.findUniqueOrThrow({ where: { id: publicationId } })
  if (publication.finishedAt) return { result: publication }
  const message =
    'The files could not be copied to their place, and nothing was published. Publish once more; if that does not help, verify the draft and have it mended.'
  const events = await endPublication(tx, pkg, publication, {
    status: 'FAILED',
    error: { code: 'NOT_COPIED', message },
  })
  return { result: publication, events }
}

/** Forgets the files of a number that never became a release. */
export async function discardReleaseNumber(tx: Tx, packageId: string, number: number): Promise<void> {
  const released = await tx.release.count({ where: { packageId, number } })
  if (released === 0) await tx.releaseFile.deleteMany({ where: { packageId, number } })
}
