import { holdOffSync, markDamaged, renameVersion } from '@lectern/schema/changes/mend'
import type { Located } from '@lectern/schema/reads/bytes-of'
import { type Inspected, type InspectedFile, sameBytes } from '@lectern/schema/reads/inspected'
import { referencedVersions } from '@lectern/schema/reads/referenced-versions'
import { head, unquoted } from '../clients/s3.ts'
import { copy } from '../clients/s3-copy.ts'
import { remove, type VersionEntry, versionPages } from '../clients/s3-versions.ts'
import type { Mend } from '../inspection-words.ts'
import type { Deps } from './deps.ts'
import type { StoredDifference } from './inspect-s3.ts'
import { newestFirst } from './tidy-history.ts'

/** Mends a difference in S3 as far as that goes without Dropbox. Done twice, the second time finds it mended, or mends it again. */
export async function repair(deps: Deps, inspected: Inspected, difference: StoredDifference): Promise<Mend> {
  const { file, key, kind } = difference
  if (!file) return takeAway(deps, inspected, key)
  return kind === 'CHANGED' ? makeCurrent(deps, inspected, file) : copyAgain(deps, inspected, file)
}

/** What lies among the files of a release goes for good; in the draft it gets a delete marker, because past drafts may still show a version of it. */
function takeAway({ database, store }: Deps, inspected: Inspected, key: string): Promise<Mend> {
  return database.$transaction(async tx => {
    if (!(await holdOffSync(tx, inspected))) return 'NONE'
    await remove(store, inspected.number === null ? [{ key }] : await historyOf(store, key))
    return 'DONE'
  })
}

/** Takes away what lies over the version that a row names, unless another row needs it; then ours is copied on top and the row names the copy. */
async function makeCurrent(deps: Deps, inspected: Inspected, file: InspectedFile): Promise<Mend> {
  const { database, store } = deps
  const isHeldOff = await database.$transaction(async tx => {
    if (!(await holdOffSync(tx, inspected))) return false
    const history = await historyOf(store, file.key)
    const ours = history.findIndex(({ versionId }) => versionId === file.versionId)
    const over = history.slice(0, Math.max(ours, 0))
    const versions = over.filter(({ isMarker }) => !isMarker).map(({ versionId }) => versionId)
    const needed = await referencedVersions(tx, versions)
    await remove(
      store,
      over.filter(({ versionId }) => !needed.has(versionId)),
    )
    return true
  })
  if (!isHeldOff) return 'NONE'
  const present = await head(store, file.key)
  if (present?.VersionId === file.versionId) return 'DONE'
  return (await place(deps, inspected, file, { ...file, bytes: BigInt(file.storedBytes) })) ? 'DONE' : 'NONE'
}

/** Copies the bytes of a file from wherever else they are alive; those of the draft that are nowhere else are marked for the next synchronisation. */
async function copyAgain(deps: Deps, inspected: Inspected, file: InspectedFile): Promise<Mend> {
  for (const source of await sameBytes(deps.database, inspected, file)) {
    const found = await head(deps.store, source.key, source.versionId)
    if (!found || unquoted(found.ETag) !== source.etag) continue
    if (await place(deps, inspected, file, source)) return 'DONE'
  }
  if (inspected.number !== null) return 'LOST'
  return (await deps.database.$transaction(tx => markDamaged(tx, inspected.packageId, file))) ? 'ASKED' : 'NONE'
}

/** Copies a version to a file's key and has its row name the copy; false, and nothing is left of it, when the row changed meanwhile. */
async function place(
  { database, store }: Deps,
  inspected: Inspected,
  file: InspectedFile,
  from: Pick<Located, 'key' | 'versionId' | 'bytes'>,
): Promise<boolean> {
  const source = { ...from, bytes: Number(from.bytes), mediaType: file.mediaType }
  const stored = await copy(store, source, file.key, { 'content-hash': file.contentHash })
  const placed = { ...stored, storedBytes: source.bytes }
  const isNamed = await database.$transaction(tx => renameVersion(tx, inspected, file, placed))
  if (!isNamed) await remove(store, [stored])
  return isNamed
}

/** All versions and delete markers of one key, newest first. */
async function historyOf(store: Deps['store'], key: string): Promise<VersionEntry[]> {
  const entries: VersionEntry[] = []
  for await (const page of versionPages(store, key)) entries.push(...page.entries.filter(entry => entry.key === key))
  return newestFirst(entries)
}
