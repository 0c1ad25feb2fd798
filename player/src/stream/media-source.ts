import type { Qualities } from '../controls/qualities.ts'
import type { SwappedVideo } from './swapped-video.ts'

/** A stream whose first segment is loaded and can be decoded. Implemented with hls.js and with the browser's own HLS. */
export type PreparedStream = {
  /** Makes the stream the source of the element. */
  attach(swapped: SwappedVideo): void
  /** Loads more, because playback begins. */
  onPlay(): void
  /** Loads again after the network was away. */
  restart(): void
  /** How long the stream has been waiting for bytes, in milliseconds. Zero while it needs none. */
  waitingMs(): number
  /** Whether the stream has failed for good. */
  hasFailed(): boolean
  /** What a quality menu shows. Null where the browser chooses alone. */
  qualities: Qualities | null
  /** Ends all work. The element keeps no reference. Its source must be replaced in the same task. */
  destroy(): void
}
