import type { ClaimedItem } from '@lectern/schema/changes/items'
import { recordTextLooks, type TextLook } from '@lectern/schema/changes/looks'
import type { Database } from '@lectern/schema/database'
import { kindOf, lookVersion } from '../looked-at.ts'
import { type FoundInText, lookAt } from '../texts/look.ts'
import type { Deps } from './deps.ts'

/**
 * Looks at a text and keeps what it finds by content hash. Null: it is no text that is looked into. Looking twice finds the same. `bytes`: the
 * whole file, or at least its beginning.
 */
export async function lookAtText(
  { database }: Pick<Deps, 'database'>,
  { path, contentHash }: Pick<ClaimedItem, 'path' | 'contentHash'>,
  bytes: Uint8Array,
): Promise<FoundInText | null> {
  const kind = kindOf(path)
  if (!kind) return null
  const found = lookAt(bytes, kind)
  const { references, facts } = found
  await recorderOf(database)({ contentHash, version: lookVersion, kind, references, facts })
  return found
}

const recorders = new WeakMap<Database, (look: TextLook) => Promise<void>>()

function recorderOf(database: Database) {
  const recorder = recorders.get(database) ?? openRecorder(database)
  recorders.set(database, recorder)
  return recorder
}

/** A thousand small pages would be a thousand statements: those that come while one is on its way share the next. */
function openRecorder(database: Database) {
  let present: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  let waiting: TextLook[] = []
  const begin = () => {
    const looks = waiting
    waiting = []
    next = null
    present = recordTextLooks(database, looks)
    return present
  }
  return (look: TextLook): Promise<void> => {
    waiting.push(look)
    next ??= present.then(begin, begin)
    return next
  }
}
