import type { AccountFolder } from './account-folder.ts'
import { FolderWatch } from './folder-watch.ts'

/** Milliseconds of quiet after which a change is looked at. */
const debounceMs = 500

/** Milliseconds between two looks where the system cannot tell that something moved. */
const pollIntervalMs = 10_000

/** Looks at the folder whenever something moved in it, so that the journal hears of changes without being asked. */
export class ChangeWatch {
  readonly #folder: AccountFolder
  readonly #watch: FolderWatch
  #timer: NodeJS.Timeout | undefined

  constructor(folder: AccountFolder) {
    this.#folder = folder
    this.#watch = new FolderWatch(folder.root, () => this.#timer?.refresh())
  }

  /** From now on. The first time there is a look soon. */
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
    // A look that fails is made again by whoever asks for a listing, and told there.
    await this.#folder.refresh().catch(() => {})
    if (!this.#timer) return
    if (this.#watch.watchFolders(this.#folder.localFolderPaths())) this.#timer.refresh()
    else if (this.#watch.isWatchLimitReached) setTimeout(() => this.#timer?.refresh(), pollIntervalMs).unref()
  }
}
