import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import { Piscina } from 'piscina'

/**
 * What one call may use. A page of 5 MB takes less than a second and 200 MB. The time is generous, because a busy
 * machine must not change the result.
 */
const defaultLimits = { timeoutMs: 30_000, maxHeapMb: 256 }
/** How long an idle thread stays, in milliseconds. Starting one takes about 0.3 seconds. */
const idleTimeoutMs = 60_000

/** A call took too long or too much memory. */
export class ReaderLimitError extends Error {
  override name = 'ReaderLimitError'
}

/**
 * A pool of threads for everything that reads an author's bytes, one thread for each core. A call that exceeds its
 * limits ends with its thread, so no file can block this process or fill its memory. Calls wait for a free thread, and
 * their time starts when they have one.
 */
export class ReaderThreads {
  readonly #pool: Piscina
  readonly #limit = pLimit(availableParallelism())
  readonly #timeoutMs: number

  constructor({ timeoutMs, maxHeapMb } = defaultLimits) {
    this.#timeoutMs = timeoutMs
    this.#pool = new Piscina({
      filename: new URL('./reader-thread.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: availableParallelism(),
      idleTimeout: idleTimeoutMs,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    })
  }

  /**
   * Calls an exported pure function of a module in a thread. `module` is the URL of its file, and `name` its export.
   * Arguments and result are cloned.
   * @throws ReaderLimitError when the call exceeds its limits
   */
  call<F extends (...args: never[]) => unknown>(
    module: URL,
    name: string,
    ...args: Parameters<F>
  ): Promise<Awaited<ReturnType<F>>> {
    const start = () =>
      this.#pool.run({ module: module.href, name, args }, { signal: AbortSignal.timeout(this.#timeoutMs) })
    return this.#limit(() => start().catch(throwLimitError))
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }
}

function throwLimitError(error: Error & { code?: string }): never {
  if (error.name === 'AbortError') throw new ReaderLimitError('Reading took too long', { cause: error })
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    throw new ReaderLimitError('Reading took too much memory', { cause: error })
  // A recursion that is too deep: only hostile files need it.
  if (error.name === 'RangeError') throw new ReaderLimitError('Reading nests too deep', { cause: error })
  throw error
}
