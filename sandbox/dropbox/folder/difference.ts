import { createHash, randomBytes } from 'node:crypto'
import { parentOf } from './path.ts'
import { isSameStamp, type Stamp } from './stamp.ts'
import type { DiskEntry } from './tree.ts'

/**
 * A file or folder of the account. `sequence` numbers its last change. Only files have `rev` and `hash` (content_hash).
 * `hash` is set once it was requested.
 */
export type Entry = DiskEntry & { id: string; sequence: number; rev?: string; hash?: string }

/**
 * The deletion of a file or a whole folder. A later entry with the same path does not replace it: a client that missed
 * both needs both, in order.
 */
export type Tombstone = { path: string; display: string; sequence: number }

/**
 * The changes of one scan, to be applied in this order. `renamed` holds case-only renames, which Dropbox does not
 * report.
 */
export type Changes = { deleted: Tombstone[]; put: Entry[]; renamed: Entry[] }

/**
 * Computes the changes from the recorded entries to those on disk, numbered from `sequence` + 1. An entry that keeps
 * its path keeps its id, even if another file replaced it. An entry with a new path takes over the id of a removed
 * entry with the same inode. A deleted folder is reported without its contents.
 */
export function computeDifference(
  recorded: ReadonlyMap<string, Entry>,
  onDisk: ReadonlyMap<string, DiskEntry>,
  sequence: number,
): Changes {
  let lastSequence = sequence
  const changes: Changes = { deleted: [], put: [], renamed: [] }
  const removedByInode = new Map<number, Entry>()
  const isRemoved = (entry: Entry) => onDisk.get(entry.path)?.tag !== entry.tag
  for (const entry of recorded.values()) {
    if (!isRemoved(entry)) continue
    removedByInode.set(entry.stamp.ino, entry)
    const parent = recorded.get(parentOf(entry.path))
    if (!parent || !isRemoved(parent))
      changes.deleted.push({ path: entry.path, display: entry.display, sequence: ++lastSequence })
  }
  for (const current of onDisk.values()) {
    const previous = recorded.get(current.path)
    if (previous?.tag !== current.tag) {
      const candidate = removedByInode.get(current.stamp.ino)
      const movedEntry = candidate && isMoved(candidate, current) ? candidate : undefined
      if (movedEntry) removedByInode.delete(current.stamp.ino)
      const hash = movedEntry && hasSameBytes(movedEntry.stamp, current.stamp) ? movedEntry.hash : undefined
      changes.put.push(toEntry(current, movedEntry?.id ?? newId(), ++lastSequence, hash))
    } else if (current.name !== previous.name && isRenamed(previous, current)) {
      changes.renamed.push({ ...previous, name: current.name, display: current.display, stamp: current.stamp })
    } else if (current.tag === 'file' && !isSameStamp(current.stamp, previous.stamp)) {
      changes.put.push(toEntry(current, previous.id, ++lastSequence))
    }
  }
  return changes
}

/**
 * Returns whether an entry was moved. Inodes are reused immediately, so the creation time must match too. If a file
 * system has no creation time, size and modification time must match.
 */
function isMoved(previous: Entry, current: DiskEntry) {
  const sameBirth = current.stamp.born !== 0 && previous.stamp.born === current.stamp.born
  return previous.tag === current.tag && (sameBirth || hasSameBytes(previous.stamp, current.stamp))
}

const isRenamed = (previous: Entry, current: DiskEntry) =>
  current.tag === 'folder' || hasSameBytes(previous.stamp, current.stamp)

const hasSameBytes = (previous: Stamp, current: Stamp) =>
  previous.ino === current.ino && previous.size === current.size && previous.mtime === current.mtime

const newId = () => `id:${randomBytes(16).toString('base64url')}`

function toEntry(found: DiskEntry, id: string, sequence: number, hash?: string): Entry {
  if (found.tag === 'folder') return { ...found, id, sequence }
  return { ...found, id, sequence, rev: computeRev(found), ...(hash !== undefined && { hash }) }
}

/**
 * Derives a file's rev from its stamp. Any change updates the ctime, so each change gets a new rev. If the journal is
 * lost, different bytes do not get an old rev.
 */
function computeRev({ path, stamp }: DiskEntry) {
  const parts = [path, stamp.ino, stamp.size, stamp.mtime, stamp.ctime]
  return `01${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 21)}`
}
