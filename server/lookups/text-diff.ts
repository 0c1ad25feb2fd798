import type { FileChange, Side } from '@lectern/schema/reads/changes'
import { getBuffer, type ObjectStore } from '@lectern/workflows/clients/s3'
import { createTwoFilesPatch } from 'diff'

/** What is longer is not read by anybody, in bytes; and how long it may take to compare, in milliseconds. */
const longest = 512 * 1024
const patience = 500

const isText = (mediaType: string) =>
  /^(text\/|application\/(javascript|json|xml|xhtml\+xml|x-javascript)\b|image\/svg\+xml)/.test(mediaType)

/** A unified diff, with three lines around, of what is shown at a path before and after. Null: no text, too large, or too different. */
export async function textDiff(
  store: ObjectStore,
  { path, before, after }: Pick<FileChange, 'path' | 'before' | 'after'>,
): Promise<string | null> {
  const sides = [before, after].filter(side => side !== null)
  if (!sides.every(({ mediaType, bytes }) => isText(mediaType) && bytes <= longest)) return null
  const [one, other] = await Promise.all([before, after].map(side => (side ? textOf(store, side) : '')))
  if (one === null || other === null) return null
  const options = { context: 3, timeout: patience }
  return createTwoFilesPatch(path, path, one!, other!, undefined, undefined, options) ?? null
}

/** In the charset that its type names, as browsers read it; null: in one that nobody knows. */
async function textOf(store: ObjectStore, { key, versionId, mediaType }: Side): Promise<string | null> {
  const charset = /charset="?([^";]+)/i.exec(mediaType)?.[1] ?? 'utf-8'
  const bytes = await getBuffer(store, key, versionId)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return null
  }
}
