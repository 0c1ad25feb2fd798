import type { MatrixPage } from '../page.ts'
import { html, htmlPage } from './html-page.ts'

const jquery3 = { 'jquery.min.js': { npm: 'jquery3/dist/jquery.min.js' } }

/** Pages of the structures that other authoring tools write, in our own words. */
export const authoringToolPages: MatrixPage[] = [
  htmlPage(
    'captivate',
    'Captivate: hidden slides, and a clock that keeps the video in step',
    `<div id="main"><div class="slide">Title</div><div class="slide" style="visibility: hidden">
<video id="vid_1" preload="auto" playsinline width="640" height="360"><source src="../media/film.mp4" type="video/mp4"></video></div></div>
<button id="play">Play</button>
<script>
const video = document.getElementById('vid_1')
let started = null
const tick = now => {
  const due = (now - started) / 1000
  if (!video.paused && !video.seeking && Math.abs(video.currentTime - due) > 3) { window.note?.('moved to the clock'); video.currentTime = due }
  if (due < 6) requestAnimationFrame(tick)
}
addEventListener('load', () => setTimeout(() => { document.querySelectorAll('.slide')[1].style.visibility = '' }, 500))
document.getElementById('play').onclick = () => {
  video.play().then(() => { started = performance.now() - video.currentTime * 1000; requestAnimationFrame(tick) })
}
</script>`,
    { playSelector: '#play' },
  ),
  htmlPage(
    'ispring',
    'iSpring: a pool of elements that a first gesture unlocks, then gets its sources',
    `<div id="playerView" style="width: 640px; height: 360px"></div><button id="play">Start</button>
<script>
const pool = [1, 2].map(() => document.createElement('video'))
const unlock = () => pool.forEach(video => { video.muted = false; video.load() })
document.getElementById('play').onclick = () => {
  unlock()
  const video = pool.shift()
  const type = [['video/mp4', 'film.mp4'], ['video/webm', 'film.webm']].find(([type]) => video.canPlayType(type))
  video.style.cssText = 'width: 100%; height: 100%'
  video.setAttribute('playsinline', '')
  video.src = '../media/' + type[1]
  document.getElementById('playerView').append(video)
  video.addEventListener('canplay', () => video.play(), { once: true })
}
</script>`,
    { playSelector: '#play', neverStreams: 'play before ready' },
  ),
  htmlPage(
    'adapt',
    'Adapt: a view writes its template, then MediaElement takes the element, and being seen counts',
    `<link rel="stylesheet" href="mediaelementplayer.min.css">
<div id="wrapper" style="width: 640px"></div>
<script src="jquery.min.js"></script>
<script src="mediaelement-and-player.min.js"></script>
<script>
const model = { mp4: '../media/film.mp4', poster: '../media/poster.jpg', cc: '../media/film.en.vtt' }
const template = ({ mp4, poster, cc }) => '<div class="component media"><div class="media__widget component__widget">' +
  '<video id="film" preload="none" width="640" height="360" style="width: 100%; height: 100%" poster="' + poster + '" controls>' +
  '<source src="' + mp4 + '" type="video/mp4"><track kind="subtitles" src="' + cc + '" type="text/vtt" srclang="en"></video></div></div>'
$.getJSON('course.json').then(() => {
  $('#wrapper').html(template(model))
  $('#wrapper video').mediaelementplayer({ features: ['playpause', 'progress', 'current', 'duration'], success(media) {
    media.addEventListener('play', () => window.note?.('component complete'))
  } })
})
</script>`,
    {
      files: {
        ...jquery3,
        'mediaelement-and-player.min.js': { npm: 'mediaelement/build/mediaelement-and-player.min.js' },
        'mediaelementplayer.min.css': { npm: 'mediaelement/build/mediaelementplayer.min.css' },
        'mejs-controls.svg': { npm: 'mediaelement/build/mejs-controls.svg' },
        'course.json': '{"_id": "course"}\n',
      },
      playSelector: '.mejs__overlay-button',
    },
  ),
  htmlPage(
    'rise',
    'Rise: a course in the frame of a SCORM driver, rendered by a framework',
    '<iframe src="scormdriver/indexAPI.html" width="900" height="560"></iframe>',
    {
      files: {
        'scormdriver/indexAPI.html': html(
          '<iframe src="../scormcontent/index.html" style="width: 98%; height: 500px"></iframe>',
        ),
        'scormcontent/index.html': html(`<div id="app"></div>
<script>
const render = isReady => {
  document.getElementById('app').innerHTML = isReady
    ? '<div class="block-video"><video class="video" playsinline preload="metadata" src="../../media/film.mp4" poster="../../media/poster.jpg" width="640" height="360"></video><button id="play">Play</button></div>'
    : '<p>Loading</p>'
  if (isReady) document.getElementById('play').onclick = () => document.querySelector('video').play()
}
render(false)
setTimeout(() => render(true), 600)
</script>`),
      },
      frames: ['iframe', 'iframe'],
      playSelector: '#play',
    },
  ),
  htmlPage(
    'camtasia',
    'Camtasia: a page that frames its player, which reads the settings from XML',
    '<iframe class="tscplayer_inline" src="lesson_player.html" width="680" height="420" frameborder="0" scrolling="no"></iframe>',
    {
      files: {
        'lesson_player.html': html(`<div id="tscVideoContent"></div><button id="play">Play</button>
<script>
fetch('lesson_config.xml').then(answer => answer.text()).then(text => {
  const source = new DOMParser().parseFromString(text, 'text/xml').querySelector('source').getAttribute('src')
  const video = document.createElement('video')
  video.id = 'tscVideo'
  video.width = 640
  video.poster = '../media/poster.jpg'
  video.innerHTML = '<source src="' + source + '" type="video/mp4">'
  document.getElementById('tscVideoContent').append(video)
  document.getElementById('play').onclick = () => video.play()
})
</script>`),
        'lesson_config.xml': '<?xml version="1.0"?>\n<config><source src="../media/film.mp4"/></config>\n',
      },
      frames: ['iframe'],
      playSelector: '#play',
    },
  ),
  htmlPage(
    'powerpoint',
    'A presentation exported by a converter: one page a slide, the next one by link',
    `<div style="position: relative; width: 800px; height: 450px; background: #eee">
<video style="position: absolute; left: 10%; top: 10%; width: 80%; height: 80%" controls poster="../media/poster.jpg"><source src="../media/film.mp4"></video>
<a href="slide2.html" style="position: absolute; right: 0; bottom: 0">Next</a></div>`,
    { files: { 'slide2.html': html('<p>End</p>') } },
  ),
]
