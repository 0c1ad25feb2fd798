import type { MatrixPage } from '../page.ts'
import { html, htmlPage } from './html-page.ts'

/** Storyline loads each slide as JSON by a script, makes the element, waits for it, and runs a timeline by its time. */
const storylineSlide = JSON.stringify({ video: '../media/film.mp4', width: 640, height: 360, cues: [1, 2] })
const storylinePlayer = `
const wait = new Map()
window.globalProvideData = (name, json) => wait.get(name)(JSON.parse(json))
const load = (name, file) => new Promise(resolve => {
  wait.set(name, resolve)
  const script = document.createElement('script')
  script.src = file
  document.body.append(script)
})
load('slide', 'html5/data/js/slide1.js').then(slide => {
  const video = document.createElement('video')
  video.className = 'media-video'
  video.setAttribute('playsinline', '')
  video.tabIndex = -1
  video.preload = 'auto'
  video.width = slide.width
  video.height = slide.height
  video.src = slide.video
  document.querySelector('.slide-object').append(video)
  const cues = [...slide.cues]
  video.addEventListener('timeupdate', () => { while (cues.length && video.currentTime >= cues[0]) window.note?.('cue ' + cues.shift()) })
  video.addEventListener('ended', () => window.note?.('next slide'))
  const ready = () => window.note?.('slide ready')
  if (video.readyState >= 4) ready()
  else video.addEventListener('canplaythrough', ready, { once: true })
  document.getElementById('play').onclick = () => { document.getElementById('play').hidden = true; video.play() }
})
`
const storyline = {
  'story.html': html(
    `<div id="preso"><div class="slide-object slide-object-video"></div></div><button id="play">Start course</button>
<script src="html5/lib/player.js"></script>`,
  ),
  'html5/lib/player.js': storylinePlayer,
  'html5/data/js/slide1.js': `globalProvideData('slide', '${storylineSlide}')\n`,
}

/** Pages of Storyline’s structure, in our own words. */
export const storylinePages: MatrixPage[] = [
  {
    name: 'storyline',
    title: 'Storyline: the slide’s data come by a script, the player makes the element',
    files: storyline,
    open: 'story.html',
    start: 'click',
    playSelector: '#play',
    neverStreams: null,
  },
  htmlPage(
    'storyline-frame',
    'Storyline in the frame of a course page with a SCORM API',
    `<script>
window.API = { LMSInitialize: () => 'true', LMSGetValue: () => '', LMSSetValue: () => 'true', LMSCommit: () => 'true', LMSFinish: () => 'true', LMSGetLastError: () => '0' }
</script>
<iframe src="story.html" width="800" height="500" allow="autoplay; fullscreen"></iframe>`,
    {
      files: {
        ...storyline,
        'html5/lib/player.js': `window.parent.API.LMSInitialize('')\n${storylinePlayer}`,
      },
      frames: ['iframe'],
      playSelector: '#play',
    },
  ),
]
