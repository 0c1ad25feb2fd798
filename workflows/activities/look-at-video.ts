import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ClaimedItem } from '@lectern/schema/changes/items'
import { recordVideoLook } from '@lectern/schema/changes/looks'
import type { VideoLook } from '@lectern/schema/database'
import { beginsAsWebm, lookAtBoxes, type Read } from '../boxes.ts'
import { get, presigned } from '../clients/s3.ts'
import {
  type Container,
  type ProbeAnswer,
  unplayable,
  type VideoFacts,
  videoFacts,
  videoLookVersion,
} from '../probe.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { keepSource } from './keep-source.ts'

const run = promisify(execFile)
/** A look reads a few ranges; one that takes longer is given up, in milliseconds. */
const timeout = 60_000
/** What a file may be, and how it may be read: a «video» that is a playlist must not send us to other addresses. */
const demuxers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,ogg,flv'
const allowed = ['-format_whitelist', demuxers, '-protocol_whitelist', 'http,https,tcp,tls,crypto']

const crashes = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'])

type Where = { key: string; versionId: string }

/**
 * Looks at a video where it lies, by ranges and without downloading it, and keeps what it finds by content hash: first at its boxes, because
 * ffprobe sees nothing wrong in a film whose end is missing. What was looked at by the present rules is not looked at again.
 */
export async function lookAtVideo(
  deps: Deps,
  { contentHash, bytes }: Pick<ClaimedItem, 'contentHash' | 'bytes'>,
  where: Where,
): Promise<void> {
  const known = await deps.database.videoLook.findUnique({ where: { contentHash } })
  if (known && known.version >= videoLookVersion) return
  const facts = bytes === 0 ? unplayable('UNREADABLE') : await look(deps, where, bytes)
  const found = { contentHash, bytes, version: videoLookVersion, ...facts }
  await deps.database.$transaction(tx => recordVideoLook(tx, found))
}

/** The look at a video by the present rules; where the one that is kept is older, it looks anew at the bytes that lie ready for a job. */
export async function presentLook(deps: Deps, contentHash: string): Promise<VideoLook> {
  const read = () => deps.database.videoLook.findUniqueOrThrow({ where: { contentHash } })
  const known = await read()
  if (known.version >= videoLookVersion) return known
  const key = await keepSource(deps, contentHash)
  const { bytes, sourceVersionId } = await read()
  await lookAtVideo(deps, { contentHash, bytes: Number(bytes) }, { key, versionId: sourceVersionId! })
  return read()
}

async function look(deps: Deps, where: Where, bytes: number): Promise<VideoFacts> {
  const signal = cancellation()
  const read = (start: number, length: number) => readRange(deps, where, start, length, signal)
  const { isCutShort, indexInFront } = await lookAtBoxes(read, bytes)
  if (isCutShort) return unplayable('CUT_SHORT')
  const isWebm = beginsAsWebm(await read(0, 64))
  return probed(deps, where, { isWebm, indexInFront }, read, signal)
}

async function readRange({ store }: Deps, where: Where, start: number, length: number, signal: AbortSignal) {
  const range = `bytes=${start}-${start + length - 1}`
  const { Body } = await get(store, where.key, { versionId: where.versionId, range, signal })
  return Buffer.concat(await Body.toArray())
}

/** A file is called unreadable for ever only when its bytes could be read and a second look failed too: S3 may be away for a moment. */
async function probed(
  deps: Deps,
  where: Where,
  container: Container,
  read: Read,
  signal: AbortSignal,
): Promise<VideoFacts> {
  const url = await presigned(deps.store, where, 900)
  const first = await probe(deps.ffprobe, url, signal)
  if (first) return videoFacts(first, container)
  await read(0, 1)
  return videoFacts(await probe(deps.ffprobe, url, signal), container)
}

/** Null: it ended with a code, or crashed over the file, so it could not read it. */
async function probe(ffprobe: string, url: string, signal: AbortSignal): Promise<ProbeAnswer | null> {
  try {
    const asked = ['-v', 'error', ...allowed, '-show_format', '-show_streams', '-of', 'json', url]
    const { stdout } = await run(ffprobe, asked, { timeout, signal })
    return JSON.parse(stdout) as ProbeAnswer
  } catch (error) {
    // Anything else (it is missing, was killed, took too long, was canceled) says nothing about the file.
    const { code, signal: ended } = error as { code?: unknown; signal?: string }
    if (typeof code === 'number' || crashes.has(ended ?? '')) return null
    throw error
  }
}
