/** Marks a video whose controls Lectern replaces. An attribute, so that a copy that the page makes gets controls, too. */
const replacedName = 'data-lectern-replaces-controls'

/** Whether a person can control the video, with the browser's controls or with Lectern's. */
export function hasControls(video: HTMLVideoElement): boolean {
  return video.hasAttribute('controls') || video.hasAttribute(replacedName)
}

/** Takes the browser's controls off. Returns a function that puts them back. */
export function replaceControls(video: HTMLVideoElement): () => void {
  const value = video.getAttribute('controls') ?? ''
  video.setAttribute(replacedName, '')
  video.removeAttribute('controls')
  return () => {
    video.removeAttribute(replacedName)
    if (!video.hasAttribute('controls')) video.setAttribute('controls', value)
  }
}
