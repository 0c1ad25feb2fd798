import { type FSWatcher, watch } from 'node:fs'
import { basename, join } from 'node:path'

/** Where the system itself watches everything below a folder. On Linux node would watch each single file, so there each folder is watched. */
const recursive = process.platform === 'darwin' || process.platform === 'win32'

/** Hears that something moved in a folder. It may miss things (a new folder has to be followed first), so it only wakes. */
export class FolderWatch {
  readonly #root: string
  readonly #onChange: () => void
  readonly #watchers = new Map<string, FSWatcher>()
  /** The system can watch no more folders. */
  isWatchLimitReached = false

  constructor(root: string, onChange: () => void) {
    this.#root = root
    this.#onChange = onChange
  }

  /** Watches the root and these folders, and no others. True when some are new: what moved in them before was not heard. */
  watchFolders(folders: Iterable<string>): boolean {
    const wantedFolders = new Set(recursive ? [this.#root] : [this.#root, ...folders])
    for (const folder of this.#watchers.keys()) if (!wantedFolders.has(folder)) this.#unwatch(folder)
    const before = this.#watchers.size
    for (const folder of wantedFolders) if (!this.#watchers.has(folder)) this.#watch(folder)
    return this.#watchers.size > before
  }

  close(): void {
    for (const folder of this.#watchers.keys()) this.#unwatch(folder)
  }

  #watch(folder: string) {
    try {
      const watcher = watch(folder, { recursive, persistent: false }, (event, name) => {
        // What has this name by now may be another folder. Its own name says that the folder itself went away.
        if (event === 'rename' && name !== null && !recursive)
          for (const other of [join(folder, name), ...(name === basename(folder) ? [folder] : [])]) this.#unwatch(other)
        this.#onChange()
      })
      watcher.on('error', () => this.#unwatch(folder))
      this.#watchers.set(folder, watcher)
    } catch (error) {
      this.isWatchLimitReached ||= ['ENOSPC', 'EMFILE'].includes((error as NodeJS.ErrnoException).code ?? '')
    }
  }

  #unwatch(folder: string) {
    this.#watchers.get(folder)?.close()
    this.#watchers.delete(folder)
  }
}
