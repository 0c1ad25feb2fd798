import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { updateUnreferencedSince } from '@lectern/domain/cleanup/mark-unreferenced'
import {
  deletableOutputsWhere,
  recordOutputsDeleted,
  removeCaptions,
  removeEncodings,
  removeSources,
} from '@lectern/domain/cleanup/remove-encodings'
import {
  trackedCaptions,
  trackedEncodings,
  trackedSources,
  unreferencedKeys,
} from '@lectern/domain/cleanup/unreferenced'
import { videoPathsByHash } from '@lectern/domain/transcode/encodings'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { mediaPrefix } from '../storage/keys.ts'
import { countBytesBelow, removeAllBelow } from '../storage/s3-versions.ts'
import type { CleanupOptions } from './clean-rows.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'

/** The number of attempts whose outputs one call removes. */
const attemptBatchSize = 100

/**
 * Records which encodings, sources, and captions are unreferenced now, and releases those that have been unreferenced
 * since before the grace period: encodings are marked, and rows drop the keys of sources and captions. Their objects
 * are removed afterward. A repetition finds nothing to do.
 */
export async function markUnreferenced(
  { database, encodingSettings }: Services,
  { before }: { before: string },
): Promise<void> {
  const signal = cancellationSignal()
  const beforeDate = new Date(before)
  const repeatUntilNone = async (step: () => Promise<number>) => {
    while ((await step()) > 0) signal.throwIfAborted()
  }
  for (const tracked of [trackedEncodings(encodingSettings.profile), trackedSources, trackedCaptions])
    await repeatUntilNone(() => database.$transaction(tx => updateUnreferencedSince(tx, tracked)))
  await repeatUntilNone(() =>
    change(database, systemActor, tx => removeEncodings(tx, encodingSettings.profile, beforeDate)),
  )
  await repeatUntilNone(() => database.$transaction(tx => removeSources(tx, beforeDate)))
  await repeatUntilNone(() => database.$transaction(tx => removeCaptions(tx, beforeDate)))
}

/**
 * Removes from S3 the outputs of attempts whose encodings are removed, or that failed before the grace period.
 * Processes the attempts after `after`, in order. Returns the attempt after which to continue, or null at the end. An
 * attempt that is opened meanwhile has its own prefix. An encoding counts once, when its last object is gone.
 */
export async function cleanEncodings(
  services: Services,
  { after, ...options }: CleanupOptions & { after: string },
): Promise<CleanupResult & { next: string | null }> {
  const { database, store } = services
  const { dryRun } = options
  const signal = cancellationSignal()
  const { result, add } = startCleanupReport(options)
  const attempts = await findNextAttempts(services, options, after)
  const videoNames = dryRun
    ? await videoPathsByHash(
        database,
        attempts.map(({ encoding }) => encoding),
      )
    : new Map()
  for (const { encoding, number, status } of attempts) {
    signal.throwIfAborted()
    const { id, contentHash, profile } = encoding
    const prefix = mediaPrefix(contentHash, profile, number)
    const bytes = await (dryRun ? countBytesBelow : removeAllBelow)(store, prefix)
    if (!dryRun && !(await database.$transaction(tx => recordOutputsDeleted(tx, id, number)))) continue
    const isReady = status === 'READY'
    if (!isReady && bytes === 0) continue
    const label = isReady ? 'Encoding' : 'Remains of a failed encoding'
    add('streams', () => `${label}: ${videoNames.get(contentHash) ?? prefix}`, { bytes, count: isReady ? 1 : 0 })
  }
  const last = attempts.at(-1)
  return { ...result, next: attempts.length < attemptBatchSize ? null : `${last!.encodingId}/${last!.number}` }
}

async function findNextAttempts(
  { database, encodingSettings }: Services,
  { before, dryRun }: CleanupOptions,
  after: string,
) {
  const beforeDate = new Date(before)
  const unreferencedIds = dryRun
    ? await unreferencedKeys(database, trackedEncodings(encodingSettings.profile), beforeDate)
    : []
  const removableWhere = {
    OR: [deletableOutputsWhere(beforeDate), { outputsDeletedAt: null, encodingId: { in: unreferencedIds } }],
  }
  const [encodingId, number] = after.split('/')
  const afterWhere = encodingId
    ? { OR: [{ encodingId: { gt: encodingId } }, { encodingId, number: { gt: Number(number) } }] }
    : {}
  return database.attempt.findMany({
    where: { AND: [removableWhere, afterWhere] },
    include: { encoding: true },
    orderBy: [{ encodingId: 'asc' }, { number: 'asc' }],
    take: attemptBatchSize,
  })
}
