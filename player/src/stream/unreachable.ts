const listeners = new WeakMap<HTMLVideoElement, Set<() => void>>()

/** Calls back when neither the stream nor the author's file of a video loads. Returns a function that stops. */
export function onUnreachable(video: HTMLVideoElement, listener: () => void): () => void {
  const all = listeners.get(video) ?? new Set()
  listeners.set(video, all.add(listener))
  return () => all.delete(listener)
}

export function reportUnreachable(video: HTMLVideoElement): void {
  for (const listener of listeners.get(video) ?? []) listener()
}
