import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Probe } from '@lectern/domain/database'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import { recordProbe } from '@lectern/domain/transcode/probes'
import { cancellationSignal } from '../../heartbeat.ts'
import type { Services } from '../../services.ts'
import { get, presignUrl } from '../../storage/s3.ts'
import { keepSource } from './keep-source.ts'
import { hasWebmHeader, type ReadRange, scanBoxes } from './mp4-boxes.ts'
import {
  type Container,
  type FfprobeOutput,
  parseFfprobe,
  probeVersion,
  unplayableVideo,
  type VideoProperties,
} from './probe.ts'

const execFileAsync = promisify(execFile)
/** The time limit of one ffprobe run, which reads only a few ranges. */
const ffprobeTimeoutMs = 60_000
/** The allowed formats and protocols. A "video" that is a playlist must not make us request other URLs. */
const demuxers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,ogg,flv'
const inputRestrictions = ['-format_whitelist', demuxers, '-protocol_whitelist', 'http,https,tcp,tls,crypto']

const crashSignals = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'])

type VersionRef = { key: string; versionId: string }

/**
 * Probes a video in S3 by range requests, without downloading it, and stores the result by content hash. Scans its
 * boxes first, because ffprobe does not notice a missing end. Does nothing if a probe of the current version exists.
 */
export async function probeVideo(
  services: Services,
  { contentHash, bytes }: Pick<ClaimedItem, 'contentHash' | 'bytes'>,
  object: VersionRef,
): Promise<void> {
  const existing = await services.database.probe.findUnique({ where: { contentHash } })
  if (existing && existing.version >= probeVersion) return
  const facts = bytes === 0 ? unplayableVideo('UNREADABLE') : await probeObject(services, object, bytes)
  const newProbe = { contentHash, bytes, version: probeVersion, ...facts }
  await services.database.$transaction(tx => recordProbe(tx, newProbe))
}

/** Returns the current probe of a video. Renews an older one from the copy of the bytes that jobs read. */
export async function ensureCurrentProbe(services: Services, contentHash: string): Promise<Probe> {
  const read = () => services.database.probe.findUniqueOrThrow({ where: { contentHash } })
  const existing = await read()
  if (existing.version >= probeVersion) return existing
  const key = await keepSource(services, contentHash)
  const { bytes, sourceVersionId } = await read()
  await probeVideo(services, { contentHash, bytes: Number(bytes) }, { key, versionId: sourceVersionId! })
  return read()
}

async function probeObject(services: Services, object: VersionRef, bytes: number): Promise<VideoProperties> {
  const signal = cancellationSignal()
  const read = (start: number, length: number) => readRange(services, object, start, length, signal)
  const { isTruncated, isMoovFirst } = await scanBoxes(read, bytes)
  if (isTruncated) return unplayableVideo('TRUNCATED')
  const isWebm = hasWebmHeader(await read(0, 64))
  return probeWithRetry(services, object, { isWebm, isMoovFirst }, read, signal)
}

async function readRange({ store }: Services, object: VersionRef, start: number, length: number, signal: AbortSignal) {
  const range = `bytes=${start}-${start + length - 1}`
  const { Body } = await get(store, object.key, { versionId: object.versionId, range, signal })
  return Buffer.concat(await Body.toArray())
}

/**
 * Runs ffprobe, and repeats it after a failure. S3 may be unavailable for a moment, so a file counts as unreadable only
 * if its bytes can be read and the second run fails too.
 */
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

/** Runs ffprobe. Returns null if it cannot read the file: it exits with a code, or crashes. */
async function runFfprobe(ffprobe: string, url: string, signal: AbortSignal): Promise<FfprobeOutput | null> {
  try {
    const args = ['-v', 'error', ...inputRestrictions, '-show_format', '-show_streams', '-of', 'json', url]
    const { stdout } = await execFileAsync(ffprobe, args, { timeout: ffprobeTimeoutMs, signal })
    return JSON.parse(stdout) as FfprobeOutput
  } catch (error) {
    // Any other error (ffprobe is missing, killed, too slow, or canceled) says nothing about the file.
    const { code, signal: exitSignal } = error as { code?: unknown; signal?: string }
    if (typeof code === 'number' || crashSignals.has(exitSignal ?? '')) return null
    throw error
  }
}
