// Runs first in every page of the bench. What the player replaces is kept here as the browser has it.

const currentSrc = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentSrc').get
const requestFrame = HTMLVideoElement.prototype.requestVideoFrameCallback

const film = () => document.querySelector('video')
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
const nextFrame = video => new Promise(resolve => requestFrame.call(video, () => resolve(performance.now())))

async function waitFor(isTrue, timeoutMs) {
  const deadline = performance.now() + timeoutMs
  while (!isTrue() && performance.now() < deadline) await sleep(20)
  return isTrue()
}

/** Whether the browser plays a stream, whatever the page reads. */
const isStream = () => film() !== null && currentSrc.call(film()).startsWith('blob:')

/** Plays the video from a timer, as no gesture. Returns the milliseconds until the next frame is presented. */
async function play() {
  await sleep(0)
  const video = film()
  const start = performance.now()
  const frame = nextFrame(video)
  await video.play()
  const ms = (await frame) - start
  return { ms, isStream: isStream() }
}

const whenLoaded = () =>
  document.readyState === 'complete' ? null : new Promise(resolve => addEventListener('load', resolve, { once: true }))

/** Sets the time. Returns the milliseconds until the seek is over and a frame is presented. */
async function seek(seconds) {
  const video = film()
  const start = performance.now()
  const seeked = new Promise(resolve => video.addEventListener('seeked', resolve, { once: true }))
  video.currentTime = seconds
  const frame = nextFrame(video)
  await Promise.all([seeked, frame])
  return performance.now() - start
}

const sampleMs = 50
/** Shorter pauses between two positions are the timer's. */
const shortestStallMs = 300

/** The times in which the video did not move, in milliseconds since `watchStalls` was called. The last one may last. */
const stalls = []

function watchStalls() {
  const video = film()
  const begin = performance.now()
  let [time, movedAt, stall] = [video.currentTime, begin, null]
  setInterval(() => {
    const now = performance.now()
    if (video.currentTime !== time || video.ended) [time, movedAt, stall] = [video.currentTime, now, null]
    else if (now - movedAt > shortestStallMs) {
      if (!stall) {
        stall = { at: movedAt - begin, ms: 0 }
        stalls.push(stall)
      }
      stall.ms = now - movedAt
    }
  }, sampleMs)
}

/** The play that begins as soon as the page has its video. */
let firstPlay = null
function playWhenThere() {
  firstPlay = new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      if (!film()) return
      observer.disconnect()
      watchStalls()
      play().then(resolve, reject)
    })
    observer.observe(document, { childList: true, subtree: true })
  })
}

window.playerBench = { film, isStream, play, playWhenThere, seek, sleep, stalls, waitFor, watchStalls, whenLoaded }
Object.defineProperty(window.playerBench, 'firstPlay', { get: () => firstPlay })
