import { createHash, randomBytes } from 'node:crypto'
import { parentOf } from './path.ts'
import { isSameStamp, type Stamp } from './stamp.ts'
import type { DiskEntry } from './tree.ts'

/** A file or folder of the account. `sequence` is when it was last put there; `rev` and `hash` (content_hash, once it was asked for) only of files. */
export type Entry = DiskEntry & { id: string; sequence: number; rev?: string; hash?: string }

/** That a file or a whole folder went away. Later entries of the same path do not undo it: whoever missed both needs both, in order. */
export type Tombstone = { path: string; display: string; sequence: number }

/** What one look at the folder brought. To be applied in this order. `renamed` are case-only renames, which Dropbox does not report. */
export type Changes = { gone: Tombstone[]; put: Entry[]; renamed: Entry[] }

/**
 * What has to happen to the account (`known`) for it to be as the disk (`found`), numbered from `sequence` on.
 * What keeps its path keeps its id, also when the file was replaced by another; what has a new path keeps the id of what is gone if it
 * is the same inode. Of a folder that went away only the folder is reported.
 */
export function computeDifference(
  recorded: ReadonlyMap<string, Entry>,
  onDisk: ReadonlyMap<string, DiskEntry>,
  sequence: number,
): Changes {
  let lastSequence = sequence
  const changes: Changes = { gone: [], put: [], renamed: [] }
  const removedByInode = new Map<number, Entry>()
  const isRemoved = (entry: Entry) => onDisk.get(entry.path)?.tag !== entry.tag
  for (const entry of recorded.values()) {
    if (!isRemoved(entry)) continue
    removedByInode.set(entry.stamp.ino, entry)
    const parent = recorded.get(parentOf(entry.path))
    if (!parent || !isRemoved(parent))
      changes.gone.push({ path: entry.path, display: entry.display, sequence: ++lastSequence })
  }
  for (const now of onDisk.values()) {
    const before = recorded.get(now.path)
    if (before?.tag !== now.tag) {
      const candidate = removedByInode.get(now.stamp.ino)
      const movedEntry = candidate && isMoved(candidate, now) ? candidate : undefined
      if (movedEntry) removedByInode.delete(now.stamp.ino)
      const hash = movedEntry && hasSameBytes(movedEntry.stamp, now.stamp) ? movedEntry.hash : undefined
      changes.put.push(toEntry(now, movedEntry?.id ?? newId(), ++lastSequence, hash))
    } else if (now.name !== before.name && isRenamed(before, now)) {
      changes.renamed.push({ ...before, name: now.name, display: now.display, stamp: now.stamp })
    } else if (now.tag === 'file' && !isSameStamp(now.stamp, before.stamp)) {
      changes.put.push(toEntry(now, before.id, ++lastSequence))
    }
  }
  return changes
}

/** Inodes are used again at once, so more has to agree. Some file systems know no time of birth: there a file's size and time must do. */
function isMoved(before: Entry, now: DiskEntry) {
  const sameBirth = now.stamp.born !== 0 && before.stamp.born === now.stamp.born
  return before.tag === now.tag && (sameBirth || hasSameBytes(before.stamp, now.stamp))
}

const isRenamed = (before: Entry, now: DiskEntry) => now.tag === 'folder' || hasSameBytes(before.stamp, now.stamp)

const hasSameBytes = (before: Stamp, now: Stamp) =>
  before.ino === now.ino && before.size === now.size && before.mtime === now.mtime

const newId = () => `id:${randomBytes(16).toString('base64url')}`

function toEntry(found: DiskEntry, id: string, sequence: number, hash?: string): Entry {
  if (found.tag === 'folder') return { ...found, id, sequence }
  return { ...found, id, sequence, rev: computeRev(found), ...(hash !== undefined && { hash }) }
}

/** Any change to a file moves its ctime, so each has a rev of its own, and a lost journal does not give an old rev to other bytes. */
function computeRev({ path, stamp }: DiskEntry) {
  const parts = [path, stamp.ino, stamp.size, stamp.mtime, stamp.ctime]
  return `01${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 21)}`
}
