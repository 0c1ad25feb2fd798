import type { FileChange } from '@lectern/domain/files/file-changes'
import type { Services } from '../services.ts'
import type { diffTexts } from './diff-texts.ts'
import { isReadableText, readText, textModule, withinLimits } from './stored-text.ts'

/** Runs one diff at a time per process, because a list of changes requests all of its diffs at once. */
let diffQueue: Promise<unknown> = Promise.resolve()

/**
 * Returns a unified diff, with three lines of context, of what is shown at a path before and after. Null if the file
 * was not changed, is not text, is too large, or differs too much.
 */
export function textDiff(
  { store, readerThreads }: Pick<Services, 'store' | 'readerThreads'>,
  { path, before, after }: Pick<FileChange, 'path' | 'before' | 'after'>,
): Promise<string | null> {
  if (!before || !after || !isReadableText(before) || !isReadableText(after)) return Promise.resolve(null)
  const diff = diffQueue.then(async () => {
    const texts = await Promise.all([readText(store, before), readText(store, after)])
    return withinLimits(readerThreads.call<typeof diffTexts>({ key: path }, textModule, 'diffTexts', path, ...texts))
  })
  diffQueue = diff.catch(() => {})
  return diff
}
