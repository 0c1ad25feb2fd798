import type { DiffSide, FileChange } from '@lectern/domain/files/file-changes'
import { getBuffer, type ObjectStore } from '@lectern/workflows/storage/s3'
import { createTwoFilesPatch } from 'diff'

/** Larger texts have no diff, because people would not read it. */
const maxTextBytes = 256 * 1024
/** The time limit of one comparison, which blocks the event loop. */
const diffTimeoutMs = 50

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
  store: ObjectStore,
  { path, before, after }: Pick<FileChange, 'path' | 'before' | 'after'>,
): Promise<string | null> {
  if (!before || !after) return Promise.resolve(null)
  if (![before, after].every(side => isText(side) && side.bytes <= maxTextBytes)) return Promise.resolve(null)
  const diff = diffQueue.then(async () => {
    const [oldText, newText] = await Promise.all([textOf(store, before), textOf(store, after)])
    if (oldText === null || newText === null) return null
    const options = { context: 3, timeout: diffTimeoutMs }
    return createTwoFilesPatch(path, path, oldText, newText, undefined, undefined, options) ?? null
  })
  diffQueue = diff.catch(() => {})
  return diff
}

/** Reads an object in the charset that its media type names, as browsers do. Null for an unknown charset. */
async function textOf(store: ObjectStore, { key, versionId, mediaType }: DiffSide): Promise<string | null> {
  const charset = /charset="?([^";]+)/i.exec(mediaType)?.[1] ?? 'utf-8'
  const bytes = await getBuffer(store, key, versionId)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return null
  }
}
