import type { AccountFolder } from './account-folder.ts'
import { FolderWatch } from './folder-watch.ts'

/** Milliseconds of quiet after which a change is looked at. */
const quiet = 500

/** Milliseconds between two looks where the system cannot tell that something moved. */
const blindly = 10_000

/** Looks at the folder whenever something moved in it, so that the journal hears of changes without being asked. */
export class Lookout {
  readonly #folder: AccountFolder
  readonly #watch: FolderWatch
  #timer: NodeJS.Timeout | undefined

  constructor(folder: AccountFolder) {
    this.#folder = folder
    this.#watch = new FolderWatch(folder.root, () => this.#timer?.refresh())
  }

  /** From now on. The first time there is a look soon. */
  begin(): void {
    if (this.#timer) return
    this.#timer = setTimeout(() => void this.#look(), quiet)
    this.#watch.follow(this.#folder.localFolders())
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#watch.close()
  }

  async #look() {
    // A look that fails is made again by whoever asks for a listing, and told there.
    await this.#folder.look().catch(() => {})
    if (!this.#timer) return
    if (this.#watch.follow(this.#folder.localFolders())) this.#timer.refresh()
    else if (this.#watch.isBlind) setTimeout(() => this.#timer?.refresh(), blindly).unref()
  }
}
