import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Probe } from '@lectern/domain/database'
import { mayBeVideo } from '@lectern/domain/files/video-files'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import { recordProbe } from '@lectern/domain/transcode/probes'
import { cancellationSignal } from '../../heartbeat.ts'
import type { Services } from '../../services.ts'
import { get, presignUrl } from '../../storage/s3.ts'
import { containerFacts } from './container-facts.ts'
import { keepSource } from './keep-source.ts'
import {
  type FfprobeOutput,
  missingPart,
  parseFfprobe,
  probeVersion,
  truncatedSound,
  truncatedVideo,
  uncheckedVideo,
  unplayableVideo,
  type VideoProperties,
} from './probe.ts'

const execFileAsync = promisify(execFile)
/** The time limit of one ffprobe run, which reads only a few ranges. */
const ffprobeTimeoutMs = 60_000
/** The time limit for reading all packets of a video of which a part is missing. */
const packetListTimeoutMs = 600_000
/** How long the address of a video is valid, in seconds: longer than all limits together. */
const urlSeconds = 3_600
/** The allowed formats and protocols. A "video" that is a playlist must not make us request other URLs. */
const demuxers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,ogg,flv'
const inputRestrictions = [
  ...['-format_whitelist', demuxers, '-protocol_whitelist', 'http,https,tcp,tls,crypto'],
  // The most bytes of one block of memory. The index of a video of ten hours takes some 50 MB.
  ...['-max_alloc', String(256 * 1024 ** 2)],
]

/**
 * Keeps ffprobe from loading this machine's text converters for the names of services in transport streams. Static
 * builds crash with those of another version of the C library.
 */
const ffprobeEnvironment = { ...process.env, GCONV_PATH: '/nonexistent' }

const crashSignals = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'])

type VersionRef = { key: string; versionId: string }

/**
 * Probes a video in S3 by range requests, without downloading it, and stores the result by content hash. Reads its
 * container first, because ffprobe does not notice missing samples. Does nothing if a probe of the current version
 * exists, or if only the name is that of a video. Renews any older probe: these bytes have the name of a video somewhere.
 */
export async function probeVideo(
  services: Services,
  packageId: string,
  { path, contentHash, bytes }: Pick<ClaimedItem, 'path' | 'contentHash' | 'bytes'>,
  object: VersionRef,
): Promise<void> {
  const existing = await services.database.probe.findUnique({ where: { contentHash } })
  if (existing && existing.version >= probeVersion) return
  const isStream = await isTransportStream(services, object, bytes)
  if (!existing && mayBeVideo(path) && !isStream) return
  await probeBytes(services, packageId, { contentHash, bytes, isTransportStream: isStream }, object)
}

/** `readerKey`: see Reader. */
async function probeBytes(
  services: Services,
  readerKey: string,
  file: Pick<ClaimedItem, 'contentHash' | 'bytes'> & { isTransportStream: boolean },
  object: VersionRef,
): Promise<void> {
  const { bytes } = file
  const facts = bytes === 0 ? unplayableVideo('UNREADABLE') : await probeObject(services, readerKey, object, bytes)
  const newProbe = { ...file, version: probeVersion, ...facts }
  await services.database.$transaction(tx => recordProbe(tx, newProbe))
}

/** Returns the current probe of a video. Renews an older one from the copy of the bytes that jobs read. */
export async function ensureCurrentProbe(services: Services, contentHash: string): Promise<Probe> {
  const read = () => services.database.probe.findUniqueOrThrow({ where: { contentHash } })
  const existing = await read()
  if (existing.version >= probeVersion) return existing
  const key = await keepSource(services, contentHash)
  const kept = await read()
  if (kept.version >= probeVersion) return kept
  const [bytes, object] = [Number(kept.bytes), { key, versionId: kept.sourceVersionId! }]
  const file = { contentHash, bytes, isTransportStream: await isTransportStream(services, object, bytes) }
  await probeBytes(services, contentHash, file, object)
  return read()
}

/** The packets of a transport stream, in bytes: by themselves, or with four bytes in front as cameras and discs write them. */
const packetSizes = [
  { size: 188, offset: 0 },
  { size: 192, offset: 4 },
]
const syncByte = 0x47
const checkedPackets = 3

/** Checks whether a file consists of the packets of a transport stream. (ISO/IEC 13818-1, 2.4.3.2) */
async function isTransportStream({ store }: Services, object: VersionRef, bytes: number): Promise<boolean> {
  const length = checkedPackets * 192
  if (bytes < length) return false
  const range = `bytes=0-${length - 1}`
  const { Body } = await get(store, object.key, { versionId: object.versionId, range, signal: cancellationSignal() })
  const beginning = Buffer.concat(await Body.toArray())
  return packetSizes.some(({ size, offset }) =>
    Array.from({ length: checkedPackets }, (_, packet) => beginning[packet * size + offset]).every(
      byte => byte === syncByte,
    ),
  )
}

async function probeObject(
  services: Services,
  readerKey: string,
  object: VersionRef,
  bytes: number,
): Promise<VideoProperties> {
  const signal = cancellationSignal()
  const url = await presignUrl(services.store, object, urlSeconds)
  const container = await containerFacts(services.containerThreads, { key: readerKey, signal }, { url, bytes })
  if (container === null || container === 'PAST_LIMIT')
    services.log.warn({ key: object.key }, 'The container of a video makes no sense, or exceeds the limits')
  // ffprobe would need as much time and memory for such a file, and it would not notice what is missing.
  if (container === 'PAST_LIMIT') return uncheckedVideo
  if (container?.isProtected) return unplayableVideo('PROTECTED')
  if (container?.isCut) return (container.hasPicture ? truncatedVideo : truncatedSound)(container.missing)
  const output = await probeWithRetry(services, url, signal)
  const video = parseFfprobe(output, container ?? { isWebm: false, isMoovFirst: false, tracks: [] })
  if (!container?.mayBeCut) return video
  if (!output) return truncatedVideo(null)
  const isSound = video.problemCode === 'NO_PICTURE' && video.hasAudio
  const truncated = isSound ? truncatedSound : truncatedVideo
  const lastTime = await readLastTime(services.ffprobePath, url, isSound ? 'a:0' : 'v:0', signal)
  if (lastTime === null) return truncated(null)
  const missing = missingPart(lastTime, output, container.seconds)
  return missing ? truncated(missing) : video
}

/**
 * Runs ffprobe, and repeats it after a failure. S3 may be unavailable for a moment, so a file counts as unreadable only
 * if its bytes can be read and the second run fails too.
 */
async function probeWithRetry(services: Services, url: string, signal: AbortSignal): Promise<FfprobeOutput | null> {
  const first = await runFfprobe(services.ffprobePath, url, signal)
  if (first) return first
  const response = await fetch(url, { headers: { range: 'bytes=0-0' }, signal })
  if (!response.ok) throw new Error(`S3 answers ${response.status}`)
  return runFfprobe(services.ffprobePath, url, signal)
}

/** The most output that listing the packets of one track may have. A track of ten hours has 20 MB. */
const maxPacketListBytes = 64 * 1024 ** 2

/**
 * Returns when the last packet of a track starts, in seconds; 0 without one. Reads the whole file. Formats without a time
 * to show a picture (AVI) have one to decode it. Null if that takes too long or too much memory, or crashes.
 */
async function readLastTime(
  ffprobe: string,
  url: string,
  track: 'v:0' | 'a:0',
  signal: AbortSignal,
): Promise<number | null> {
  const entries = ['-select_streams', track, '-show_entries', 'packet=pts_time,dts_time', '-of', 'csv=p=0']
  const args = ['-v', 'quiet', ...inputRestrictions, ...entries, url]
  const options = { timeout: packetListTimeoutMs, maxBuffer: maxPacketListBytes, signal, env: ffprobeEnvironment }
  try {
    const { stdout } = await execFileAsync(ffprobe, args, options)
    return stdout.split(/[\n,]/).reduce((last, line) => Math.max(last, Number.parseFloat(line) || 0), 0)
  } catch (error) {
    signal.throwIfAborted()
    if (isPastLimit(error) || isFaultOfFile(error)) return null
    throw error
  }
}

/** Checks whether a program ended with a code or crashed. Any other error (it is missing or killed) says nothing about the file. */
const isFaultOfFile = (error: unknown) => {
  const { code, signal } = error as { code?: unknown; signal?: string }
  return typeof code === 'number' || crashSignals.has(signal ?? '')
}

/** Checks whether a program was stopped because it took too long, or printed too much. */
const isPastLimit = (error: unknown) => {
  const { code, killed } = error as { code?: unknown; killed?: boolean }
  return code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER' || killed === true
}

/** Runs ffprobe. Returns null if it cannot read the file: it exits with a code, crashes, or exceeds its limits. */
async function runFfprobe(ffprobe: string, url: string, signal: AbortSignal): Promise<FfprobeOutput | null> {
  try {
    const args = ['-v', 'error', ...inputRestrictions, '-show_format', '-show_streams', '-of', 'json', url]
    const { stdout } = await execFileAsync(ffprobe, args, {
      timeout: ffprobeTimeoutMs,
      signal,
      env: ffprobeEnvironment,
    })
    return JSON.parse(stdout) as FfprobeOutput
  } catch (error) {
    signal.throwIfAborted()
    if (isPastLimit(error) || isFaultOfFile(error)) return null
    throw error
  }
}
