import { type Reader, ReaderLimitError, type ReaderThreads } from '../../../limits/reader-threads.ts'
import type { ContainerFacts, ContainerInput, inspectContainer } from './inspect-container.ts'

/** Threads for containers. They mostly wait for S3, so they must not hold up the threads that read texts. */
export const containerLimits = { cpuMs: 10 * 60_000, timeoutMs: 10 * 60_000, maxHeapMb: 256, maxThreads: 2 }

const inspectModule = new URL('./inspect-container.ts', import.meta.url)

/**
 * Reads what a file's container says, in a thread. Returns null if the container makes no sense, and `PAST_LIMIT` if it
 * needs more time or memory than the limits. Throws if the file cannot be read from S3, or if the reader's signal ends the work.
 */
export async function containerFacts(
  threads: ReaderThreads,
  reader: Reader,
  input: ContainerInput,
): Promise<ContainerFacts | 'PAST_LIMIT' | null> {
  try {
    return await threads.call<typeof inspectContainer>(reader, inspectModule, 'inspectContainer', input)
  } catch (error) {
    if (error instanceof ReaderLimitError) return 'PAST_LIMIT'
    throw error
  }
}
