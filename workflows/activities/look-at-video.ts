import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ClaimedItem } from '@lectern/schema/changes/items'
import { recordVideoLook } from '@lectern/schema/changes/looks'
import { get, presigned } from '../clients/s3.ts'
import { type ProbeAnswer, type VideoFacts, videoFacts } from '../probe.ts'
import type { Deps } from './deps.ts'

const run = promisify(execFile)
/** A look reads a few ranges; one that takes longer is given up, in milliseconds. */
const timeout = 60_000
/** What a file may be, and how it may be read: a «video» that is a playlist must not send us to other addresses. */
const demuxers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,ogg,flv'
const allowed = ['-format_whitelist', demuxers, '-protocol_whitelist', 'http,https,tcp,tls,crypto']

type Where = { key: string; versionId: string }

/** Looks at a video where it lies, by ranges and without downloading it, and keeps what it finds by content hash. */
export async function lookAtVideo(
  deps: Deps,
  item: Pick<ClaimedItem, 'contentHash' | 'bytes'>,
  where: Where,
): Promise<void> {
  const { contentHash } = item
  const known = await deps.database.videoLook.findUnique({ where: { contentHash } })
  if (known) return
  const url = await presigned(deps.store, where, 900)
  const facts = (await probe(deps.ffprobe, url)) ?? (await lookAgain(deps, where, url))
  await deps.database.$transaction(tx => recordVideoLook(tx, { contentHash, bytes: item.bytes, ...facts }))
}

/** Null: it ended with a code, so it could not read the file, or S3 was away for a moment. */
async function probe(ffprobe: string, url: string): Promise<VideoFacts | null> {
  try {
    const asked = ['-v', 'error', ...allowed, '-show_format', '-show_streams', '-of', 'json', url]
    const { stdout } = await run(ffprobe, asked, { timeout })
    return videoFacts(JSON.parse(stdout) as ProbeAnswer)
  } catch (error) {
    // Anything else than a code (missing, killed, timed out) is ours to mend.
    if (typeof (error as { code?: unknown }).code === 'number') return null
    throw error
  }
}

/** A file is called unreadable for ever only when its bytes could be read and a second look failed too. */
async function lookAgain(deps: Deps, where: Where, url: string): Promise<VideoFacts> {
  const { Body } = await get(deps.store, where.key, { versionId: where.versionId, range: 'bytes=0-0' })
  Body.resume()
  return (await probe(deps.ffprobe, url)) ?? videoFacts(null)
}
