import type { MatrixPage } from '../page.ts'
import { ownPath } from '../proxy/rewrite-page.ts'
import { html, htmlPage } from './html-page.ts'

/** H5P makes the element, sets `src`, calls `load()` before the first `play()` without metadata, and changes qualities by `src`. */
const h5pScript = `
const box = document.querySelector('.h5p-container')
const video = document.createElement('video')
video.src = '../media/film.mp4'
for (const [name, value] of Object.entries({ 'webkit-playsinline': '', playsinline: '', preload: 'metadata' })) video.setAttribute(name, value)
video.className = 'h5p-video'
video.style.cssText = 'display: block; width: 100%; height: 100%'
let isLoaded = false
let state
const to = next => { if (next !== state) { state = next; window.note?.(next) } }
video.addEventListener('loadedmetadata', () => { isLoaded = true; window.note?.('loaded') })
for (const type of ['playing', 'pause', 'ended', 'error']) video.addEventListener(type, () => to(type))
video.addEventListener('contextmenu', event => event.preventDefault())
box.append(video)
const play = () => { if (!isLoaded) video.load(); return video.play() }
setInterval(() => { if (video.currentTime >= 2 && !box.dataset.asked) { box.dataset.asked = '1'; video.pause(); setTimeout(play, 400) } }, 100)
document.getElementById('play').onclick = play
`
const h5pBody = '<div class="h5p-container" style="width: 640px; height: 360px"></div><button id="play">Play</button>'

/** Pages of H5P’s structure, in our own words. */
export const h5pPages: MatrixPage[] = [
  htmlPage('h5p-div', 'H5P in the page itself', `${h5pBody}<script>${h5pScript}</script>`, { playSelector: '#play' }),
  htmlPage(
    'h5p-frame',
    'H5P in a frame with a page of its own',
    '<iframe src="embed.html" width="680" height="420" allowfullscreen></iframe>',
    {
      files: { 'embed.html': html(`${h5pBody}<script>${h5pScript}</script>`) },
      frames: ['iframe'],
      playSelector: '#play',
    },
  ),
  htmlPage(
    'h5p-standalone',
    'H5P that writes its frame’s document by script',
    `<iframe id="frame" class="h5p-iframe" src="about:blank" width="680" height="420"></iframe>
<script>
const inside = document.getElementById('frame').contentDocument
inside.open()
inside.write(\`<!doctype html><html class="h5p-iframe"><head><script src="${ownPath}recorder.js"><\\/script></head><body>${h5pBody}<script src="h5p.js"><\\/script></body></html>\`)
inside.close()
</script>`,
    {
      files: { 'h5p.js': h5pScript },
      frames: ['iframe'],
      playSelector: '#play',
      neverStreams: 'a document that is not a file',
    },
  ),
]
