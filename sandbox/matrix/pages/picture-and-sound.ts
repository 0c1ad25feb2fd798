import type { MatrixPage } from '../page.ts'
import { watchedPage as page } from './watched-page.ts'

/** Scripts that take the picture or the sound of a video, or show it elsewhere. */
export const pictureAndSoundPages: MatrixPage[] = [
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
    { neverStreams: 'drawn before it plays' },
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
    { neverStreams: 'captured before it plays' },
  ),
  page(
    'picture-in-picture',
    'The button asks for picture in picture, then plays',
    `button.onclick = () => {
  film.requestPictureInPicture?.().then(() => note('small window'), error => note(error.name))
  film.play()
}`,
    { isAlone: true },
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
]
