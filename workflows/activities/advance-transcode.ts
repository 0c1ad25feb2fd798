import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { advanceTranscode as advanceRows } from '@lectern/schema/changes/transcode'
import { type ExpectedVideo, expectedVideos } from '@lectern/schema/reads/expected-videos'
import { profile } from '../contract.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { keepSource } from './keep-source.ts'
import { wakeQuietly } from './wake-quietly.ts'

/**
 * Compares what should be there with what is there, and goes as far as that allows: bytes of arrived videos are copied to where nobody can
 * change them while a job reads them; once all have arrived, the encodings are wished and their workflows woken. Done twice, the second
 * time finds nothing to do. Finished when the package has no open transcode.
 */
export async function advanceTranscode(deps: Deps, packageId: string): Promise<{ finished: boolean }> {
  const signal = cancellation()
  const transcode = await deps.database.transcode.findFirst({ where: { packageId, finishedAt: null } })
  if (!transcode) return { finished: true }
  for (const video of await expectedVideos(deps.database, packageId, profile)) {
    signal.throwIfAborted()
    if (needsSource(video)) await keepSource(deps, video.contentHash)
  }
  const step = await change(deps.database, lectern, tx => advanceRows(tx, transcode, profile))
  for (const encoding of step.encodings)
    await wakeQuietly(deps, { workflow: 'encode', contentHash: encoding.contentHash, profile: encoding.profile })
  return { finished: step.finished }
}

const needsSource = (video: ExpectedVideo) =>
  video.versionId !== null && video.problem === null && video.servedBy === null && video.encodingStatus !== 'READY'
