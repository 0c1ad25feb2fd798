import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

const version8 = {
  'video.min.js': { npm: 'video.js/dist/video.min.js' },
  'video-js.min.css': { npm: 'video.js/dist/video-js.min.css' },
}
const version7 = {
  'video.min.js': { npm: 'video.js7/dist/video.min.js' },
  'video-js.min.css': { npm: 'video.js7/dist/video-js.min.css' },
}
const head = '<link rel="stylesheet" href="video-js.min.css">'
const withLibrary = `${head}\n<script src="video.min.js"></script>`
const element = (attributes = '') =>
  `<video id="film" class="video-js" controls preload="auto" width="640" height="360" ${attributes}><source src="../media/film.mp4" type="video/mp4"></video>`
const button = { playSelector: '.vjs-big-play-button' }

/** video.js, which copies the element, reads its sources, and asks the browser for errors. */
export const videoJsPages: MatrixPage[] = [
  htmlPage('video-js-setup', 'video.js 8 by `data-setup`', element(`data-setup='{}'`), {
    head: withLibrary,
    files: version8,
    ...button,
  }),
  htmlPage(
    'video-js-fluid',
    'video.js 8 by `data-setup`, fluid, with a poster and three speeds',
    `<video class="video-js" controls preload="auto" poster="../media/poster.jpg" data-setup='{"fluid": true, "playbackRates": [1, 1.5, 2]}'><source src="../media/film.mp4" type="video/mp4"></video>`,
    { head: withLibrary, files: version8, ...button },
  ),
  htmlPage(
    'video-js-at-once',
    'video.js 8 right behind the element',
    `${element()}\n<script>videojs('film')</script>`,
    {
      head: withLibrary,
      files: version8,
      ...button,
    },
  ),
  htmlPage(
    'video-js-ready',
    'video.js 8 at DOMContentLoaded',
    `${element()}
<script>
addEventListener('DOMContentLoaded', () => {
  const player = videojs('film')
  player.on('error', () => window.note?.(player.error().message))
  player.ready(() => window.note?.('ready ' + player.currentSrc().split('/').pop()))
})
</script>`,
    { head: withLibrary, files: version8, ...button },
  ),
  htmlPage(
    'video-js-late',
    'video.js 8 two seconds after `load`, when a stream may play',
    `${element()}
<script>addEventListener('load', () => setTimeout(() => videojs('film'), 2000))</script>`,
    { head: withLibrary, files: version8, ...button },
  ),
  htmlPage(
    'video-js-src',
    'video.js 8 whose script sets the source',
    `<video id="film" class="video-js" controls width="640" height="360"></video>
<script>
const player = videojs('film')
player.src({ src: '../media/film.mp4', type: 'video/mp4' })
player.one('loadedmetadata', () => window.note?.('duration ' + player.duration().toFixed(1)))
</script>`,
    { head: withLibrary, files: version8, ...button },
  ),
  htmlPage(
    'video-js-playlist',
    'video.js 8 that goes on with another video at the end',
    `${element()}<button id="play">Play the end</button>
<script>
const player = videojs('film')
player.one('ended', () => {
  player.src({ src: '../media/other.mp4', type: 'video/mp4' })
  player.play()
})
document.getElementById('play').onclick = () => { player.currentTime(10); player.play() }
</script>`,
    { head: withLibrary, files: version8, playSelector: '#play' },
  ),
  htmlPage(
    'video-js-dispose',
    'video.js 8 that is disposed of and made again by a framework',
    `<div id="box"></div>
<script>
const show = () => {
  document.getElementById('box').innerHTML = '<video class="video-js" controls width="640" height="360"></video>'
  return videojs(document.querySelector('#box video'), { sources: [{ src: '../media/film.mp4', type: 'video/mp4' }] })
}
const first = show()
setTimeout(() => { first.dispose(); show() }, 1500)
</script>`,
    { head: withLibrary, files: version8, ...button },
  ),
  htmlPage('video-js-7-setup', 'video.js 7 by `data-setup`', element(`data-setup='{}'`), {
    head: withLibrary,
    files: version7,
    ...button,
  }),
  htmlPage(
    'video-js-7-ready',
    'video.js 7 at DOMContentLoaded',
    `${element()}\n<script>addEventListener('DOMContentLoaded', () => videojs('film'))</script>`,
    { head: withLibrary, files: version7, ...button },
  ),
]
