import type { DiffSide } from '@lectern/domain/files/file-changes'
import { ReaderLimitError } from '@lectern/workflows/limits/reader-threads'
import { getBuffer, type ObjectStore } from '@lectern/workflows/storage/s3'
import type { Services } from '../services.ts'
import type { decodeText, TextBytes } from './diff-texts.ts'

/** Larger texts are not shown, because people would not read them. */
const maxTextBytes = 256 * 1024

/** The module whose functions read texts in threads. */
export const textModule = new URL('./diff-texts.ts', import.meta.url)

/** Whether a stored file is text that is small enough to show. */
export const isReadableText = ({ mediaType, contentEncoding, bytes }: DiffSide) =>
  bytes <= maxTextBytes &&
  contentEncoding === null &&
  /^(text\/|application\/(javascript|json|xml|xhtml\+xml|x-javascript)\b|image\/svg\+xml)/.test(mediaType)

/** Reads the text of a stored file. Null if it is not text, is too large, or has an unknown charset. */
export async function storedText(
  { store, readerThreads }: Pick<Services, 'store' | 'readerThreads'>,
  path: string,
  side: DiffSide,
): Promise<string | null> {
  if (!isReadableText(side)) return null
  const text = await readText(store, side)
  return withinLimits(readerThreads.call<typeof decodeText>({ key: path }, textModule, 'decodeText', text))
}

/** Reads the bytes of a text, and finds its charset. */
export const readText = async (store: ObjectStore, { key, versionId, mediaType }: DiffSide): Promise<TextBytes> => ({
  bytes: await getBuffer(store, key, versionId),
  charset: /charset="?([^";]+)/i.exec(mediaType)?.[1] ?? 'utf-8',
})

/** Replaces the failure of a call that exceeded its limits by null. */
export async function withinLimits<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ReaderLimitError) return null
    throw error
  }
}
