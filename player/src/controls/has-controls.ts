/** Marks a video whose controls Lectern replaces. A symbol, because two bundles read it and pages must not meet it. */
const replacedKey = Symbol.for('lectern.controls')

type MarkedVideo = HTMLVideoElement & { [replacedKey]?: boolean }

/** Whether a person can control the video, with the browser's controls or with Lectern's. */
export function hasControls(video: MarkedVideo): boolean {
  return video.hasAttribute('controls') || video[replacedKey] === true
}

export function markReplaced(video: MarkedVideo, isReplaced: boolean): void {
  video[replacedKey] = isReplaced
}
