import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { videoPathsByHash } from '@lectern/domain/transcode/encodings'
import {
  deletableOutputsWhere,
  recordOutputsDeleted,
  removeCaptions,
  removeEncodings,
  removeSources,
} from '@lectern/domain/cleanup/remove-encodings'
import { updateUnreferencedSince } from '@lectern/domain/cleanup/mark-unreferenced'
import { trackedCaptions, trackedEncodings, trackedSources, unreferencedKeys } from '@lectern/domain/cleanup/unreferenced'
import { mediaPrefix } from '../storage/keys.ts'
import { countBytesBelow, removeAllBelow } from '../storage/s3-versions.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'
import type { Services } from '../services.ts'
import { cancellationSignal } from '../heartbeat.ts'
import type { CleanupOptions } from './clean-rows.ts'

/** Attempts whose outputs one call takes away. */
const attemptBatchSize = 100

/**
 * Notes which streams, sources and captions nothing needs by now, and lets go of those that nothing has needed since before the grace period:
 * streams are marked, and rows forget where sources and captions lie. Their objects go afterwards. Done twice, the second time finds nothing.
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
 * Takes away what attempts left in S3 whose streams are removed, or that came to nothing before the grace period; attempts after this one, in
 * their order. Returns after which to go on; null: that was the last. An attempt that is opened meanwhile has a place of its own. A stream
 * counts when its last object is gone, once.
 */
export async function cleanEncodings(
  services: Services,
  { after, ...options }: CleanupOptions & { after: string },
): Promise<CleanupResult & { next: string | null }> {
  const { database, store } = services
  const { dryRun } = options
  const signal = cancellationSignal()
  const { swept: result, add } = startCleanupReport(options)
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
    const label = isReady ? 'Stream' : 'Remains of a stream that was not made'
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
