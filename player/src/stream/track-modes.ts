import { replaceSetter } from './masks/native.ts'

/** For how long after a change browsers may still choose among the tracks, in milliseconds. */
const graceMs = 500

const heldModes = new Set<Map<TextTrack, TextTrackMode>>()

/** Notes the modes that scripts of the page set while others are held. Belongs to the masks. */
export function noteModesOfPage(): void {
  replaceSetter(TextTrack.prototype, 'mode', (track, mode, native) => {
    for (const modes of heldModes) if (modes.has(track)) modes.set(track, mode as TextTrackMode)
    native(mode)
  })
}

/**
 * Holds the modes of a video's tracks against the choice that browsers make when a track is added or the source changes:
 * they show a second track, or switch off the one that a script has switched on. What scripts set meanwhile counts.
 */
export class HeldModes {
  readonly #tracks: TextTrackList
  readonly #modes: Map<TextTrack, TextTrackMode>
  readonly #restore = () => {
    for (const [track, mode] of this.#modes) if (track.mode !== mode) track.mode = mode
  }
  #isReleased = false

  constructor(video: HTMLVideoElement) {
    this.#tracks = video.textTracks
    this.#modes = new Map(Array.from(this.#tracks, track => [track, track.mode]))
    heldModes.add(this.#modes)
    this.#tracks.addEventListener('change', this.#restore)
  }

  /** Sets and holds the mode of a track that was added. */
  set(track: TextTrack, mode: TextTrackMode): void {
    this.#modes.set(track, mode)
    if (track.mode !== mode) track.mode = mode
  }

  /** Restores all modes, and ends when browsers have chosen. */
  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    this.#restore()
    setTimeout(() => {
      this.#restore()
      heldModes.delete(this.#modes)
      this.#tracks.removeEventListener('change', this.#restore)
    }, graceMs)
  }
}
