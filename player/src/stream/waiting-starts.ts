/** The streams that wait for the first play of their video. */
const waitingStarts = new WeakMap<Element, () => void>()

/** Lets `start` run right before the page plays the video. Null takes it back. */
export function setWaitingStart(video: Element, start: (() => void) | null): void {
  if (start) waitingStarts.set(video, start)
  else waitingStarts.delete(video)
}

/** Makes a waiting stream the source of a video. */
export const startWaitingStream = (video: Element): void => waitingStarts.get(video)?.()
