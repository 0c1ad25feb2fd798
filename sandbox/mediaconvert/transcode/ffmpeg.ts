import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ffmpegEnvironment } from '../../programs/ffmpeg-environment.ts'

/** The progress of ffmpeg. */
export interface FfmpegProgress {
  /** The duration of the output so far, in seconds. */
  seconds: number
  frames: number
}

/** ffmpeg failed. `lines` are the last ones that it logged. */
export class FfmpegFailure extends Error {
  readonly lines: string[]

  constructor(lines: string[]) {
    super(lines.at(-1))
    this.lines = lines
  }
}

/** How many of the last lines are kept. */
const KEPT_LINES = 100

/** The time between SIGTERM and SIGKILL. */
const KILL_AFTER_MS = 5_000

/** The errors that ffmpeg logged in a successful run: the number of lines, and the first one. */
export interface DecodeErrors {
  count: number
  first: string
}

/**
 * Runs ffmpeg and waits for its exit. The arguments must contain `-progress pipe:1`; `onProgress` receives each block.
 * They must limit the log to errors, where a decoder reports damage before it continues.
 * @throws FfmpegFailure when it fails; the signal's reason after an abort, once ffmpeg has exited
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
  const lines: string[] = []
  createInterface(child.stderr).on('line', line => {
    decodeErrors.count++
    decodeErrors.first ||= line
    lines.push(line)
    if (lines.length > KEPT_LINES) lines.shift()
  })
  parseProgress(child.stdout, onProgress)
  let killTimer: NodeJS.Timeout | undefined
  const terminate = () => {
    child.kill('SIGTERM')
    killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
  }
  signal.addEventListener('abort', terminate)
  try {
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    )
    signal.throwIfAborted()
    if (code !== 0) throw new FfmpegFailure(lines)
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
