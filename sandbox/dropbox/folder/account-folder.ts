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

/** Some file systems give all changes within such a tick (milliseconds) the same time. */
const clockTickMs = 20

const emptyHash = createHash('sha256').digest('hex')

/** How often a file that keeps changing is looked at again before it counts as not there (yet). */
const maxHashAttempts = 5

/** The local folder seen as an account: what is on the disk is the truth, the journal remembers ids, revs and what happened. */
export class AccountFolder {
  readonly journal: Journal
  readonly root: string
  readonly #tree: Tree
  /** What the journal has been brought up to. */
  #recorded: ReadonlyMap<string, DiskEntry> | undefined
  #refreshing: Promise<void> | undefined
  #nextRefresh: Promise<void> | undefined
  #hashing = new Map<Entry, Promise<string | undefined>>()

  constructor(root: string, journal: Journal) {
    this.root = root
    this.#tree = new Tree(root)
    this.journal = journal
  }

  /** Brings the journal up to the disk, with a look that begins after this call; all who wait share one. */
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

  /** What `/path`, `id:…` or `rev:…` names, as the journal has it. The disk may have moved on. */
  findRecorded(reference: string): Entry | undefined {
    if (reference.startsWith('id:')) return this.journal.byId.get(reference)
    if (reference.startsWith('rev:')) return this.journal.byRev.get(reference.slice('rev:'.length))
    return this.journal.entries.get(toPathLower(reference))
  }

  /** The same as it is on the disk at this moment, which takes a look at everything only when something is amiss. */
  async findCurrent(reference: string): Promise<Entry | undefined> {
    const entry = this.findRecorded(reference)
    const stats = entry && statsOf(this.localPathOf(entry))
    const isCurrent = stats && (entry.tag === 'folder' ? stats.isDirectory() : isUnchangedSince(stats, entry.stamp))
    if (isCurrent) return entry
    await this.refresh()
    return this.findRecorded(reference)
  }

  /** `find`, with the content hash of a file. A file that somebody is still writing is not there yet. */
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

  /** A file's content hash, worked out once; undefined when the file is no longer as the entry says. A link has that of nothing. */
  async hash(entry: Entry): Promise<string | undefined> {
    if (entry.target !== undefined) return emptyHash
    if (entry.hash !== undefined) return entry.hash
    const pending = this.#hashing.get(entry) ?? this.#computeHash(entry).finally(() => this.#hashing.delete(entry))
    this.#hashing.set(entry, pending)
    return pending
  }

  /** Opens just these bytes of a file: undefined when it is no longer as the entry says. The caller closes it. */
  open(entry: Entry): OpenFile | undefined {
    return OpenFile.open(this.localPathOf(entry), entry.stamp)
  }

  /** Where each folder lies. */
  *localFolderPaths(): Generator<string> {
    for (const entry of this.journal.entries.values()) if (entry.tag === 'folder') yield this.localPathOf(entry)
  }

  /** Where it lies: from the names on the disk, since a path_display may be stale. */
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
