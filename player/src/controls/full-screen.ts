import { styleSheet } from './overlay.ts'

/** The part of the iPhone's video element that the standard does not have. */
type VideoOfIphone = HTMLVideoElement & { webkitSupportsFullscreen?: boolean; webkitEnterFullscreen?(): void }

/** Whether the video can fill the screen. False in a frame without `allow="fullscreen"`. */
export function canFillScreen(video: VideoOfIphone): boolean {
  return document.fullscreenEnabled || video.webkitSupportsFullscreen === true
}

/** Whether the video fills the screen, alone or with a part of the page around it. */
export function fillsScreen(video: HTMLVideoElement): boolean {
  return document.fullscreenElement?.contains(rootHost(video)) === true
}

/** Lets the video fill the screen, or ends that. A refusal is ignored: the video stays where it is. */
export function toggleFullScreen(video: VideoOfIphone): void {
  if (fillsScreen(video)) document.exitFullscreen().catch(() => {})
  else if (document.fullscreenEnabled) video.requestFullscreen().catch(() => {})
  else video.webkitEnterFullscreen?.()
}

/** Chromium shows its own controls on a video that fills the screen, also without `controls`. */
const withoutBrowserControls = styleSheet('video:fullscreen::-webkit-media-controls { display: none !important }')

/**
 * Moves the controls above the video while the video alone fills the screen. Everything outside the element that fills the screen is
 * inert then, except a modal dialog. The dialog covers the video, so it takes the clicks.
 */
export function followFullScreen(
  video: HTMLVideoElement,
  controls: HTMLElement,
  { onChange, onClick }: { onChange(): void; onClick(): void },
): () => void {
  const home = controls.parentNode!
  const dialog = document.createElement('dialog')
  dialog.addEventListener('click', ({ target }) => target === dialog && onClick())
  dialog.addEventListener('dblclick', ({ target }) => target === dialog && toggleFullScreen(video))
  dialog.addEventListener('close', () => fillsScreen(video) && toggleFullScreen(video))
  let root = video.getRootNode() as Document | ShadowRoot
  const leave = () => {
    home.append(controls)
    dialog.remove()
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter(sheet => sheet !== withoutBrowserControls)
  }
  const change = () => {
    const isAlone = !isWebKit && (video.getRootNode() as Document | ShadowRoot).fullscreenElement === video
    if (isAlone && !dialog.isConnected) {
      root = video.getRootNode() as Document | ShadowRoot
      root.adoptedStyleSheets.push(withoutBrowserControls)
      dialog.append(controls)
      home.append(dialog)
      dialog.showModal()
    } else if (!isAlone && dialog.isConnected) leave()
    else return
    onChange()
  }
  document.addEventListener('fullscreenchange', change)
  return () => {
    document.removeEventListener('fullscreenchange', change)
    if (dialog.isConnected) leave()
  }
}

/** Safari and WebKitGTK also show their own controls then, and nothing hides these. So ours are not shown above them. */
const isWebKit = navigator.vendor.startsWith('Apple')

/** The element of the document that the video is in, or the video itself. */
function rootHost(video: HTMLVideoElement): Node {
  let node: Node = video
  for (let root = node.getRootNode(); root instanceof ShadowRoot; root = node.getRootNode()) node = root.host
  return node
}
