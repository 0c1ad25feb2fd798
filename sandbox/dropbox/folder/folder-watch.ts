import { type FSWatcher, watch } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Whether the system can watch a folder recursively. On Linux, Node would watch every single file, so we watch each
 * folder there.
 */
const recursive = process.platform === 'darwin' || process.platform === 'win32'

/** Watches folders for changes. May miss some (a new folder is not watched at first), so it only triggers scans. */
export class FolderWatch {
  readonly #root: string
  readonly #onChange: () => void
  readonly #watchers = new Map<string, FSWatcher>()
  /** Whether the system's limit of watched folders is reached. */
  isWatchLimitReached = false

  constructor(root: string, onChange: () => void) {
    this.#root = root
    this.#onChange = onChange
  }

  /**
   * Watches only the root and these folders. Returns true if some are new, because earlier changes in them were missed.
   */
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
        // This name may belong to another folder now. The folder's own name means that the folder itself was removed.
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
