import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import { recordProbe } from '@lectern/domain/transcode/probes'
import type { Probe } from '@lectern/domain/database'
import { hasWebmHeader, type ReadRange, scanBoxes } from './mp4-boxes.ts'
import { get, presignUrl } from '../../storage/s3.ts'
import {
  type Container,
  type FfprobeOutput,
  parseFfprobe,
  probeVersion,
  unplayableVideo,
  type VideoProperties,
} from './probe.ts'
import type { Services } from '../../services.ts'
import { cancellationSignal } from '../../heartbeat.ts'
import { keepSource } from './keep-source.ts'

const execFileAsync = promisify(execFile)
/** A look reads a few ranges; one that takes longer is given up, in milliseconds. */
const ffprobeTimeoutMs = 60_000
/** What a file may be, and how it may be read: a «video» that is a playlist must not send us to other addresses. */
const demuxers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,ogg,flv'
const inputRestrictions = ['-format_whitelist', demuxers, '-protocol_whitelist', 'http,https,tcp,tls,crypto']

const crashSignals = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'])

type VersionRef = { key: string; versionId: string }

/**
 * Looks at a video where it lies, by ranges and without downloading it, and keeps what it finds by content hash: first at its boxes, because
 * ffprobe sees nothing wrong in a film whose end is missing. What was looked at by the present rules is not looked at again.
 */
export async function probeVideo(
  services: Services,
  { contentHash, bytes }: Pick<ClaimedItem, 'contentHash' | 'bytes'>,
  object: VersionRef,
): Promise<void> {
  const known = await services.database.probe.findUnique({ where: { contentHash } })
  if (known && known.version >= probeVersion) return
  const facts = bytes === 0 ? unplayableVideo('UNREADABLE') : await probeObject(services, object, bytes)
  const newProbe = { contentHash, bytes, version: probeVersion, ...facts }
  await services.database.$transaction(tx => recordProbe(tx, newProbe))
}

/** The look at a video by the present rules; where the one that is kept is older, it looks anew at the bytes that lie ready for a job. */
export async function ensureCurrentProbe(services: Services, contentHash: string): Promise<Probe> {
  const read = () => services.database.probe.findUniqueOrThrow({ where: { contentHash } })
  const known = await read()
  if (known.version >= probeVersion) return known
  const key = await keepSource(services, contentHash)
  const { bytes, sourceVersionId } = await read()
  await probeVideo(services, { contentHash, bytes: Number(bytes) }, { key, versionId: sourceVersionId! })
  return read()
}

async function probeObject(services: Services, object: VersionRef, bytes: number): Promise<VideoProperties> {
  const signal = cancellationSignal()
  const read = (start: number, length: number) => readRange(services, object, start, length, signal)
  const { isTruncated, isMoovFirst } = await scanBoxes(read, bytes)
  if (isTruncated) return unplayableVideo('CUT_SHORT')
  const isWebm = hasWebmHeader(await read(0, 64))
  return probeWithRetry(services, object, { isWebm, isMoovFirst }, read, signal)
}

async function readRange({ store }: Services, object: VersionRef, start: number, length: number, signal: AbortSignal) {
  const range = `bytes=${start}-${start + length - 1}`
  const { Body } = await get(store, object.key, { versionId: object.versionId, range, signal })
  return Buffer.concat(await Body.toArray())
}

/** A file is called unreadable for ever only when its bytes could be read and a second look failed too: S3 may be away for a moment. */
async function probeWithRetry(
  services: Services,
  object: VersionRef,
  container: Container,
  read: ReadRange,
  signal: AbortSignal,
): Promise<VideoProperties> {
  const url = await presignUrl(services.store, object, 900)
  const first = await runFfprobe(services.ffprobePath, url, signal)
  if (first) return parseFfprobe(first, container)
  await read(0, 1)
  return parseFfprobe(await runFfprobe(services.ffprobePath, url, signal), container)
}

/** Null: it ended with a code, or crashed over the file, so it could not read it. */
async function runFfprobe(ffprobe: string, url: string, signal: AbortSignal): Promise<FfprobeOutput | null> {
  try {
    const args = ['-v', 'error', ...inputRestrictions, '-show_format', '-show_streams', '-of', 'json', url]
    const { stdout } = await execFileAsync(ffprobe, args, { timeout: ffprobeTimeoutMs, signal })
    return JSON.parse(stdout) as FfprobeOutput
  } catch (error) {
    // Anything else (it is missing, was killed, took too long, was canceled) says nothing about the file.
    const { code, signal: exitSignal } = error as { code?: unknown; signal?: string }
    if (typeof code === 'number' || crashSignals.has(exitSignal ?? '')) return null
    throw error
  }
}
