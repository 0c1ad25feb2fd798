import type { DraftFile } from '@lectern/domain/database'
import { atRevision, type DraftRevision } from '@lectern/domain/files/content-version'
import { memoize } from '@lectern/domain/memoize'
import { hasLines, readAuthorText } from '@lectern/workflows/findings/author-text'
import type { ObjectStore } from '@lectern/workflows/storage/s3'
import type { Services } from '../services.ts'
import { type Excerpt, excerptOf } from './excerpt.ts'

/** Larger files have no excerpt: people could not find the line in them either. */
const maxFileBytes = 2 * 1024 ** 2
/** How many texts are kept, and for how long. A reader opens several places of one file, one after the other. */
const cachedTexts = 8
const cacheMs = 60_000

type TextReader = (key: string, versionId: string, path: string, hasTag: 'tag' | '') => Promise<string>

const readers = new WeakMap<ObjectStore, TextReader>()
/** Reads one file at a time per process, because a list may request the excerpts of 200 files at once. */
let readQueue: Promise<unknown> = Promise.resolve()

/** The place of an excerpt. `written`: the text that is wrong there. */
export type ExcerptPlace = { draft: DraftRevision; path: string; line: number | null; written: string | null }

/**
 * Returns the lines around a place, as the author wrote them. Null for a place without a line, and for a file that is not
 * text, is larger than 2 MiB, or is no longer there.
 */
export async function placeExcerpt(
  { database, store }: Pick<Services, 'database' | 'store'>,
  { draft, path, line, written }: ExcerptPlace,
): Promise<Excerpt | null> {
  if (line === null || !hasLines(path)) return null
  const file = await database.draftFile.findFirst({ where: { ...atRevision(draft), path, generated: false } })
  if (!file || file.storedBytes > maxFileBytes || file.contentEncoding !== null) return null
  const text = await readText(store, file)
  return text === null ? null : excerptOf(text, line, written)
}

async function readText(store: ObjectStore, file: DraftFile): Promise<string | null> {
  try {
    return await readerOf(store)(file.key, file.versionId, file.path, file.tagVersion === null ? '' : 'tag')
  } catch (error) {
    // The cleanup removed what an earlier draft had.
    if (error instanceof Error && ['NoSuchKey', 'NoSuchVersion'].includes(error.name)) return null
    throw error
  }
}

function readerOf(store: ObjectStore): TextReader {
  const reader =
    readers.get(store) ??
    memoize<Parameters<TextReader>, string>(cacheMs, cachedTexts, (key, versionId, path, hasTag) => {
      const text = readQueue.then(() => readAuthorText(store, { key, versionId, path, hasTag: hasTag !== '' }))
      readQueue = text.catch(() => {})
      return text
    })
  readers.set(store, reader)
  return reader
}
