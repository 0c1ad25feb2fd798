/** What the quality menu shows and sets. Absent while the author's file plays. */
export type Qualities = {
  /** Rungs of the stream, largest first. */
  list(): { id: number; height: number; bitrate: number }[]
  /** The chosen rung, or null for automatic. */
  chosen(): number | null
  choose(id: number | null): void
}
