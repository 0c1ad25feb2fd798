import { isCaptured } from './captured-videos.ts'

/**
 * Returns whether a stream may take the place of the file now: nobody has begun to play it, and nothing is under way
 * that would be lost.
 */
export function maySwap(video: HTMLVideoElement): boolean {
  return (
    video.isConnected &&
    video.paused &&
    !video.ended &&
    !video.seeking &&
    !video.error &&
    !video.srcObject &&
    video.readyState >= HTMLMediaElement.HAVE_METADATA &&
    (video.played.length === 0 || video.currentTime === 0) &&
    (!video.autoplay || wasAutoplayRefused(video)) &&
    !isPictureInPicture(video) &&
    !isCaptured(video)
  )
}

/** Inside a shadow root, the document names only the host. */
function isPictureInPicture(video: HTMLVideoElement): boolean {
  const root = video.getRootNode() as Document | ShadowRoot
  return root.pictureInPictureElement === video
}

/** Returns whether a video loads nothing before it is played, so that nobody has seen anything of its file. */
export function isUntouched(video: HTMLVideoElement): boolean {
  return (
    video.isConnected &&
    video.paused &&
    !video.autoplay &&
    !video.srcObject &&
    video.preload === 'none' &&
    video.readyState === HTMLMediaElement.HAVE_NOTHING &&
    video.networkState === HTMLMediaElement.NETWORK_IDLE
  )
}

/**
 * Returns whether the browser does not start a video with `autoplay`. Browsers refuse only sound. They also hold back
 * muted videos, but start those when they become visible.
 */
function wasAutoplayRefused(video: HTMLVideoElement): boolean {
  return !video.muted && video.readyState === HTMLMediaElement.HAVE_ENOUGH_DATA
}

/**
 * Returns whether the browser cannot play a video's files: none of them at all, or only the sound. Chromium plays the
 * sound of a file whose picture it cannot decode.
 */
export function isUnplayable({ networkState, error, readyState, videoWidth }: HTMLVideoElement): boolean {
  return (
    networkState === HTMLMediaElement.NETWORK_NO_SOURCE ||
    (error !== null && readyState === HTMLMediaElement.HAVE_NOTHING) ||
    (readyState >= HTMLMediaElement.HAVE_METADATA && videoWidth === 0)
  )
}

/** Returns whether the file has its first picture, or as much as the browser loads before the first play. */
export function hasFirstPicture({ readyState, networkState }: HTMLVideoElement): boolean {
  return (
    readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ||
    (readyState === HTMLMediaElement.HAVE_METADATA && networkState === HTMLMediaElement.NETWORK_IDLE)
  )
}
