/** Whether the video can play in a window of its own. WebKitGTK, for example, has no such call. */
export function canLeaveItsFrame(video: HTMLVideoElement): boolean {
  return document.pictureInPictureEnabled === true && !video.disablePictureInPicture && video.readyState > 0
}

/** Moves the video into a window of its own, or back. A refusal is ignored. */
export function togglePictureInPicture(video: HTMLVideoElement): void {
  const isInside = (video.getRootNode() as Document | ShadowRoot).pictureInPictureElement === video
  const done = isInside ? document.exitPictureInPicture() : video.requestPictureInPicture()
  done.catch(() => {})
}
