import type { AccountFolder } from './account-folder.ts'
import { FolderWatch } from './folder-watch.ts'

/** How long to wait after the last event before a scan. */
const debounceMs = 500

/** The time between two scans when the system cannot watch all folders. */
const pollIntervalMs = 10_000

/** Scans the folder after each change in it, so that the journal is updated without a request. */
export class ChangeWatch {
  readonly #folder: AccountFolder
  readonly #watch: FolderWatch
  #timer: NodeJS.Timeout | undefined

  constructor(folder: AccountFolder) {
    this.#folder = folder
    this.#watch = new FolderWatch(folder.root, () => this.#timer?.refresh())
  }

  /** Starts watching. The first start schedules a scan. */
  start(): void {
    if (this.#timer) return
    this.#timer = setTimeout(() => void this.#refresh(), debounceMs)
    this.#watch.watchFolders(this.#folder.localFolderPaths())
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#watch.close()
  }

  async #refresh() {
    // The next listing repeats a failed scan and reports its error.
    await this.#folder.refresh().catch(() => {})
    if (!this.#timer) return
    if (this.#watch.watchFolders(this.#folder.localFolderPaths())) this.#timer.refresh()
    else if (this.#watch.isWatchLimitReached) setTimeout(() => this.#timer?.refresh(), pollIntervalMs).unref()
  }
}
