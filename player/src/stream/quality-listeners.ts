import type { Qualities } from '../controls/qualities.ts'
import { type SwappedVideo, swappedVideoOf } from './swapped-video.ts'

type Listener = (qualities: Qualities | null) => void

const listeners = new WeakMap<HTMLVideoElement, Set<Listener>>()

/**
 * Calls back now, and whenever a video changes between the author's file (null) and a stream.
 * @returns a function that stops
 */
export function onQualities(video: HTMLVideoElement, listener: Listener): () => void {
  const all = listeners.get(video) ?? new Set()
  listeners.set(video, all.add(listener))
  const swapped = swappedVideoOf(video)
  listener(swapped?.phase === 'stream' || swapped?.phase === 'rescue' ? swapped.stream.qualities : null)
  return () => all.delete(listener)
}

/** Tells the quality menu that a stream plays, until it ends. */
export function showQualities(swapped: SwappedVideo): void {
  const notify = (qualities: Qualities | null) => {
    for (const listener of listeners.get(swapped.video) ?? []) listener(qualities)
  }
  notify(swapped.stream.qualities)
  swapped.onEnd(() => notify(null))
}
