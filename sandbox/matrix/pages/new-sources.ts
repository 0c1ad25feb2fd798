import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

const film = (attributes = 'src="../media/film.mp4"') => `<video id="film" ${attributes} controls></video>`
const page = (name: string, title: string, script: string, details = {}, attributes?: string) =>
  htmlPage(
    name,
    title,
    `${film(attributes)}<button id="play">Go</button>\n<script>\nconst film = document.getElementById('film')\nconst button = document.getElementById('play')\n${script}\n</script>`,
    details,
  )
const byButton = { playSelector: '#play', neverStreams: 'play before ready' }

/** Scripts that set a source, once or again. */
export const newSourcePages: MatrixPage[] = [
  page(
    'src-later',
    '`src` is set a second after `load`',
    `addEventListener('load', () => setTimeout(() => { film.src = '../media/film.mp4' }, 1000))`,
    {},
    '',
  ),
  page(
    'src-attribute-later',
    '`setAttribute("src")` at DOMContentLoaded',
    `addEventListener('DOMContentLoaded', () => film.setAttribute('src', '../media/film.mp4'))`,
    {},
    '',
  ),
  page(
    'src-again',
    'The same `src` is set again while nothing plays',
    `setTimeout(() => { if (film.paused) film.src = '../media/film.mp4' }, 2500)`,
  ),
  page(
    'src-again-on-play',
    'The same `src` is set again by the button that plays',
    `button.onclick = () => { film.src = film.src; film.play() }`,
    byButton,
  ),
  page(
    'src-off-on',
    '`src` is removed, the element loads nothing, then `src` comes back',
    `setTimeout(() => {
  if (!film.paused) return
  film.removeAttribute('src')
  film.load()
  setTimeout(() => { film.src = '../media/film.mp4' }, 300)
}, 1500)`,
  ),
  page(
    'source-swap',
    'A button plays another video in the same element',
    `button.onclick = () => { film.src = '../media/other.mp4'; film.play() }`,
    byButton,
  ),
  page(
    'quality-switch',
    'A button that changes the file in the middle of playback and goes on at the same second',
    `button.onclick = () => {
  film.play()
  film.addEventListener('timeupdate', function change() {
    if (film.currentTime < 2) return
    film.removeEventListener('timeupdate', change)
    const at = film.currentTime
    film.src = '../media/other.mp4'
    film.addEventListener('loadedmetadata', () => { film.currentTime = at; film.play() }, { once: true })
  })
}`,
    { playSelector: '#play' },
  ),
  page('reload', '`load()` two seconds after the page', `setTimeout(() => film.paused && film.load(), 2500)`),
  page(
    'reload-on-play',
    'The button calls `load()` and `play()`',
    `button.onclick = () => { film.load(); film.play() }`,
    byButton,
  ),
  page(
    'next-on-ended',
    'The next video starts on `ended`',
    `button.onclick = () => film.play()
film.addEventListener('ended', () => {
  window.note?.('next')
  film.src = '../media/other.mp4'
  film.play()
}, { once: true })`,
    { playSelector: '#play' },
  ),
  page(
    'load-on-ended',
    '`load()` on `ended`, to show the poster again',
    `button.onclick = () => film.play()
film.addEventListener('ended', () => { window.note?.('ended'); film.load() })`,
    { playSelector: '#play' },
    'src="../media/film.mp4" poster="../media/poster.jpg"',
  ),
  page(
    'load-with-preload-none',
    '`load()` with `preload="none"`, waits for `loadeddata`',
    `film.load()
film.addEventListener('loadeddata', () => window.note?.('loadeddata'))
button.onclick = () => film.play()`,
    { playSelector: '#play' },
    'src="../media/film.mp4" preload="none"',
  ),
  page(
    'start-at',
    '`currentTime` is set before there is metadata',
    `film.currentTime = 4
film.addEventListener('loadedmetadata', () => window.note?.('starts at ' + film.currentTime))`,
  ),
  page(
    'start-at-metadata',
    '`currentTime` is set at `loadedmetadata`',
    `film.addEventListener('loadedmetadata', () => { film.currentTime = 4 }, { once: true })`,
  ),
  page(
    'start-at-below',
    'Below the fold, `currentTime` is set in the click that plays',
    `film.style.marginTop = '2000px'
button.onclick = () => { film.currentTime = 5; film.play() }`,
    { playSelector: '#play', neverStreams: 'below the fold' },
  ),
  page(
    'scrub',
    'A script seeks ten times while nothing plays, then plays',
    `button.onclick = async () => {
  for (let second = 1; second <= 10; second++) {
    film.currentTime = second / 10
    await new Promise(seeked => film.addEventListener('seeked', seeked, { once: true }))
    window.note?.('at ' + film.currentTime)
  }
  film.currentTime = 0
  await new Promise(seeked => film.addEventListener('seeked', seeked, { once: true }))
  film.play()
}`,
    { playSelector: '#play' },
  ),
  page(
    'rate-inline',
    '`playbackRate` is set at once',
    `film.playbackRate = 1.5
film.addEventListener('playing', () => window.note?.('rate ' + film.playbackRate))`,
  ),
  page(
    'rate-default',
    '`defaultPlaybackRate` and `volume`',
    `film.defaultPlaybackRate = 1.25
film.volume = 0.5
film.addEventListener('playing', () => window.note?.(film.playbackRate + ' ' + film.volume))`,
  ),
  page(
    'play-inline',
    '`play()` at once, muted',
    `film.muted = true
film.play().then(() => window.note?.('play ok'), error => window.note?.(error.name))`,
    { start: 'page', neverStreams: 'play before ready' },
  ),
  page(
    'play-at-ready',
    '`play()` at DOMContentLoaded, muted',
    `addEventListener('DOMContentLoaded', () => film.play().then(() => window.note?.('play ok'), error => window.note?.(error.name)))`,
    { start: 'page', neverStreams: 'play before ready' },
    'src="../media/film.mp4" muted',
  ),
  page(
    'play-later',
    '`play()` five seconds after `load`, muted',
    `addEventListener('load', () => setTimeout(() => film.play().then(() => window.note?.('play ok'), error => window.note?.(error.name)), 5000))`,
    { start: 'page' },
    'src="../media/film.mp4" muted',
  ),
]
