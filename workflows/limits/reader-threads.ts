import { availableParallelism } from 'node:os'
import { MessagePort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { FairQueue } from './fair-queue.ts'
import { newRunningIn, type RunningIn } from './reader-thread.ts'

/**
 * What one call may use. A page of 5 MB takes less than a second and 200 MB. `cpuMs` is the thread's processor time: a
 * busy machine must not change the result. `timeoutMs` ends a call that waits.
 */
const defaultLimits = { cpuMs: 30_000, timeoutMs: 600_000, maxHeapMb: 256, maxThreads: availableParallelism() }
/** The memory of a thread for new objects, in MB. With the default, a large page needs 65 MB more. */
const youngHeapMb = 12
/** How long an idle thread stays, in milliseconds. Starting one takes about 0.3 seconds. */
const idleTimeoutMs = 60_000

/** A call took too long or too much memory. */
export class ReaderLimitError extends Error {
  override name = 'ReaderLimitError'
}

/**
 * For whom a call reads: the id of the package, or the content hash of a video that several packages may have. `signal`
 * ends the call early.
 */
export type Reader = { key: string; signal?: AbortSignal }

/**
 * A pool of threads for what reads an author's bytes, by default one thread for each core. A call that exceeds its
 * limits ends with its thread, so no file can block this process or fill its memory. Calls wait for a free thread, and
 * their time starts when they have one. Packages that wait get equal shares of the threads' time, so no package can
 * hold up the others with many slow files.
 */
export class ReaderThreads {
  readonly #pool: Piscina
  readonly #queue: FairQueue
  readonly #cpuMs: number
  readonly #timeoutMs: number

  constructor(limits: Partial<typeof defaultLimits> = {}) {
    const { cpuMs, timeoutMs, maxHeapMb, maxThreads } = { ...defaultLimits, ...limits }
    this.#cpuMs = cpuMs
    this.#timeoutMs = timeoutMs
    this.#queue = new FairQueue(maxThreads)
    this.#pool = new Piscina({
      filename: new URL('./reader-thread.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads,
      idleTimeout: idleTimeoutMs,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: youngHeapMb },
    })
  }

  /**
   * Calls an exported function of a module in a thread. `module` is the URL of its file, and `name` its export.
   * Arguments and result are cloned, and ports are moved. When the reader's signal is aborted, ends the call with its
   * thread and throws the signal's reason.
   * @throws ReaderLimitError when the call exceeds its limits
   */
  call<F extends (...args: never[]) => unknown>(
    { key, signal }: Reader,
    module: URL,
    name: string,
    ...args: Parameters<F>
  ): Promise<Awaited<ReturnType<F>>> {
    return this.#queue.run(key, async () => {
      signal?.throwIfAborted()
      const runningIn = newRunningIn()
      const limit = new AbortController()
      const timers = [
        setTimeout(() => limit.abort(), this.#timeoutMs),
        setInterval(async () => {
          if ((await this.#usedCpuMs(runningIn)) > this.#cpuMs) limit.abort()
        }, this.#cpuMs / 10),
      ]
      try {
        return await this.#pool.run(
          { module: module.href, name, args, runningIn },
          {
            signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
            transferList: (args as unknown[]).filter(arg => arg instanceof MessagePort),
          },
        )
      } catch (error) {
        signal?.throwIfAborted()
        throw limitErrorOf(error as Error & { code?: string })
      } finally {
        for (const timer of timers) clearTimeout(timer)
      }
    })
  }

  /** Returns the processor time that a call has used, in milliseconds: 0 before it starts, and after its thread ended. */
  async #usedCpuMs([threadId, usedBefore = 0]: RunningIn): Promise<number> {
    const thread = this.#pool.threads.find(each => each.threadId === threadId)
    const used = await thread?.cpuUsage().catch(() => undefined)
    return used ? (used.user + used.system - usedBefore) / 1_000 : 0
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }
}

/** Returns the ReaderLimitError that an error of the pool stands for, or the error itself. */
function limitErrorOf(error: Error & { code?: string }): Error {
  if (error.name === 'AbortError') return new ReaderLimitError('Reading took too long', { cause: error })
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new ReaderLimitError('Reading took too much memory', { cause: error })
  // A recursion that is too deep: only hostile files need it.
  if (error.name === 'RangeError') return new ReaderLimitError('Reading nests too deep', { cause: error })
  return error
}
