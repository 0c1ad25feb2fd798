// What the scenarios do with the video of a page. Continues `recorder.js`.

function find(selector, root = document) {
  const found = root.querySelector(selector)
  if (found) return found
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inner = shadowRoot && find(selector, shadowRoot)
    if (inner) return inner
  }
  return null
}
const activeVideo = () => seen.lastPlayed ?? find('video') ?? seen.videos[0] ?? null

const noteResult = (name, promise) =>
  Promise.resolve(promise).then(
    () => window.note(`${name}: ok`),
    error => window.note(`${name}: ${error.name}`),
  )

/** Draws the video and notes which corners of the canvas got a picture. */
function drawCorners(video) {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  const context = canvas.getContext('2d')
  context.drawImage(video, 0, 0)
  const corners = [
    [2, 2],
    [canvas.width - 3, 2],
    [2, canvas.height - 3],
    [canvas.width - 3, canvas.height - 3],
  ]
  const filled = corners.map(([x, y]) => (context.getImageData(x, y, 1, 1).data[3] > 0 ? 'x' : '-'))
  window.note(`canvas ${canvas.width}×${canvas.height}: ${filled.join('')}`)
}

let taken = null
const actions = {
  play: video => noteResult('play', video.play()),
  pause: video => video.pause(),
  seek: (video, time) => {
    video.currentTime = time
  },
  seekToEnd: (video, before) => {
    video.currentTime = Math.max(0, (video.duration || before) - before)
  },
  rate: (video, rate) => {
    video.playbackRate = rate
  },
  volume: (video, volume) => {
    video.volume = volume
  },
  src: (video, address) => {
    video.src = address
  },
  /** As authors write it: the new source and `play()` in one task. */
  playSource: (video, address) => {
    video.src = address
    noteResult('play', video.play())
  },
  loadAndPlay: video => {
    video.load()
    noteResult('play', video.play())
  },
  remove: video => {
    taken = { parent: video.parentNode, next: video.nextSibling }
    video.remove()
  },
  putBack: video => {
    taken.parent.insertBefore(video, taken.next)
  },
  clone: video => {
    const clone = video.cloneNode(true)
    window.note(`clone: ${relative(clone.src)} ${clone.outerHTML.length === video.outerHTML.length}`)
  },
  draw: drawCorners,
  frame: video =>
    video.requestVideoFrameCallback
      ? video.requestVideoFrameCallback(() => window.note('frame'))
      : window.note('no frame callback'),
  pictureInPicture: video => noteResult('picture in picture', video.requestPictureInPicture?.()),
  leavePictureInPicture: () => noteResult('leave', document.exitPictureInPicture?.()),
  capture: video => {
    const stream = video.captureStream?.() ?? video.mozCaptureStream?.()
    window.note(`capture: ${stream?.active}`)
  },
  fullscreen: video => noteResult('fullscreen', video.requestFullscreen?.()),
  leaveFullscreen: () => noteResult('leave', document.exitFullscreen?.()),
  mediaSession: () => {
    navigator.mediaSession?.setActionHandler('pause', () => window.note('media session: pause'))
    window.note(`media session: ${navigator.mediaSession?.playbackState}`)
  },
  /** A click on a video without controls does nothing by itself, so a listener plays it, as an author's page would. */
  prepareClick: video => {
    if (!video.controls) video.addEventListener('click', () => void video.play().catch(() => {}), { once: true })
  },
}

/** What is true about the video now. `playing` is its address as the browser knows it, not as the page reads it. */
function state() {
  const video = activeVideo()
  if (!video) return null
  return {
    ...valuesOf(video),
    seeking: video.seeking,
    loop: video.loop,
    connected: video.isConnected,
    began: seen.lastPlayed === video,
    hasEnded: seen.ended.has(video),
    playing: relative(native.currentSrc.call(video)),
  }
}

function act(name, value) {
  const video = activeVideo()
  if (!video) return window.note(`${name}: no video`)
  write({ type: 'action', name })
  try {
    actions[name](video, value)
  } catch (error) {
    window.note(`${name}: ${error.name}`)
  }
}

/** The place of the playing video, five times a second: the longest stall and jumps are read from it. */
setInterval(() => {
  const { lastPlayed } = seen
  if (!lastPlayed) return
  const { currentTime: time, paused, ended, seeking, playbackRate: rate, loop } = lastPlayed
  // Firefox has no address for a stream whose `src` is taken off.
  const address = native.currentSrc.call(lastPlayed)
  const isOfStream = address === '' ? !lastPlayed.srcObject : /^blob:|\.m3u8/.test(address)
  const isStream = lastPlayed.readyState > 0 && isOfStream
  write({
    type: 'sample',
    name: '',
    target: nameOf(lastPlayed),
    values: { time, paused, ended, seeking, rate, loop, isStream },
  })
}, 200)

Object.defineProperty(window, 'matrixHarness', {
  value: { log, state, act, target: selector => (selector ? find(selector) : activeVideo()) },
})
