export type KeyAction =
  | 'toggle-play'
  | 'back'
  | 'forward'
  | 'louder'
  | 'quieter'
  | 'to-start'
  | 'to-end'
  | 'toggle-mute'
  | 'toggle-captions'
  | 'toggle-full-screen'

const actions = new Map<string, KeyAction>([
  [' ', 'toggle-play'],
  ['ArrowLeft', 'back'],
  ['ArrowRight', 'forward'],
  ['ArrowUp', 'louder'],
  ['ArrowDown', 'quieter'],
  ['Home', 'to-start'],
  ['End', 'to-end'],
  ['f', 'toggle-full-screen'],
  ['m', 'toggle-mute'],
  ['c', 'toggle-captions'],
])

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>

/**
 * Returns what a key does inside the controls. Null for a key that the focused element handles itself: lists all keys, buttons the
 * space bar, and the volume's slider its arrows.
 * @param focus what has the focus
 */
export function actionOfKey(key: Key, focus: 'list' | 'button' | 'volume' | 'other'): KeyAction | null {
  if (key.altKey || key.ctrlKey || key.metaKey || focus === 'list') return null
  if (focus === 'button' && key.key === ' ') return null
  if (focus === 'volume' && /^(Arrow|Home|End)/.test(key.key)) return null
  return actions.get(key.key.length === 1 ? key.key.toLowerCase() : key.key) ?? null
}

/** How far the arrow keys move the position, in seconds, and the volume. */
const seekStepSeconds = 5
const volumeStep = 0.1

/** Does what a key asks for. */
export function runKeyAction(
  video: HTMLVideoElement,
  action: KeyAction,
  toggle: Record<'play' | 'captions' | 'fullScreen', () => void>,
): void {
  if (action === 'toggle-play') toggle.play()
  else if (action === 'toggle-captions') toggle.captions()
  else if (action === 'toggle-full-screen') toggle.fullScreen()
  else if (action === 'toggle-mute') video.muted = !video.muted
  else if (action === 'louder' || action === 'quieter') {
    const step = action === 'louder' ? volumeStep : -volumeStep
    video.volume = Math.round(Math.min(1, Math.max(0, video.volume + step)) * 10) / 10
    video.muted = video.volume === 0
  } else if (Number.isFinite(video.duration)) video.currentTime = seekTarget(video, action)
}

function seekTarget({ currentTime, duration }: HTMLVideoElement, action: 'back' | 'forward' | 'to-start' | 'to-end') {
  if (action === 'to-start') return 0
  if (action === 'to-end') return duration
  return Math.min(duration, Math.max(0, currentTime + (action === 'back' ? -seekStepSeconds : seekStepSeconds)))
}
