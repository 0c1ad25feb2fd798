import type { DiffSide, FileChange } from '@lectern/domain/files/file-changes'
import { ReaderLimitError } from '@lectern/workflows/limits/reader-threads'
import { getBuffer, type ObjectStore } from '@lectern/workflows/storage/s3'
import type { Services } from '../services.ts'
import type { diffTexts, TextBytes } from './diff-texts.ts'

/** Larger texts have no diff, because people would not read it. */
const maxTextBytes = 256 * 1024

const isText = ({ mediaType, contentEncoding }: DiffSide) =>
  contentEncoding === null &&
  /^(text\/|application\/(javascript|json|xml|xhtml\+xml|x-javascript)\b|image\/svg\+xml)/.test(mediaType)

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
  if (!before || !after) return Promise.resolve(null)
  if (![before, after].every(side => isText(side) && side.bytes <= maxTextBytes)) return Promise.resolve(null)
  const diff = diffQueue.then(async () => {
    const texts = await Promise.all([readText(store, before), readText(store, after)])
    return readerThreads
      .call<typeof diffTexts>({ key: path }, diffModule, 'diffTexts', path, ...texts)
      .catch(nullPastLimit)
  })
  diffQueue = diff.catch(() => {})
  return diff
}

const diffModule = new URL('./diff-texts.ts', import.meta.url)

function nullPastLimit(error: unknown): null {
  if (error instanceof ReaderLimitError) return null
  throw error
}

const readText = async (store: ObjectStore, { key, versionId, mediaType }: DiffSide): Promise<TextBytes> => ({
  bytes: await getBuffer(store, key, versionId),
  charset: /charset="?([^";]+)/i.exec(mediaType)?.[1] ?? 'utf-8',
})
