import { ReaderThreads } from '../limits/reader-threads.ts'
import type { Services } from '../services.ts'
import { containerLimits } from '../transcode/source/container/container-facts.ts'

/** The threads of a process that read an author's bytes. */
export type Threads = Pick<Services, 'readerThreads' | 'containerThreads'>

/** Opens the threads of a process. They start with their first call. */
export function openThreads(): Threads {
  return { readerThreads: new ReaderThreads(), containerThreads: new ReaderThreads(containerLimits) }
}

export async function closeThreads({ readerThreads, containerThreads }: Threads): Promise<void> {
  await Promise.all([readerThreads.close(), containerThreads.close()])
}
