import { findPlace, type Place } from './overlay-place.ts'

/** An element that lies over a video without changing the page's layout. */
export type Overlay = {
  host: HTMLElement
  /** What to show, inside a closed shadow root that the page's styles and scripts do not reach. */
  root: ShadowRoot
  /** Moves the overlay to where the video is now. */
  update(): void
  remove(): void
}

/**
 * Puts an overlay over a video. The overlay is positioned absolutely beside the video, so that it scrolls, is clipped, and is
 * transformed with it. The video itself, its attributes, and its place in the document stay as they are.
 * @param name the name of the overlay's element, with a hyphen
 * @param css the styles of the content
 */
export function openOverlay(video: HTMLVideoElement, name: string, css: string): Overlay {
  const host = document.createElement(name)
  const root = host.attachShadow({ mode: 'closed' })
  const position = new CSSStyleSheet()
  root.adoptedStyleSheets = [styleSheet(hostCss + css), position]
  let place: Place = { left: 0, top: 0, clip: 'none' }
  let written = ''
  let isUpdateScheduled = false
  let isRemoved = false

  const write = (css: string) => {
    if (css !== written) position.replaceSync(css)
    written = css
  }

  const update = () => {
    if (isRemoved || root.querySelector(':modal')) return // Moving the host would close the dialog.
    if (video.parentNode) insertBeside(video, host)
    const width = video.clientWidth
    if (!video.isConnected || width === 0) return write(hiddenCss)
    const style = getComputedStyle(video)
    const isFixed = style.position === 'fixed'
    place = findPlace(video, host, place, isFixed)
    write(`:host { position: ${isFixed ? 'fixed' : 'absolute'} !important; left: ${place.left}px !important; top: ${place.top}px !important;
      width: ${width}px !important; height: ${video.clientHeight}px !important; z-index: ${style.zIndex} !important;
      border-radius: ${style.borderRadius} !important; clip-path: ${place.clip} !important }`)
  }
  const scheduleUpdate = () => {
    if (isUpdateScheduled) return
    isUpdateScheduled = true
    requestAnimationFrame(() => {
      isUpdateScheduled = false
      update()
    })
  }

  update()
  const stopWatching = watchLayout(video, scheduleUpdate)
  return {
    host,
    root,
    update,
    remove() {
      isRemoved = true
      stopWatching()
      host.remove()
    },
  }
}

/** Calls back when the video may have moved: new sizes, scrolling, other children, and its own events. */
function watchLayout(video: HTMLVideoElement, callback: () => void): () => void {
  const sizes = new ResizeObserver(callback)
  for (let element: Element | null = video; element; element = element.parentElement) sizes.observe(element)
  const children = new MutationObserver(callback)
  if (video.parentNode) children.observe(video.parentNode, { childList: true })
  const abort = new AbortController()
  const options = { signal: abort.signal, passive: true, capture: true }
  for (const type of ['scroll', 'resize', 'load', 'transitionend']) window.addEventListener(type, callback, options)
  for (const type of ['timeupdate', 'loadedmetadata', 'play', 'pointerenter'])
    video.addEventListener(type, callback, options)
  return () => {
    sizes.disconnect()
    children.disconnect()
    abort.abort()
  }
}

/** Both bundles that contain this module, and a second player on the page, share the shadow root of a parent. */
const shadowKey = Symbol.for('lectern.shadow')

/**
 * Inserts the host beside the video. Where the parent can have a shadow root, the host goes there: selectors such as `:last-child`
 * and scripts that count children then notice nothing. Otherwise, the host becomes the video's next sibling.
 * In the body it is always a sibling, or the keyboard would reach it only before or after the whole page.
 */
function insertBeside(video: HTMLVideoElement, host: HTMLElement): void {
  const shadow = video.parentElement && shadowOf(video.parentElement)
  if (!shadow) {
    if (host.parentNode !== video.parentNode) {
      host.slot = video.slot
      video.after(host)
    }
    return
  }
  // What the page lays over its video comes later in the document and must stay above the overlay.
  const isBelowOverlay = paintsWithText(getComputedStyle(video))
  const isFirst = shadow.firstChild === host
  if (host.parentNode !== shadow || isFirst !== isBelowOverlay) shadow[isBelowOverlay ? 'prepend' : 'append'](host)
}

/** Returns the parent's shadow root, made for overlays. Null if the parent cannot have one or has its own. */
function shadowOf(parent: Element & { [shadowKey]?: ShadowRoot }): ShadowRoot | null {
  if (parent[shadowKey]) return parent[shadowKey]
  if (!shadowParents.test(parent.localName)) return null
  try {
    const shadow = parent.attachShadow({ mode: 'closed' })
    // The slot has no box. It passes on what children take from their parent with `inherit`.
    shadow.adoptedStyleSheets = [styleSheet('slot { all: inherit; display: contents }')]
    shadow.append(document.createElement('slot'))
    Object.defineProperty(parent, shadowKey, { value: shadow })
    return shadow
  } catch {
    return null
  }
}

/** The elements that may have a shadow root, without the body and custom elements. */
const shadowParents = /^(article|aside|blockquote|div|footer|h[1-6]|header|main|nav|p|section|span)$/

/** Checks whether an element is painted below everything that is positioned. */
function paintsWithText(style: CSSStyleDeclaration): boolean {
  return style.position === 'static' && style.transform === 'none' && style.opacity === '1' && style.filter === 'none'
}

/** Works under a content security policy, unlike `<style>` elements. */
export function styleSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}

const hiddenCss = ':host { display: none !important }'

/** `!important` inside a shadow root overrides all of the page's styles. */
const hostCss = `
:host { all: initial !important; position: absolute !important; left: 0 !important; top: 0 !important; display: block !important;
  overflow: clip !important; pointer-events: none !important; direction: ltr !important; color-scheme: dark !important }
@media print { :host { display: none !important } }
`
