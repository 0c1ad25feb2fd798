import { randomBytes } from 'node:crypto'
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import type { Changes, Entry, Tombstone } from './difference.ts'
import { parentOf } from './path.ts'
import { firstIndexWhere } from './sorted.ts'

type Line = { journal: string } | Changes | { hashes: [path: string, rev: string, hash: string][] }

/**
 * Records the account's entries and deletions with a growing sequence. Stores them in a file of JSON lines, so that
 * ids, revs, and cursors survive a restart. Each scan is one line: a kill during a write loses the whole scan before
 * any client has seen it. Opening the file rewrites it without superseded lines.
 */
export class Journal {
  /** Identifies this journal in cursors. Cursors of another journal are invalid. */
  readonly name: string
  readonly entries = new Map<string, Entry>()
  readonly tombstones = new Map<string, Tombstone>()
  readonly byId = new Map<string, Entry>()
  readonly byRev = new Map<string, Entry>()
  sequence = 0
  /** Called after each recorded change. */
  readonly listeners = new Set<() => void>()
  #file: string
  /** Ordered by sequence. Includes superseded changes. */
  #log: (Entry | Tombstone)[] = []
  #sortedPaths: string[] | undefined
  #unsavedHashes: Entry[] = []
  #writing: Promise<void> = Promise.resolve()

  private constructor(file: string, lines: Line[]) {
    this.#file = file
    let name: string | undefined
    for (const line of lines) {
      if ('journal' in line) name = line.journal
      else if ('hashes' in line) for (const [path, rev, hash] of line.hashes) this.#setHash(path, rev, hash)
      else this.#apply(line)
    }
    this.#compactLog()
    this.name = name ?? randomBytes(9).toString('base64url')
  }

  /** Opens or creates the file. Only one process may have it open. */
  static async open(file: string): Promise<Journal> {
    const journal = new Journal(file, await readLines(file))
    const deleted = [...journal.tombstones.values()]
    const put = [...journal.entries.values()]
    const lines: Line[] = [{ journal: journal.name }, { deleted, put, renamed: [] }]
    await writeFile(`${file}.new`, lines.map(line => `${JSON.stringify(line)}\n`).join(''))
    await rename(`${file}.new`, file)
    return journal
  }

  /** The paths of all entries in code unit order, parents before children. */
  get sortedPaths(): readonly string[] {
    this.#sortedPaths ??= [...this.entries.keys()].sort()
    return this.#sortedPaths
  }

  /** Yields the changes after a sequence that are not superseded, in order. */
  *changesSince(sequence: number): Generator<Entry | Tombstone> {
    const firstIndex = firstIndexWhere(this.#log, change => change.sequence > sequence)
    for (let index = firstIndex; index < this.#log.length; index++) {
      const { path, sequence, ...logged } = this.#log[index]!
      const change = 'tag' in logged ? this.entries.get(path) : this.tombstones.get(path)
      if (change?.sequence === sequence) yield change
    }
  }

  /** Writes changes to the file, then makes them visible. */
  async record(changes: Changes): Promise<void> {
    if (changes.deleted.length + changes.put.length + changes.renamed.length === 0) return
    await this.#write(() => changes)
    this.#apply(changes)
    for (const listener of this.listeners) listener()
  }

  /** Stores a file's content hash. The write is asynchronous; after a kill, the hash is computed again. */
  recordHash(entry: Entry, hash: string): void {
    if (!this.#setHash(entry.path, entry.rev, hash)) return
    this.#unsavedHashes.push(entry)
    if (this.#unsavedHashes.length > 1) return
    this.#write(() => {
      const hashes = this.#unsavedHashes.map(({ path, rev = '', hash = '' }): [string, string, string] => [
        path,
        rev,
        hash,
      ])
      this.#unsavedHashes = []
      return { hashes }
    }).catch(() => {})
  }

  /** Waits for all pending writes. */
  async close(): Promise<void> {
    await this.#writing
  }

  #write(line: () => Line) {
    const written = this.#writing.then(() => appendFile(this.#file, `${JSON.stringify(line())}\n`))
    this.#writing = written.catch(() => {})
    return written
  }

  #apply({ deleted, put, renamed }: Changes) {
    for (const tombstone of deleted) this.tombstones.set(tombstone.path, tombstone)
    if (deleted.length > 0) this.#removeTrees(new Set(deleted.map(({ path }) => path)))
    for (const entry of [...put, ...renamed]) {
      this.#remove(entry.path)
      this.entries.set(entry.path, entry)
      this.byId.set(entry.id, entry)
      if (entry.rev) this.byRev.set(entry.rev, entry)
    }
    for (const change of [...deleted, ...put]) {
      this.#log.push(change)
      this.sequence = Math.max(this.sequence, change.sequence)
    }
    if (this.#log.length > 2 * (this.entries.size + this.tombstones.size)) this.#compactLog()
    this.#sortedPaths = undefined
  }

  #compactLog() {
    this.#log = [...this.tombstones.values(), ...this.entries.values()].sort(
      (change, other) => change.sequence - other.sequence,
    )
  }

  #removeTrees(paths: Set<string>) {
    for (const path of this.entries.keys())
      for (let at = path; at !== ''; at = parentOf(at)) if (paths.has(at)) this.#remove(path)
  }

  #remove(path: string) {
    const entry = this.entries.get(path)
    if (!entry) return
    this.entries.delete(path)
    if (this.byId.get(entry.id) === entry) this.byId.delete(entry.id)
    if (entry.rev) this.byRev.delete(entry.rev)
  }

  #setHash(path: string, rev: string | undefined, hash: string) {
    const entry = this.entries.get(path)
    if (entry?.rev !== rev || !entry) return false
    entry.hash = hash
    return true
  }
}

/** Reads all complete lines. Ignores an incomplete last line. */
async function readLines(file: string): Promise<Line[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const completeLines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  return completeLines.filter(Boolean).map(line => JSON.parse(line) as Line)
}
