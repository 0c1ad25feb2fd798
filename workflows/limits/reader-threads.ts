import { availableParallelism } from 'node:os'
import pLimit, { type LimitFunction } from 'p-limit'
import { Piscina } from 'piscina'

/**
 * What one call may use. A page of 5 MB takes less than a second and 200 MB. The time is generous, because a busy
 * machine must not change the result.
 */
const defaultLimits = { timeoutMs: 30_000, maxHeapMb: 256, maxThreads: availableParallelism() }
/** How long an idle thread stays, in milliseconds. Starting one takes about 0.3 seconds. */
const idleTimeoutMs = 60_000

/** A call took too long or too much memory. */
export class ReaderLimitError extends Error {
  override name = 'ReaderLimitError'
}

/**
 * A pool of threads for what reads an author's bytes, by default one thread for each core. A call that exceeds its
 * limits ends with its thread, so no file can block this process or fill its memory. Calls wait for a free thread, and
 * their time starts when they have one.
 */
export class ReaderThreads {
  readonly #pool: Piscina
  readonly #limit: LimitFunction
  readonly #timeoutMs: number

  constructor(limits: Partial<typeof defaultLimits> = {}) {
    const { timeoutMs, maxHeapMb, maxThreads } = { ...defaultLimits, ...limits }
    this.#timeoutMs = timeoutMs
    this.#limit = pLimit(maxThreads)
    this.#pool = new Piscina({
      filename: new URL('./reader-thread.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads,
      idleTimeout: idleTimeoutMs,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    })
  }

  /**
   * Calls an exported function of a module in a thread. `module` is the URL of its file, and `name` its export.
   * Arguments and result are cloned.
   * @throws ReaderLimitError when the call exceeds its limits
   */
  call<F extends (...args: never[]) => unknown>(
    module: URL,
    name: string,
    ...args: Parameters<F>
  ): Promise<Awaited<ReturnType<F>>> {
    return this.callUntil<F>(new AbortController().signal, module, name, ...args)
  }

  /** Does the same, and ends the call with its thread when `signal` is aborted. Then throws the signal's reason. */
  callUntil<F extends (...args: never[]) => unknown>(
    signal: AbortSignal,
    module: URL,
    name: string,
    ...args: Parameters<F>
  ): Promise<Awaited<ReturnType<F>>> {
    return this.#limit(async () => {
      try {
        const signals = AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)])
        return await this.#pool.run({ module: module.href, name, args }, { signal: signals })
      } catch (error) {
        signal.throwIfAborted()
        throw limitErrorOf(error as Error & { code?: string })
      }
    })
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
