import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

/** A page with `film`, a `button` that plays it, and `note`, which writes what the script sees into the record. */
const page = (name: string, title: string, script: string, details = {}, attributes = '') =>
  htmlPage(
    name,
    title,
    `<video id="film" src="../media/film.mp4" controls width="640" height="360" ${attributes}></video>
<button id="play">Play</button><div id="box"></div>
<script>
const film = document.getElementById('film')
const button = document.getElementById('play')
const box = document.getElementById('box')
const note = text => window.note?.(String(text))
button.onclick = () => film.play()
${script}
</script>`,
    { playSelector: '#play', ...details },
  )
const readBeforePlay = { neverStreams: 'read into something before it plays' }

/** Scripts that watch a video, or take its picture and sound. */
export const scriptPages: MatrixPage[] = [
  page(
    'unlock-on-ended',
    'The next slide is unlocked on `ended`',
    `button.onclick = () => { film.currentTime = 9; film.play() }
film.addEventListener('ended', () => { note('unlocked at ' + film.currentTime + ' of ' + film.duration); box.textContent = 'Next' })`,
  ),
  page(
    'unlock-at-time',
    'A question pauses the video at 2 s',
    `film.addEventListener('timeupdate', function ask() {
  if (film.currentTime < 2) return
  film.removeEventListener('timeupdate', ask)
  film.pause()
  note('question')
  setTimeout(() => { note('answered'); film.play() }, 500)
})`,
  ),
  page(
    'completion',
    'A course that counts a video as seen at nine tenths of its duration',
    `let isSeen = false
button.onclick = () => { film.currentTime = film.duration * .8; film.play() }
film.ontimeupdate = () => {
  if (isSeen || film.currentTime / film.duration < .9) return
  isSeen = true
  note('seen')
}`,
  ),
  page(
    'no-skipping',
    'Seeking forward jumps back to what was seen',
    `let seen = 0
film.ontimeupdate = () => { if (!film.seeking) seen = Math.max(seen, film.currentTime) }
film.onseeking = () => { if (film.currentTime > seen + 1) { note('back'); film.currentTime = seen } }
film.addEventListener('playing', () => setTimeout(() => { film.currentTime = 8 }, 1000), { once: true })`,
  ),
  page(
    'loop-a-part',
    'A part of the video plays twice by `timeupdate`',
    `let turns = 0
film.ontimeupdate = () => { if (film.currentTime > 2.5 && turns++ < 1) { note('again'); film.currentTime = 1 } }`,
  ),
  page(
    'can-play-type',
    '`canPlayType` and `MediaSource.isTypeSupported`',
    `for (const type of ['video/mp4', 'video/webm', 'video/ogg', 'video/quicktime', 'application/vnd.apple.mpegurl', 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"'])
  note(type + ': ' + film.canPlayType(type))
note(MediaSource.isTypeSupported('video/mp4; codecs="avc1.42E01E"'))`,
  ),
  page(
    'reads-everything',
    'A script that writes down all that it can read of the element',
    `const read = () => [film.src, film.currentSrc, film.getAttribute('src'), film.attributes.src?.value].map(value => value?.split('/').pop()).concat([
  film.duration, film.videoWidth, film.videoHeight, film.readyState, film.networkState, film.seekable.length && film.seekable.end(0),
  film.hasAttribute('src'), film.getAttributeNames().join(' '), film.audioTracks?.length, film.buffered.length,
  film.offsetWidth, film.offsetHeight, film.error, film.outerHTML.length]).join(' ')
film.addEventListener('playing', () => note(read()))
setTimeout(() => note(read()), 3000)`,
  ),
  page(
    'attribute-selector',
    'The button finds the video by its `src`',
    `button.onclick = () => document.querySelector('video[src$="film.mp4"]').play()`,
  ),
  page(
    'style-by-attribute',
    'CSS for `video[src]`',
    `film.addEventListener('playing', () => note(getComputedStyle(film).borderTopWidth))`,
    {
      head: '<style>video[src] { border: 4px solid green }</style>',
    },
  ),
  page(
    'watches-the-element',
    'A MutationObserver and a ResizeObserver',
    `new MutationObserver(records => records.forEach(({ attributeName }) => note('changed ' + attributeName))).observe(film, { attributes: true, childList: true })
new ResizeObserver(() => note('size ' + film.offsetWidth + 'x' + film.offsetHeight)).observe(film)`,
    {
      allowed: [
        { what: 'changed ', reason: 'Mutation records of `src`, `poster`, `controls`, and `style` remain visible.' },
      ],
    },
  ),
  page(
    'canvas-size',
    'A canvas gets the size of the video at `loadedmetadata`',
    `film.onloadedmetadata = () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: film.videoWidth, height: film.videoHeight })
  box.append(canvas)
  note(canvas.width + 'x' + canvas.height)
}`,
  ),
  page(
    'canvas-before-play',
    'The first picture is drawn before playback',
    `const canvas = document.createElement('canvas')
film.addEventListener('loadeddata', () => {
  canvas.width = 64
  canvas.height = 36
  canvas.getContext('2d').drawImage(film, 0, 0, 64, 36)
  box.append(canvas)
}, { once: true })`,
    readBeforePlay,
  ),
  page(
    'pixels',
    'Each frame is drawn in its own size while the video plays, and read',
    `const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 })
const drawing = canvas.getContext('2d', { willReadFrequently: true })
box.append(canvas)
let drawn = 0
const draw = () => {
  if (film.paused) return
  drawing.drawImage(film, 0, 0)
  const [r, g, b] = drawing.getImageData(600, 340, 1, 1).data
  if (++drawn === 30) note(r + g + b > 0 ? 'there is a picture to the corner' : 'the corner is empty')
  requestAnimationFrame(draw)
}
film.addEventListener('playing', draw, { once: true })`,
  ),
  page(
    'snapshot',
    'A button takes a picture of the playing video',
    `film.addEventListener('playing', () => setTimeout(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: film.videoWidth, height: film.videoHeight })
  canvas.getContext('2d').drawImage(film, 0, 0)
  note(canvas.width + 'x' + canvas.height + ' ' + (canvas.toDataURL('image/jpeg').length > 5000))
}, 1000), { once: true })`,
  ),
  page(
    'image-bitmap',
    '`createImageBitmap` while it plays',
    `film.addEventListener('playing', () => setTimeout(() => createImageBitmap(film).then(({ width, height }) => note('bitmap ' + (width > 0 && height > 0)), note), 800), { once: true })`,
  ),
  page(
    'webgl',
    'A texture of WebGL',
    `const gl = document.createElement('canvas').getContext('webgl')
film.addEventListener('playing', () => setTimeout(() => {
  if (!gl) return note('no WebGL')
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture())
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, film)
  note('error ' + gl.getError())
}, 800), { once: true })`,
  ),
  page(
    'frame-callback',
    '`requestVideoFrameCallback` while it plays',
    `let frames = 0
const count = (_now, { mediaTime }) => {
  if (++frames === 10) note('ten frames, time ' + (mediaTime > 0))
  film.requestVideoFrameCallback(count)
}
film.requestVideoFrameCallback?.(count)`,
  ),
  page(
    'capture-stream',
    '`captureStream` before playback',
    `film.addEventListener('loadeddata', () => {
  const stream = (film.captureStream ?? film.mozCaptureStream)?.call(film)
  if (stream) box.append(Object.assign(document.createElement('video'), { srcObject: stream, muted: true, width: 160 }))
  note(Boolean(stream))
}, { once: true })`,
    readBeforePlay,
  ),
  page(
    'picture-in-picture',
    'The button asks for picture in picture, then plays',
    `button.onclick = () => {
  film.requestPictureInPicture?.().then(() => note('small window'), error => note(error.name))
  film.play()
}`,
  ),
  page(
    'fullscreen',
    'The button asks for fullscreen, then plays',
    `button.onclick = () => {
  film.requestFullscreen?.().then(() => note('fullscreen ' + (document.fullscreenElement === film)), error => note(error.name))
  film.play()
}`,
  ),
  page(
    'media-session',
    'Media Session with a title and actions',
    `if (navigator.mediaSession) {
  navigator.mediaSession.metadata = new MediaMetadata({ title: 'Film', artist: 'Teacher' })
  navigator.mediaSession.setActionHandler('play', () => film.play())
  navigator.mediaSession.setActionHandler('pause', () => film.pause())
}
film.addEventListener('playing', () => {
  navigator.mediaSession.setPositionState?.({ duration: film.duration, position: film.currentTime, playbackRate: film.playbackRate })
  note(navigator.mediaSession.metadata.title)
})`,
  ),
  page(
    'web-audio',
    'The sound goes through Web Audio when playback begins',
    `button.onclick = () => {
  const audio = new AudioContext()
  const gain = audio.createGain()
  audio.createMediaElementSource(film).connect(gain).connect(audio.destination)
  film.play()
}`,
  ),
  page(
    'two-in-step',
    'Two videos that play in step',
    `box.innerHTML = '<video id="other" src="../media/other.mp4" muted width="320"></video>'
const other = document.getElementById('other')
film.onplay = () => other.play()
film.onpause = () => other.pause()
film.onseeked = () => { other.currentTime = Math.min(film.currentTime, 9) }`,
  ),
  page(
    'resume-own',
    'The page remembers the place in `localStorage` and goes on there',
    `localStorage.setItem('place', '5')
film.addEventListener('loadedmetadata', () => { film.currentTime = Number(localStorage.getItem('place')) })
film.addEventListener('pause', () => localStorage.setItem('place', film.currentTime))`,
  ),
  page(
    'play-promise',
    'The page shows an error if the promise of `play()` is rejected',
    `button.onclick = () => film.play().then(() => note('plays'), error => note(error.name))`,
  ),
  page(
    'play-twice',
    'Two clicks of one handler: `play()`, `pause()`, `play()`',
    `button.onclick = () => {
  film.play().catch(error => note(error.name))
  film.pause()
  film.play().then(() => note('plays'), error => note(error.name))
}`,
  ),
  page(
    'on-properties',
    '`onplay`, `onended` and other handlers as properties, and a listener on window',
    `for (const type of ['loadstart', 'loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough', 'durationchange', 'emptied', 'abort', 'play', 'playing', 'seeking', 'seeked', 'ended', 'error'])
  film['on' + type] = () => note('on' + type)
addEventListener('playing', event => note('window ' + event.target.id), true)`,
  ),
  page('listener-before-tag', 'A listener on window that the page adds at once, in the capture phase', '', {
    head: `<script>
for (const type of ['emptied', 'loadstart', 'loadedmetadata', 'ratechange'])
  addEventListener(type, event => { if (event.target.localName === 'video') window.note?.('window ' + type) }, true)
</script>`,
    allowed: [
      { what: 'window ', reason: 'Capture listeners on window that are older than the player’s remain ahead of it.' },
    ],
  }),
  page(
    'own-prototype',
    'A page that replaces `play` on the prototype, to count',
    `const play = HTMLMediaElement.prototype.play
HTMLMediaElement.prototype.play = function () { note('play of ' + this.getAttribute('src')); return play.call(this) }`,
  ),
]
