import { hasControls } from '../controls/has-controls.ts'
import { type ResumeAnswer, showResumeLine } from './resume-line.ts'
import {
  decidePosition,
  positionKey,
  readPosition,
  removePosition,
  type VideoIdentity,
  writePosition,
} from './resume-positions.ts'

/** How often the position is stored during playback, in milliseconds. */
const writeIntervalMs = 5000

/**
 * Remembers where a person stops watching a video, on this device, and offers to continue there. Nothing happens before the person
 * accepts, so the page's scripts see what they would see without it. Does nothing for loops, for autoplay, for videos with a start of
 * their own (`#t=`), for players of the page, and for videos that the page's scripts have moved.
 * @returns a function that stops
 */
export function offerResume(video: HTMLVideoElement, identity: VideoIdentity): () => void {
  const key = positionKey(identity)
  const abort = new AbortController()
  const options = { signal: abort.signal }
  let removeLine = () => {}
  let isMovedByPage = false
  let hasPlayed = false
  let writtenAt = 0

  const store = () => {
    if (!hasPlayed || isMovedByPage || video.seeking || !isResumable(video)) return
    writtenAt = Date.now()
    const position = { time: video.currentTime, duration: video.duration }
    const decision = decidePosition(position)
    if (decision === 'keep') writePosition(key, position)
    if (decision === 'remove') removePosition(key)
  }
  const answer = (answer: ResumeAnswer, time: number) => {
    removeLine()
    if (answer === 'close') return
    if (answer === 'resume') video.currentTime = time
    else removePosition(key)
    hasPlayed = true
    video.play()?.catch(() => {})
  }
  const offer = () => {
    removeLine()
    const position = readPosition(key)
    if (!position || hasPlayed || !isAtStart(video) || !isResumable(video)) return
    const { time } = position
    // Without metadata, the length is the one that was stored. With it, another length means another file.
    if (video.readyState > 0 && Math.abs(video.duration - position.duration) > 2) return
    removeLine = showResumeLine(video, time, chosen => answer(chosen, time))
  }

  video.addEventListener('loadedmetadata', offer, options)
  video.addEventListener('emptied', () => removeLine(), options)
  video.addEventListener(
    'seeking',
    () => {
      removeLine()
      if (!hasPlayed && navigator.userActivation?.isActive !== true) isMovedByPage = true
    },
    options,
  )
  video.addEventListener(
    'play',
    () => {
      removeLine()
      hasPlayed = true
    },
    options,
  )
  video.addEventListener(
    'timeupdate',
    () => Date.now() - writtenAt >= writeIntervalMs && !video.paused && store(),
    options,
  )
  for (const type of ['pause', 'ended']) video.addEventListener(type, store, options)
  window.addEventListener('pagehide', store, options)
  hasPlayed = !isAtStart(video)
  offer()
  return () => {
    if (!video.paused) store()
    removeLine()
    abort.abort()
  }
}

function isAtStart(video: HTMLVideoElement): boolean {
  return video.paused && video.currentTime === 0 && video.played.length === 0
}

/** Checks for a plain video: one with controls, which a person starts, and which starts at its start. */
function isResumable(video: HTMLVideoElement): boolean {
  return hasControls(video) && !video.loop && !video.autoplay && !/#(.*&)?t=/.test(video.currentSrc)
}
