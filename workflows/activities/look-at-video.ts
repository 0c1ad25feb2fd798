import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { recordVideoLook } from '@lectern/schema/changes/looks'
import type { SyncItem } from '@lectern/schema/database'
import { presigned } from '../clients/s3.ts'
import { type ProbeAnswer, type VideoFacts, videoFacts } from '../probe.ts'
import type { Deps } from './deps.ts'

const run = promisify(execFile)
/** A look reads a few ranges; one that takes longer is given up, in milliseconds. */
const timeout = 60_000

/** Looks at a video where it lies, by ranges and without downloading it, and keeps what it finds by content hash. */
export async function lookAtVideo(
  deps: Deps,
  item: SyncItem,
  where: { key: string; versionId: string },
): Promise<void> {
  const contentHash = item.contentHash!
  const known = await deps.database.videoLook.findUnique({ where: { contentHash } })
  if (known) return
  const url = await presigned(deps.store, where, 900)
  const facts = await probe(deps.ffprobe, url)
  await deps.database.$transaction(tx => recordVideoLook(tx, { contentHash, bytes: item.bytes, ...facts }))
}

async function probe(ffprobe: string, url: string): Promise<VideoFacts> {
  try {
    const { stdout } = await run(ffprobe, ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', url], {
      timeout,
    })
    return videoFacts(JSON.parse(stdout) as ProbeAnswer)
  } catch (error) {
    // ffprobe ends with a code when it cannot read the file; anything else (missing, killed, timed out) is ours to mend.
    if (typeof (error as { code?: unknown }).code === 'number') return videoFacts(null)
    throw error
  }
}
