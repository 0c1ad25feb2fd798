import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { contentHash } from './content-hash.ts'
import type { Entry } from './difference.ts'
import { computeDifference } from './difference.ts'
import type { Journal } from './journal.ts'
import { OpenFile } from './open-file.ts'
import { parentOf, toPathLower } from './path.ts'
import { isUnchangedSince, statsOf } from './stamp.ts'
import { type DiskEntry, Tree } from './tree.ts'

/** The clock resolution of some file systems: all changes within it get the same time. */
const clockTickMs = 20

const emptyHash = createHash('sha256').digest('hex')

/** How often we retry a file that keeps changing before we treat it as missing. */
const maxHashAttempts = 5

/** A local folder as a Dropbox account. The disk is the source of truth; the journal stores ids, revs, and changes. */
export class AccountFolder {
  readonly journal: Journal
  readonly root: string
  readonly #tree: Tree
  /** The scan that the journal reflects. */
  #recorded: ReadonlyMap<string, DiskEntry> | undefined
  #refreshing: Promise<void> | undefined
  #nextRefresh: Promise<void> | undefined
  #hashing = new Map<Entry, Promise<string | undefined>>()

  constructor(root: string, journal: Journal) {
    this.root = root
    this.#tree = new Tree(root)
    this.journal = journal
  }

  /** Updates the journal with a disk scan that starts after this call. Concurrent callers share one scan. */
  refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#nextRefresh ??= this.#refreshing
        .catch(() => {})
        .then(() => {
          this.#nextRefresh = undefined
          return this.refresh()
        })
      return this.#nextRefresh
    }
    this.#refreshing = this.#recordDifference().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  /** Finds an entry by `/path`, `id:…`, or `rev:…` in the journal, which may be behind the disk. */
  findRecorded(reference: string): Entry | undefined {
    if (reference.startsWith('id:')) return this.journal.byId.get(reference)
    if (reference.startsWith('rev:')) return this.journal.byRev.get(reference.slice('rev:'.length))
    return this.journal.entries.get(toPathLower(reference))
  }

  /** Finds an entry as it is on disk now. Scans everything only if the journal's entry is outdated or missing. */
  async findCurrent(reference: string): Promise<Entry | undefined> {
    const entry = this.findRecorded(reference)
    const stats = entry && statsOf(this.localPathOf(entry))
    const isCurrent = stats && (entry.tag === 'folder' ? stats.isDirectory() : isUnchangedSince(stats, entry.stamp))
    if (isCurrent) return entry
    await this.refresh()
    return this.findRecorded(reference)
  }

  /** Finds a current entry with its content hash. Returns undefined for a file that is still being written. */
  async findWithHash(reference: string): Promise<{ entry: Entry; hash?: string } | undefined> {
    for (let attempt = 0; attempt < maxHashAttempts; attempt++) {
      const entry = await this.findCurrent(reference)
      if (!entry) return undefined
      if (entry.tag === 'folder') return { entry }
      const hash = await this.hash(entry)
      if (hash !== undefined) return { entry, hash }
    }
    return undefined
  }

  /**
   * Computes a file's content hash once. Returns undefined if the file has changed. A link has the hash of an empty
   * file.
   */
  async hash(entry: Entry): Promise<string | undefined> {
    if (entry.target !== undefined) return emptyHash
    if (entry.hash !== undefined) return entry.hash
    const pending = this.#hashing.get(entry) ?? this.#computeHash(entry).finally(() => this.#hashing.delete(entry))
    this.#hashing.set(entry, pending)
    return pending
  }

  /** Opens a file in the state of its entry. Returns undefined if it has changed. The caller closes it. */
  open(entry: Entry): OpenFile | undefined {
    return OpenFile.open(this.localPathOf(entry), entry.stamp)
  }

  /** Yields the local path of each folder. */
  *localFolderPaths(): Generator<string> {
    for (const entry of this.journal.entries.values()) if (entry.tag === 'folder') yield this.localPathOf(entry)
  }

  /** Returns the local path of an entry. Uses the names on disk, because path_display may be outdated. */
  localPathOf(entry: Entry): string {
    const parent = this.journal.entries.get(parentOf(entry.path))
    return `${parent ? this.localPathOf(parent) : this.root}/${entry.name}`
  }

  async #recordDifference() {
    const found = await this.#tree.scan()
    if (found === this.#recorded) return
    await this.journal.record(computeDifference(this.journal.entries, found, this.journal.sequence))
    this.#recorded = found
  }

  async #computeHash(entry: Entry) {
    const file = this.open(entry)
    if (!file) return undefined
    try {
      const ageMs = Date.now() - entry.stamp.ctime
      if (ageMs < clockTickMs) await sleep(clockTickMs)
      const hash = await contentHash(file, entry.stamp.size)
      if (!file.isUnchanged) return undefined
      entry.hash = hash
      this.journal.recordHash(entry, hash)
      return hash
    } finally {
      file.close()
    }
  }
}
