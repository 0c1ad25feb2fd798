import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { FfprobeOutput } from './ffprobe-output.ts'
import { collectPacketTimes, parsePacket, type StreamTimes } from './packet-times.ts'

const execFileAsync = promisify(execFile)
/** The time limit of one ffprobe run, which reads only a few ranges. */
const ffprobeTimeoutMs = 60_000
/** The time limit for reading all packets of a video. */
const packetListTimeoutMs = 600_000
/** The allowed formats and protocols. A "video" that is a playlist must not make us request other URLs. */
const demuxers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,ogg,flv'
const inputRestrictions = [
  ...['-format_whitelist', demuxers, '-protocol_whitelist', 'http,https,tcp,tls,crypto'],
  // The most bytes of one block of memory. The index of a video of ten hours takes some 50 MB.
  ...['-max_alloc', String(256 * 1024 ** 2)],
]

/** Continues after a lost connection, for some four minutes. Otherwise the rest of the file would count as missing. */
const reconnection = ['-reconnect', '1', '-reconnect_on_network_error', '1', '-reconnect_delay_max', '120']

/**
 * Keeps ffprobe from loading this machine's text converters for the names of services in transport streams. Static
 * builds crash with those of another version of the C library.
 */
const ffprobeEnvironment = { ...process.env, GCONV_PATH: '/nonexistent' }

const crashSignals = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'])

/**
 * Runs ffprobe, and repeats it after a failure. S3 may be unavailable for a moment, so a file counts as unreadable only
 * if its bytes can be read and the second run fails too.
 */
export async function probeWithRetry(ffprobe: string, url: string, signal: AbortSignal): Promise<FfprobeOutput | null> {
  const first = await runFfprobe(ffprobe, url, signal)
  if (first) return first
  const response = await fetch(url, { headers: { range: 'bytes=0-0' }, signal })
  if (!response.ok) throw new Error(`S3 answers ${response.status}`)
  return runFfprobe(ffprobe, url, signal)
}

/**
 * Reads when the packets of each stream start and end. Reads the whole file once, and holds nothing of it. Null if that
 * takes too long, or crashes.
 */
export async function listPackets(
  ffprobe: string,
  url: string,
  { format }: FfprobeOutput,
  signal: AbortSignal,
): Promise<Map<number, StreamTimes> | null> {
  const packets = collectPacketTimes(['mpeg', 'mpegts'].includes(format?.format_name ?? ''))
  const entries = ['-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time', '-of', 'csv=p=0']
  const args = ['-v', 'quiet', ...inputRestrictions, ...reconnection, ...entries, url]
  const child = spawn(ffprobe, args, { timeout: packetListTimeoutMs, signal, env: ffprobeEnvironment })
  const ended = once(child, 'close')
  // The list ends before the program does, so an error must be noticed from the beginning.
  ended.catch(() => {})
  child.stderr.resume()
  for await (const line of createInterface(child.stdout)) {
    const packet = parsePacket(line)
    if (packet) packets.add(packet)
  }
  const [code, killedBy] = await ended
  signal.throwIfAborted()
  if (code === 0) return packets.times()
  const error = { code, signal: killedBy, killed: child.killed }
  if (isPastLimit(error) || isFaultOfFile(error)) return null
  throw new Error(`ffprobe ended with ${code ?? killedBy}`)
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
