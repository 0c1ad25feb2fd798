import type { Qualities } from '../../controls/qualities.ts'

/** The video that a stream becomes the source of. */
export type StreamTarget = {
  readonly video: HTMLVideoElement
  /** The file's duration in seconds, if the browser could read it. */
  readonly knownDuration: number | undefined
  /** Whether the page may see another source when the stream cannot be decoded. */
  readonly canRecover: boolean
  /** Every media event of the video, also those that the page does not see. */
  readonly events: EventTarget
  /** Seeks without the page noticing. */
  seekSilently(seconds: number): void
  /** Calls `cleanup` when the stream is no longer the source. */
  onEnd(cleanup: () => void): void
}

/** A stream whose first segment is loaded and can be decoded. Implemented with hls.js and with the browser's own HLS. */
export type PreparedStream = {
  /** Makes the stream the source of the element. */
  attach(target: StreamTarget): void
  /** Loads more, because playback begins. */
  onPlay(): void
  /** Loads again after the network was unavailable. */
  restart(): void
  /** For how long the stream has brought nothing, in milliseconds. Says nothing about a stream that needs nothing. */
  waitingMs(): number
  /** Whether the stream has failed for good. */
  hasFailed(): boolean
  /** What a quality menu shows. Null where the browser chooses alone. */
  qualities: Qualities | null
  /** Ends all work. The element keeps no reference. Its source must be replaced in the same task. */
  destroy(): void
}
