/** What a stream needs to begin. */
export type StreamRequest = {
  /** Address of the HLS master playlist. */
  url: string
  /** Seconds. */
  startAt: number
  /** Called once, when the stream cannot be played. The video may still hold the stream's remains; `stop` clears them. */
  onFailure: () => void
}

/** Ends a stream and leaves the video without a source. */
export type StopStream = () => void
