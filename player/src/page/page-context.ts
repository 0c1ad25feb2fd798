import type { PageLocation } from './page-location.ts'
import type { PackagePlayback } from './playlists.ts'
import type { PreparationQueue } from './preparation-queue.ts'
import type { StreamCode } from './stream-code.ts'

/** What the videos of one page share. Each address is requested at most once. */
export type PageContext = {
  pageLocation: PageLocation
  queue: PreparationQueue
  /** Fetches the playlists on the first call. */
  playback(): Promise<PackagePlayback>
  /** Loads the code for streams on the first call. */
  streamCode(): Promise<StreamCode>
}
