/** What a page's script can read of a video in one of its events. */
export type Values = {
  time: number
  duration: number | null
  width: number
  height: number
  currentSrc: string
  src: string
  readyState: number
  networkState: number
  paused: boolean
  ended: boolean
  rate: number
  volume: number
  error: number | null
  box: [number, number]
  attributes: string[]
  tracks: { kind: string; language: string; label: string; mode: string }[]
}

/** The playing video, five times a second. `isStream` tells what the browser plays, not what the page reads. */
export type Sample = {
  time: number
  paused: boolean
  ended: boolean
  seeking: boolean
  rate: number
  loop: boolean
  isStream: boolean
}

/** One thing that a page saw. `at` is in milliseconds of the clock, `frame` the name of its file. */
export type Entry = { at: number; frame: string } & (
  | { type: 'event'; name: string; target: string; values?: Values }
  | { type: 'promise'; name: string; target: string }
  | { type: 'note' | 'console' | 'error' | 'page' | 'action'; name: string }
  | { type: 'sample'; name: string; target: string; values: Sample }
)

/**
 * The video at a moment. `hasEnded` is true once it has ended, also if the page has moved it since. `playing` is the
 * address that the browser plays, not the one that the page reads.
 */
export type State = Values & {
  seeking: boolean
  loop: boolean
  connected: boolean
  began: boolean
  hasEnded: boolean
  playing: string
}
