import pLimit from 'p-limit'
import { Piscina } from 'piscina'
import type { ContainerFacts, ContainerInput } from './inspect-container.ts'

/** Limits of one file. A file past a limit ends its thread, and nothing else. */
const maxThreads = 2
const maxHeapMb = 256
const timeLimitMs = 10 * 60_000

/** The threads that read containers of authors' files, so that no file can stop or slow down the process. */
const pool = new Piscina<ContainerInput, ContainerFacts | null>({
  filename: new URL('./inspect-container.ts', import.meta.url).href,
  minThreads: 0,
  maxThreads,
  idleTimeout: 10_000,
  resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
})
/** A call starts when a thread is free, so that waiting does not count as reading. */
const limit = pLimit(maxThreads)

/**
 * Reads what a file's container says, in a thread. Returns null if the container makes no sense, or needs more time or
 * memory than the limits.
 * Throws if the file cannot be read from S3, or if `signal` ends the work.
 */
export const containerFacts = (
  input: ContainerInput,
  signal: AbortSignal,
  limitMs = timeLimitMs,
): Promise<ContainerFacts | null> => limit(() => runInThread(input, signal, limitMs))

async function runInThread(
  input: ContainerInput,
  signal: AbortSignal,
  limitMs: number,
): Promise<ContainerFacts | null> {
  const timeLimit = AbortSignal.timeout(limitMs)
  try {
    return await pool.run(input, { signal: AbortSignal.any([signal, timeLimit]) })
  } catch (error) {
    signal.throwIfAborted()
    if (timeLimit.aborted || (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') return null
    throw error
  }
}
