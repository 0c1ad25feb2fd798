import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { namesOf } from '@lectern/schema/changes/encoding'
import {
  emptiable,
  recordEmptied,
  removeCaptions,
  removeEncodings,
  removeSources,
} from '@lectern/schema/changes/remove-streams'
import { noteNeeds } from '@lectern/schema/changes/unneeded'
import { unneeded, watchedCaptions, watchedEncodings, watchedSources } from '@lectern/schema/reads/unneeded'
import { mediaPrefix } from '../clients/keys.ts'
import { bytesBelow, removeBelow } from '../clients/s3-versions.ts'
import { openSweep, type Swept } from '../tidied.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import type { Tidying } from './tidy-rows.ts'

/** Attempts whose outputs one call takes away. */
const attemptsAtATime = 100

/**
 * Notes which streams, sources and captions nothing needs by now, and lets go of those that nothing has needed since before the grace period:
 * streams are marked, and rows forget where sources and captions lie. Their objects go afterwards. Done twice, the second time finds nothing.
 */
export async function tidyNeeds({ database, terms }: Deps, { before }: { before: string }): Promise<void> {
  const signal = cancellation()
  const moment = new Date(before)
  const again = async (step: () => Promise<number>) => {
    while ((await step()) > 0) signal.throwIfAborted()
  }
  for (const watched of [watchedEncodings(terms.profile), watchedSources, watchedCaptions])
    await again(() => database.$transaction(tx => noteNeeds(tx, watched)))
  await again(() => change(database, lectern, tx => removeEncodings(tx, terms.profile, moment)))
  await again(() => database.$transaction(tx => removeSources(tx, moment)))
  await again(() => database.$transaction(tx => removeCaptions(tx, moment)))
}

/**
 * Takes away what attempts left in S3 whose streams are removed, or that came to nothing before the grace period; attempts after this one, in
 * their order. Returns after which to go on; null: that was the last. An attempt that is opened meanwhile has a place of its own. A stream
 * counts when its last object is gone, once.
 */
export async function tidyStreams(
  deps: Deps,
  { after, ...tidying }: Tidying & { after: string },
): Promise<Swept & { next: string | null }> {
  const { database, store } = deps
  const { dryRun } = tidying
  const signal = cancellation()
  const { swept, take } = openSweep(tidying)
  const attempts = await nextAttempts(deps, tidying, after)
  const names = dryRun
    ? await namesOf(
        database,
        attempts.map(({ encoding }) => encoding),
      )
    : new Map()
  for (const { encoding, number, status } of attempts) {
    signal.throwIfAborted()
    const { id, contentHash, profile } = encoding
    const prefix = mediaPrefix(contentHash, profile, number)
    const bytes = await (dryRun ? bytesBelow : removeBelow)(store, prefix)
    if (!dryRun && !(await database.$transaction(tx => recordEmptied(tx, id, number)))) continue
    const isStream = status === 'READY'
    if (!isStream && bytes === 0) continue
    const what = isStream ? 'Stream' : 'Remains of a stream that was not made'
    take('streams', () => `${what}: ${names.get(contentHash) ?? prefix}`, { bytes, count: isStream ? 1 : 0 })
  }
  const last = attempts.at(-1)
  return { ...swept, next: attempts.length < attemptsAtATime ? null : `${last!.encodingId}/${last!.number}` }
}

async function nextAttempts({ database, terms }: Deps, { before, dryRun }: Tidying, after: string) {
  const moment = new Date(before)
  const ids = dryRun ? await unneeded(database, watchedEncodings(terms.profile), moment) : []
  const goes = { OR: [emptiable(moment), { emptiedAt: null, encodingId: { in: ids } }] }
  const [encodingId, number] = after.split('/')
  const rest = encodingId
    ? { OR: [{ encodingId: { gt: encodingId } }, { encodingId, number: { gt: Number(number) } }] }
    : {}
  return database.attempt.findMany({
    where: { AND: [goes, rest] },
    include: { encoding: true },
    orderBy: [{ encodingId: 'asc' }, { number: 'asc' }],
    take: attemptsAtATime,
  })
}
