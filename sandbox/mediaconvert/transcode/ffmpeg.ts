import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ffmpegEnvironment } from '../../programs/ffmpeg-environment.ts'
import { JobError } from '../job/errors.ts'

/** How far ffmpeg is. */
export interface FfmpegProgress {
  /** Seconds of output; what came before is done. */
  seconds: number
  frames: number
}

/** Between the request to end and the end by force. */
const KILL_AFTER_MS = 5_000

/** What ffmpeg had to say against its input although it went well: how many lines, and the first of them. */
export interface DecodeErrors {
  count: number
  first: string
}

/**
 * Runs ffmpeg to its end. Its arguments must contain `-progress pipe:1`; each block of that is handed on. Of its log they must ask
 * for errors only: a decoder that meets damage says so there and goes on.
 * @throws JobError 1999 with ffmpeg's last line when it fails; the signal's reason once it has ended after an abort
 */
export async function runFfmpeg(
  ffmpeg: string,
  args: string[],
  signal: AbortSignal,
  onProgress: (progress: FfmpegProgress) => void,
): Promise<DecodeErrors> {
  signal.throwIfAborted()
  const child = spawn(ffmpeg, args, { stdio: ['ignore', 'pipe', 'pipe'], env: ffmpegEnvironment })
  const decodeErrors: DecodeErrors = { count: 0, first: '' }
  let lastLine = ''
  createInterface(child.stderr).on('line', line => {
    decodeErrors.count++
    decodeErrors.first ||= line
    lastLine = line
  })
  parseProgress(child.stdout, onProgress)
  let killTimer: NodeJS.Timeout | undefined
  const terminate = () => {
    child.kill('SIGTERM')
    killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
  }
  signal.addEventListener('abort', terminate)
  try {
    const code = await new Promise<number | null>((ended, failed) => child.once('error', failed).once('close', ended))
    signal.throwIfAborted()
    if (code !== 0) throw new JobError(1999, `Unknown error: ${lastLine || `ffmpeg ended with ${code}`}`)
    return decodeErrors
  } finally {
    signal.removeEventListener('abort', terminate)
    clearTimeout(killTimer)
  }
}

function parseProgress(output: NodeJS.ReadableStream, onProgress: (progress: FfmpegProgress) => void) {
  const progress: FfmpegProgress = { seconds: 0, frames: 0 }
  createInterface(output).on('line', line => {
    const [name, value = ''] = line.split('=')
    // `out_time_ms` is in microseconds too; both are `N/A` at first.
    if (name === 'out_time_us' && Number(value) > 0) progress.seconds = Number(value) / 1e6
    if (name === 'frame') progress.frames = Number(value)
    if (name === 'progress') onProgress({ ...progress })
  })
}
