// Runs first in every page of the matrix and writes down what the page can see: events of media elements with the values
// that a script reads in them, the console, errors, promises of play(), and notes of the page. Frames send what they see
// to the top page. `actions.js` is part of the same function.

const mediaEvents = [
  ...['loadstart', 'progress', 'suspend', 'abort', 'error', 'emptied', 'stalled', 'loadedmetadata', 'loadeddata'],
  ...['canplay', 'canplaythrough', 'playing', 'waiting', 'seeking', 'seeked', 'ended', 'durationchange', 'timeupdate'],
  ...['play', 'pause', 'ratechange', 'resize', 'volumechange', 'enterpictureinpicture', 'leavepictureinpicture'],
]
/** Events that are counted only: how many come depends on the network and the clock. */
const counted = new Set(['progress', 'suspend', 'stalled', 'timeupdate'])

/** What the browser has before anybody replaces it. */
const native = {
  currentSrc: Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentSrc').get,
  play: HTMLMediaElement.prototype.play,
  error: console.error,
  warn: console.warn,
}

const frameName = decodeURIComponent(location.pathname).split('/').slice(-1)[0] || 'index.html'
const pageOrigin = new URL(location.href).origin
const isTop = window === window.top

/** Leaves out what differs between runs: origin, environment or token, and release. */
function relative(address) {
  if (typeof address !== 'string') return address
  if (address.startsWith('blob:')) return 'blob:'
  return address.replaceAll(pageOrigin, '').replace(/\/[^\s]*?\/matrix\/\d+\//g, '')
}

const log = []
function write(entry) {
  const full = { at: Math.round(performance.timeOrigin + performance.now()), frame: frameName, ...entry }
  if (isTop) return void log.push(full)
  try {
    window.top.matrixHarness.log.push(full)
  } catch {
    window.top.postMessage({ matrixEntry: full }, '*')
  }
}
if (isTop)
  window.addEventListener(
    'message',
    event => {
      if (!event.data?.matrixEntry) return
      event.stopImmediatePropagation()
      log.push(event.data.matrixEntry)
    },
    true,
  )

/** The videos that were seen, in this order, the one that a `play` event came from last, and those that have ended. */
const seen = { videos: [], lastPlayed: null, ended: new WeakSet() }
const nameOf = video => {
  const { videos } = seen
  // Libraries change the id of a video, so the order names it.
  const index = videos.includes(video) ? videos.indexOf(video) : videos.push(video) - 1
  return `video ${index + 1}`
}

function valuesOf(video) {
  const box = video.getBoundingClientRect()
  return {
    time: video.currentTime,
    duration: video.duration,
    width: video.videoWidth,
    height: video.videoHeight,
    currentSrc: relative(video.currentSrc),
    src: relative(video.src),
    readyState: video.readyState,
    networkState: video.networkState,
    paused: video.paused,
    ended: video.ended,
    rate: video.playbackRate,
    volume: video.muted ? 0 : video.volume,
    error: video.error?.code ?? null,
    box: [Math.round(box.width), Math.round(box.height)],
    attributes: [...video.attributes].map(({ name, value }) => `${name}=${relative(value)}`).sort(),
    tracks: [...video.textTracks].map(({ kind, language, label, mode }) => ({ kind, language, label, mode })),
  }
}

const seenEvents = new WeakSet()
function record(event) {
  const video = event.target
  const isSource = video instanceof HTMLElement && video.localName === 'source' && event.type === 'error'
  if (seenEvents.has(event) || !(isSource || video instanceof HTMLVideoElement)) return
  seenEvents.add(event)
  if (isSource) return write({ type: 'event', name: 'error', target: `source ${relative(video.src)}` })
  if (event.type === 'play') seen.lastPlayed = video
  if (event.type === 'ended') seen.ended.add(video)
  if (event.type === 'emptied') seen.ended.delete(video)
  const values = counted.has(event.type) ? undefined : valuesOf(video)
  write({ type: 'event', name: event.type, target: nameOf(video), values })
}
// The document's capture phase comes after that of the window, where the player stops what the page may not see.
for (const name of mediaEvents) document.addEventListener(name, record, true)

/** Videos outside the document and in shadow roots: their events do not pass the document. */
const hooked = new WeakSet()
function hook(node) {
  // Copies in other documents load nothing, and no page watches them.
  if ((node.ownerDocument ?? document) !== document) return
  if (node instanceof HTMLVideoElement && !hooked.has(node)) {
    hooked.add(node)
    for (const name of mediaEvents) node.addEventListener(name, record)
  }
  for (const inner of node.querySelectorAll?.('*') ?? []) {
    if (inner instanceof HTMLVideoElement) hook(inner)
    if (inner.shadowRoot) observe(inner.shadowRoot)
  }
  if (node.shadowRoot) observe(node.shadowRoot)
}
const observed = new WeakSet()
function observe(root) {
  if (observed.has(root)) return
  observed.add(root)
  hook(root)
  new MutationObserver(records => {
    for (const { addedNodes } of records) for (const node of addedNodes) hook(node)
  }).observe(root, { childList: true, subtree: true })
}
observe(document)

/** Replaces a method by one that calls `after` with what it returned. */
function patch(prototype, name, after) {
  const original = prototype[name]
  prototype[name] = {
    [name](...args) {
      const result = original.apply(this, args)
      after(result)
      return result
    },
  }[name]
}
patch(Document.prototype, 'createElement', hook)
patch(Document.prototype, 'createElementNS', hook)
patch(Document.prototype, 'importNode', hook)
patch(Node.prototype, 'cloneNode', hook)
patch(Element.prototype, 'attachShadow', root => root.mode === 'open' && observe(root))

/** Whether the player alone called `play`: what it does for itself is none of the page's business. */
function isCalledByPlayer(stack) {
  const scripts = stack.split('\n').filter(line => /https?:/.test(line))
  // The recorder's own `play` comes first. What the scenarios do stands below it, in the same file.
  const callers = scripts.slice(1)
  return callers.length > 0 && callers.every(line => line.includes('/lectern/'))
}

HTMLMediaElement.prototype.play = function play() {
  if (this instanceof HTMLVideoElement) hook(this)
  const promise = native.play.call(this)
  if (!(this instanceof HTMLVideoElement) || isCalledByPlayer(new Error().stack)) return promise
  const target = nameOf(this)
  promise?.then(
    () => write({ type: 'promise', name: 'play resolved', target }),
    error => write({ type: 'promise', name: `play rejected: ${error.name}`, target }),
  )
  return promise
}

const textOf = value => (value instanceof Error ? `${value.name}: ${value.message}` : String(value))
const told = values => relative(values.map(textOf).join(' '))
console.error = (...values) => {
  write({ type: 'console', name: `error: ${told(values)}` })
  native.error.apply(console, values)
}
console.warn = (...values) => {
  write({ type: 'console', name: `warning: ${told(values)}` })
  native.warn.apply(console, values)
}
window.addEventListener('error', event => {
  if (event.message) write({ type: 'error', name: relative(event.message) })
})
window.addEventListener('unhandledrejection', event => {
  write({ type: 'error', name: `unhandled: ${relative(textOf(event.reason))}` })
})
document.addEventListener('securitypolicyviolation', event => {
  write({ type: 'error', name: `policy: ${event.effectiveDirective} ${relative(event.blockedURI)}` })
})
window.addEventListener('load', () => write({ type: 'page', name: 'load' }))
document.addEventListener('DOMContentLoaded', () => write({ type: 'page', name: 'DOMContentLoaded' }))
window.note = text => write({ type: 'note', name: String(text) })
