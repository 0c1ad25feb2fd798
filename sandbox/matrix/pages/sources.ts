import type { MatrixPage } from '../page.ts'
import { htmlPage, playButton } from './html-page.ts'

const mp4 = '<source src="../media/film.mp4" type="video/mp4">'
const webm = '<source src="../media/film.webm" type="video/webm">'
const ogv = '<source src="../media/film.ogv" type="video/ogg">'
const withSources = (sources: string, attributes = 'controls') => `<video ${attributes}>${sources}</video>`
const endsEarly = { stopsBeforeEnd: true } as const

/** What stands in `<source>` elements, and what stands behind the `#` of an address. */
export const sourcePages: MatrixPage[] = [
  htmlPage('source', 'One `<source>` without a type', withSources('<source src="../media/film.mp4">')),
  htmlPage(
    'source-codecs',
    'A type with codecs',
    withSources(`<source src="../media/film.mp4" type='video/mp4; codecs="avc1.640028, mp4a.40.2"'>`),
  ),
  htmlPage('source-mp4-webm', 'mp4, then webm', withSources(mp4 + webm)),
  htmlPage('source-webm-mp4', 'webm, then mp4', withSources(webm + mp4)),
  htmlPage('source-mp4-ogv', 'mp4, then ogv', withSources(mp4 + ogv)),
  htmlPage('source-ogv-mp4', 'ogv, then mp4', withSources(ogv + mp4, 'id="film" controls') + playButton, {
    playSelector: '#play',
  }),
  htmlPage(
    'source-unknown-type',
    'A type that no browser plays, then mp4',
    withSources(`<source src="../media/film.ogv" type="video/x-unknown">${mp4}`),
  ),
  htmlPage(
    'source-missing-first',
    'A file that does not exist, then mp4',
    withSources(`<source src="../media/missing.mp4" type="video/mp4">${mp4}`),
  ),
  htmlPage(
    'source-onerror',
    'An `error` listener on `<source>` that would show a message',
    withSources('<source src="../media/film.mp4" onerror="window.note?.(\'source error\')">'),
  ),
  htmlPage(
    'source-media',
    'The phone’s video first, for narrow windows alone',
    withSources(`<source src="../media/phone.mp4" media="(max-width: 600px)">${mp4}`),
  ),
  htmlPage(
    'source-media-matches',
    'The first video is for wide windows',
    withSources(`<source src="../media/phone.mp4" media="(min-width: 601px)">${mp4}`),
  ),
  htmlPage(
    'src-and-source',
    '`src` and a `<source>` that browsers ignore beside it',
    withSources('<source src="../media/phone.mp4">', 'controls src="../media/film.mp4"'),
  ),
  htmlPage('fragment-range', '`#t=3,6`', '<video controls src="../media/film.mp4#t=3,6"></video>', endsEarly),
  htmlPage('fragment-start', '`#t=3`', '<video controls src="../media/film.mp4#t=3"></video>'),
  htmlPage('fragment-end', '`#t=,4`', '<video controls src="../media/film.mp4#t=,4"></video>', endsEarly),
  htmlPage('fragment-npt', '`#t=npt:2,5`', '<video controls src="../media/film.mp4#t=npt:2,5"></video>', endsEarly),
  htmlPage(
    'fragment-clock',
    '`#t=00:00:05` in a `<source>`',
    withSources('<source src="../media/film.mp4#t=00:00:05">'),
  ),
  htmlPage(
    'fragment-minutes',
    '`#t=00:02,00:04.5`',
    '<video controls src="../media/film.mp4#t=00:02,00:04.5"></video>',
    endsEarly,
  ),
  htmlPage('fragment-other', '`#start`, which is no time', '<video controls src="../media/film.mp4#start"></video>'),
  htmlPage('src-query', 'A version behind a question mark', '<video controls src="../media/film.mp4?v=2"></video>'),
  htmlPage(
    'rescue',
    'A format that no browser shows',
    `<video id="film" controls src="../media/clip.mov"></video>${playButton}`,
    {
      playSelector: '#play',
    },
  ),
  htmlPage(
    'rescue-source',
    'A `<source>` that no browser shows, without a type',
    withSources('<source src="../media/clip.mov">', 'id="film" controls') + playButton,
    { playSelector: '#play' },
  ),
  htmlPage(
    'source-string-replace',
    'A button that writes another name into `<source>` and loads again',
    `${withSources('<source id="source" src="../media/film.mp4">', 'id="film" controls')}<button id="play">Other</button>
<script>
document.getElementById('play').onclick = () => {
  const source = document.getElementById('source')
  source.src = source.src.replace('film', 'other')
  const film = document.getElementById('film')
  film.load()
  film.play()
}
</script>`,
    { playSelector: '#play', neverStreams: 'play before ready' },
  ),
  htmlPage(
    'source-changed-without-load',
    'A script that changes `<source>` and does not load: the old video plays on',
    `${withSources('<source id="source" src="../media/film.mp4">', 'id="film" controls')}
<script>
document.getElementById('film').addEventListener('loadeddata', () => {
  document.getElementById('source').setAttribute('src', '../media/other.mp4')
})
</script>`,
  ),
  htmlPage(
    'source-added-later',
    'A script adds the `<source>` after a second',
    `${withSources('', 'id="film" controls')}
<script>
setTimeout(() => {
  const source = document.createElement('source')
  source.src = '../media/film.mp4'
  document.getElementById('film').append(source)
}, 1000)
</script>`,
  ),
]
