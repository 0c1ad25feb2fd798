import { followFullScreen } from './full-screen.ts'
import { hasControls, replaceControls } from './has-controls.ts'
import { watchIdle } from './idle.ts'
import { handleInput } from './input.ts'
import { type Overlay, openOverlay } from './overlay.ts'
import { createPanel, type Panel } from './panel.ts'
import { togglePlay } from './picture.ts'
import type { Qualities } from './qualities.ts'
import { raiseCaptions } from './raise-captions.ts'
import { styles } from './styles.ts'

export type ControlsOptions = {
  /** The address of the storyboard: WebVTT with `#xywh` parts of pictures. Null when there is none. */
  storyboardUrl: string | null
  /**
   * Calls back at once and whenever the video changes between the author's file (null) and a stream. Returns a function that
   * stops.
   */
  onQualities(callback: (qualities: Qualities | null) => void): () => void
}

/**
 * Shows controls for a video in place of the browser's own. Does nothing where the browser shows none: such a video is decoration or
 * belongs to a player of the page.
 * @returns a function that removes the controls and restores the browser's own
 */
export function showControls(video: HTMLVideoElement, options: ControlsOptions): () => void {
  if (!hasControls(video) || isOfOtherPlayer(video)) return () => {}
  const restore = replaceControls(video)
  const abort = new AbortController()
  const overlay = openOverlay(video, 'lectern-controls', styles)
  const panel = createPanel(video, options.storyboardUrl, abort.signal)
  overlay.root.append(panel.element)
  followVideo(video, overlay, panel, abort.signal)
  const stopQualities = options.onQualities(qualities => panel.settings.setQualities(qualities))
  const remove = () => {
    if (abort.signal.aborted) return
    abort.abort()
    stopQualities()
    observer.disconnect()
    overlay.remove()
    restore()
  }
  // A script that asks for the browser's controls again gets them: two of each are worse than none of ours.
  const observer = new MutationObserver(() => video.hasAttribute('controls') && remove())
  observer.observe(video, { attributeFilter: ['controls'] })
  return remove
}

/** Checks for players that read the attribute `controls` only later, when the page starts them. */
function isOfOtherPlayer(video: HTMLVideoElement): boolean {
  return video.slot !== '' || video.matches('[data-setup], .video-js, .mejs__player, .plyr video, .flowplayer video')
}

const watchedEvents = [
  ...['play', 'pause', 'ended', 'playing', 'waiting', 'seeking', 'seeked', 'timeupdate', 'progress', 'emptied'],
  ...['loadedmetadata', 'durationchange', 'volumechange', 'ratechange', 'canplay', 'error'],
]

/** Keeps what the panel shows, and where, equal to the video's state. */
function followVideo(video: HTMLVideoElement, overlay: Overlay, panel: Panel, signal: AbortSignal): void {
  const { element, bar, settings, update } = panel
  let lowerCaptions = () => {}
  const placeCaptions = () => {
    lowerCaptions()
    lowerCaptions = element.hasAttribute('data-idle') ? () => {} : raiseCaptions(video, bar.offsetHeight)
  }
  const setIdle = (isIdle: boolean) => {
    if (isIdle === element.hasAttribute('data-idle')) return
    element.toggleAttribute('data-idle', isIdle)
    placeCaptions()
  }
  const isInUse = () => settings.isOpen() || bar.matches(':hover') || bar.querySelector(':focus-visible') !== null
  handleInput(video, panel, setIdle, signal)
  watchIdle(video, element, { isInUse, setIdle, signal })
  for (const type of watchedEvents) video.addEventListener(type, update, { signal })
  video.addEventListener('loadedmetadata', placeCaptions, { signal })
  for (const type of ['change', 'addtrack', 'removetrack'])
    video.textTracks.addEventListener(
      type,
      () => {
        update()
        placeCaptions()
      },
      { signal },
    )
  const stopFollowing = followFullScreen(video, element, {
    onChange() {
      overlay.update()
      update()
      placeCaptions()
      element.focus({ preventScroll: true }) // Moving the controls takes the focus off.
    },
    onClick() {
      element.focus({ preventScroll: true })
      settings.toggle(false)
      togglePlay(video)
    },
  })
  signal.addEventListener('abort', () => {
    lowerCaptions()
    stopFollowing()
  })
  update()
  placeCaptions()
}
