import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { contentHash } from './content-hash.ts'
import type { Entry } from './difference.ts'
import { difference } from './difference.ts'
import type { Journal } from './journal.ts'
import { OpenFile } from './open-file.ts'
import { identity, parentOf } from './path.ts'
import { isStill, statsOf } from './stamp.ts'
import { type Found, Tree } from './tree.ts'

/** Some file systems give all changes within such a tick (milliseconds) the same time. */
const clockTick = 20

const hashOfNothing = createHash('sha256').digest('hex')

/** How often a file that keeps changing is looked at again before it counts as not there (yet). */
const looks = 5

/** The local folder seen as an account: what is on the disk is the truth, the journal remembers ids, revs and what happened. */
export class AccountFolder {
  readonly journal: Journal
  readonly root: string
  readonly #tree: Tree
  /** What the journal has been brought up to. */
  #recorded: ReadonlyMap<string, Found> | undefined
  #looking: Promise<void> | undefined
  #next: Promise<void> | undefined
  #hashing = new Map<Entry, Promise<string | undefined>>()

  constructor(root: string, journal: Journal) {
    this.root = root
    this.#tree = new Tree(root)
    this.journal = journal
  }

  /** Brings the journal up to the disk, with a look that begins after this call; all who wait share one. */
  look(): Promise<void> {
    if (this.#looking) {
      this.#next ??= this.#looking
        .catch(() => {})
        .then(() => {
          this.#next = undefined
          return this.look()
        })
      return this.#next
    }
    this.#looking = this.#compare().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  /** What `/path`, `id:…` or `rev:…` names, as the journal has it. The disk may have moved on. */
  known(named: string): Entry | undefined {
    if (named.startsWith('id:')) return this.journal.byId.get(named)
    if (named.startsWith('rev:')) return this.journal.byRev.get(named.slice('rev:'.length))
    return this.journal.entries.get(identity(named))
  }

  /** The same as it is on the disk at this moment, which takes a look at everything only when something is amiss. */
  async find(named: string): Promise<Entry | undefined> {
    const entry = this.known(named)
    const stats = entry && statsOf(this.localOf(entry))
    const still = stats && (entry.tag === 'folder' ? stats.isDirectory() : isStill(stats, entry.stamp))
    if (still) return entry
    await this.look()
    return this.known(named)
  }

  /** `find`, with the content hash of a file. A file that somebody is still writing is not there yet. */
  async findHashed(named: string): Promise<{ entry: Entry; hash?: string } | undefined> {
    for (let tries = 0; tries < looks; tries++) {
      const entry = await this.find(named)
      if (!entry) return undefined
      if (entry.tag === 'folder') return { entry }
      const hash = await this.hash(entry)
      if (hash !== undefined) return { entry, hash }
    }
    return undefined
  }

  /** A file's content hash, worked out once; undefined when the file is no longer as the entry says. A link has that of nothing. */
  async hash(entry: Entry): Promise<string | undefined> {
    if (entry.target !== undefined) return hashOfNothing
    if (entry.hash !== undefined) return entry.hash
    const running = this.#hashing.get(entry) ?? this.#workOut(entry).finally(() => this.#hashing.delete(entry))
    this.#hashing.set(entry, running)
    return running
  }

  /** Opens just these bytes of a file: undefined when it is no longer as the entry says. The caller closes it. */
  open(entry: Entry): OpenFile | undefined {
    return OpenFile.open(this.localOf(entry), entry.stamp)
  }

  /** Where each folder lies. */
  *localFolders(): Generator<string> {
    for (const entry of this.journal.entries.values()) if (entry.tag === 'folder') yield this.localOf(entry)
  }

  /** Where it lies: from the names on the disk, since a path_display may be stale. */
  localOf(entry: Entry): string {
    const parent = this.journal.entries.get(parentOf(entry.path))
    return `${parent ? this.localOf(parent) : this.root}/${entry.name}`
  }

  async #compare() {
    const found = await this.#tree.look()
    if (found === this.#recorded) return
    await this.journal.record(difference(this.journal.entries, found, this.journal.sequence))
    this.#recorded = found
  }

  async #workOut(entry: Entry) {
    const file = this.open(entry)
    if (!file) return undefined
    try {
      const age = Date.now() - entry.stamp.ctime
      if (age < clockTick) await sleep(clockTick)
      const hash = await contentHash(file, entry.stamp.size)
      if (!file.isUntouched) return undefined
      entry.hash = hash
      this.journal.hashed(entry, hash)
      return hash
    } finally {
      file.close()
    }
  }
}
