/** The parameters for starting a stream. */
export type StreamRequest = {
  /** The URL of the HLS master playlist. */
  url: string
  /** The start position in seconds. */
  startAt: number
  /** Called once when the stream cannot be played. The stream may still be attached until it is stopped. */
  onFailure: () => void
}

/** Stops a stream and leaves the video without a source. */
export type StopStream = () => void
