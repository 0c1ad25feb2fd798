import type { DiffSide, FileChange } from '@lectern/domain/files/file-changes'
import { getBuffer, type ObjectStore } from '@lectern/workflows/storage/s3'
import { createTwoFilesPatch } from 'diff'

/** What is longer is not read by anybody, in bytes; and how long it may take to compare, in milliseconds: nothing else goes on meanwhile. */
const maxTextBytes = 256 * 1024
const diffTimeoutMs = 50

const isText = (mediaType: string) =>
  /^(text\/|application\/(javascript|json|xml|xhtml\+xml|x-javascript)\b|image\/svg\+xml)/.test(mediaType)

/** One at a time in a process: a list of changes asks for all of its diffs at once. */
let diffQueue: Promise<unknown> = Promise.resolve()

/** A unified diff, with three lines around, of what is shown at a path before and after. Null: not changed, no text, too large, or too different. */
export function textDiff(
  store: ObjectStore,
  { path, before, after }: Pick<FileChange, 'path' | 'before' | 'after'>,
): Promise<string | null> {
  if (!before || !after) return Promise.resolve(null)
  if (![before, after].every(({ mediaType, bytes }) => isText(mediaType) && bytes <= maxTextBytes))
    return Promise.resolve(null)
  const diff = diffQueue.then(async () => {
    const [one, other] = await Promise.all([textOf(store, before), textOf(store, after)])
    if (one === null || other === null) return null
    const options = { context: 3, timeout: diffTimeoutMs }
    return createTwoFilesPatch(path, path, one, other, undefined, undefined, options) ?? null
  })
  diffQueue = diff.catch(() => {})
  return diff
}

/** In the charset that its type names, as browsers read it; null: in one that nobody knows. */
async function textOf(store: ObjectStore, { key, versionId, mediaType }: DiffSide): Promise<string | null> {
  const charset = /charset="?([^";]+)/i.exec(mediaType)?.[1] ?? 'utf-8'
  const bytes = await getBuffer(store, key, versionId)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return null
  }
}
