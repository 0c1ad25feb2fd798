import { lectern } from '../actor.ts'
import type { Encoding, Transcode, Tx } from '../database.ts'
import { expectedVideos, videoStatus } from '../reads/expected-videos.ts'
import { type Event, lockPackage, type Outcome } from './change.ts'
import { wishAll } from './encoding.ts'

/** Where a transcode stands after a look: what somebody has to work on, and whether it is over. */
export type TranscodeStep = { finished: boolean; encodings: Encoding[] }

/**
 * Compares what should be there with what is there, and goes as far as that allows: once every video has arrived, the encodings are
 * wished, one for each content hash; once all have an outcome, it is over. Asked twice, it does nothing twice.
 */
export async function advanceTranscode(tx: Tx, transcode: Transcode, profile: string): Promise<Outcome<TranscodeStep>> {
  const pkg = await lockPackage(tx, transcode.packageId)
  const present = await tx.transcode.findUniqueOrThrow({ where: { id: transcode.id } })
  if (present.finishedAt) return { result: { finished: true, encodings: [] } }
  let videos = await expectedVideos(tx, pkg.id, profile)
  if (videos.some(video => videoStatus(video) === 'EXPECTED')) return { result: { finished: false, encodings: [] } }

  const wished = await wishAll(tx, { packageId: pkg.id, transcodeId: transcode.id }, videos, profile)
  const events = wished.events ?? []
  const encodings = wished.result
  videos = await expectedVideos(tx, pkg.id, profile)
  const statuses = videos.map(videoStatus)
  if (!statuses.every(isOver)) {
    await tx.transcode.update({ where: { id: transcode.id }, data: { status: 'RUNNING' } })
    return { result: { finished: false, encodings }, events, packageIds: [pkg.id] }
  }
  const failed = statuses.filter(status => status === 'FAILED' || status === 'CANCELED').length
  const status = failed > 0 ? 'FAILED' : 'SUCCEEDED'
  await tx.transcode.update({ where: { id: transcode.id }, data: { status, finishedAt: new Date() } })
  const ended: Event = {
    action: failed > 0 ? 'package.transcodeFailed' : 'package.transcodeSucceeded',
    subjectType: 'Transcode',
    subjectId: transcode.id,
    packageId: pkg.id,
    summary:
      failed > 0
        ? `${failed} of ${videos.length} videos of «${pkg.title}» could not be made ready`
        : videos.length === 0
          ? `There is no video in «${pkg.title}» after all`
          : `All videos of «${pkg.title}» are ready to stream`,
    after: { videos: videos.length, failed },
    by: lectern,
  }
  return { result: { finished: true, encodings }, events: [...events, ended] }
}

const isOver = (status: string) => ['READY', 'NOT_NEEDED', 'FAILED', 'CANCELED'].includes(status)
