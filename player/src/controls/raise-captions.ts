import { shownCaptions } from './captions.ts'

/** The height of a caption's line, as a share of the video's height, in all browsers. (WebVTT, "processing model") */
const lineShare = 0.0533 * 1.3

/** How far ahead captions are moved, in seconds. Chromium ignores the move of a caption that it is about to show. */
const aheadSeconds = 60

/** After how long a caption is shown for certain, so that Chromium heeds its move. */
const shownAfterMs = 300

/**
 * Moves the captions above the controls while these are shown. Only captions without a place of their own are moved.
 * @returns a function that puts them back
 */
export function raiseCaptions(video: HTMLVideoElement, controlsHeightPx: number): () => void {
  const raised = new Set<VTTCue>()
  const abort = new AbortController()
  const options = { signal: abort.signal }
  const track = shownCaptions(video)
  const raise = () => {
    const lines = Math.ceil(controlsHeightPx / (video.clientHeight * lineShare))
    for (const cue of (track?.cues ?? []) as Iterable<VTTCue>) {
      if (cue.endTime < video.currentTime || cue.startTime > video.currentTime + aheadSeconds) continue
      if (cue.line !== 'auto' || !cue.snapToLines || cue.vertical) continue
      cue.line = -(lines + cue.text.split('\n').length)
      raised.add(cue)
      if (cue.startTime <= video.currentTime) setTimeout(() => raised.has(cue) && raiseAgain(cue), shownAfterMs)
    }
  }
  raise()
  track?.addEventListener('cuechange', raise, options)
  for (const type of ['canplay', 'play', 'seeking']) video.addEventListener(type, raise, options)
  video.addEventListener('load', raise, { ...options, capture: true }) // A `<track>` has loaded its captions.
  return () => {
    abort.abort()
    for (const cue of raised) cue.line = 'auto'
    raised.clear()
  }
}

/** Only a change of the value counts. */
function raiseAgain(cue: VTTCue): void {
  const { line } = cue
  cue.line = 'auto'
  cue.line = line
}
