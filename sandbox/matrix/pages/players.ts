import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

const jquery = { 'jquery.min.js': { npm: 'jquery/dist/jquery.min.js' } }
const jquery3 = { 'jquery.min.js': { npm: 'jquery3/dist/jquery.min.js' } }
const plyr = {
  'plyr.min.js': { npm: 'plyr/dist/plyr.min.js' },
  'plyr.css': { npm: 'plyr/dist/plyr.css' },
  'plyr.svg': { npm: 'plyr/dist/plyr.svg' },
}
const mediaElement = {
  'mediaelement-and-player.min.js': { npm: 'mediaelement/build/mediaelement-and-player.min.js' },
  'mediaelementplayer.min.css': { npm: 'mediaelement/build/mediaelementplayer.min.css' },
  'mejs-controls.svg': { npm: 'mediaelement/build/mejs-controls.svg' },
}
const flowplayer = {
  ...jquery3,
  'flowplayer.min.js': { npm: 'flowplayer/dist/flowplayer.min.js' },
  'skin.css': { npm: 'flowplayer/dist/skin/skin.css' },
  'icons/flowplayer.woff2': { npm: 'flowplayer/dist/skin/icons/flowplayer.woff2' },
}
const jplayer = { ...jquery3, 'jquery.jplayer.min.js': { npm: 'jplayer/dist/jplayer/jquery.jplayer.min.js' } }
const mediaChrome = { 'media-chrome.js': { npm: 'media-chrome/dist/iife/index.js' } }

const size = 'width="640" height="360"'
const source = '<source src="../media/film.mp4" type="video/mp4">'
const film = `<video controls ${size}>${source}</video>`

/** Players from npm that build their own controls around the element. */
/** MediaElement sets `preload=none`. The click may be the first gesture near its video, and comes before the stream is ready. */
const mediaElementRule = 'preload none'
/**
 * MediaElement sets the video's source again. If its script came behind the video, it would depend on the line whether
 * metadata is there before that, and so which events the page has.
 */
const mediaElementFirst = `<link rel="stylesheet" href="mediaelementplayer.min.css">
<script src="mediaelement-and-player.min.js"></script>`

export const playerPages: MatrixPage[] = [
  htmlPage(
    'jquery',
    'jQuery reads `src`, writes attributes, and binds events',
    `<video id="film" src="../media/film.mp4" controls ${size}></video><button id="play">Play</button>
<script src="jquery.min.js"></script>
<script>
$(() => {
  window.note?.($('video').attr('src') + ' ' + $('#film').prop('currentSrc').split('/').pop())
  $('#film').attr('title', 'Film').on('play ended pause', event => window.note?.(event.type))
  $('#play').on('click', () => $('video').get(0).play())
})
</script>`,
    { files: jquery, playSelector: '#play' },
  ),
  htmlPage(
    'plyr',
    'Plyr',
    `${film}
<link rel="stylesheet" href="plyr.css">
<script src="plyr.min.js"></script>
<script>new Plyr('video', { iconUrl: 'plyr.svg', blankVideo: '' })</script>`,
    { files: plyr, playSelector: '.plyr__control--overlaid' },
  ),
  htmlPage(
    'plyr-source',
    'Plyr whose script sets the source',
    `<video playsinline controls></video>
<link rel="stylesheet" href="plyr.css">
<script src="plyr.min.js"></script>
<script>
new Plyr('video', { iconUrl: 'plyr.svg', blankVideo: '' }).source = {
  type: 'video', title: 'Film', poster: '../media/poster.jpg',
  sources: [{ src: '../media/film.mp4', type: 'video/mp4' }],
}
</script>`,
    { files: plyr, playSelector: '.plyr__control--overlaid' },
  ),
  htmlPage(
    'mediaelement-ready',
    'MediaElement at jQuery’s ready',
    `<script src="jquery.min.js"></script>
${mediaElementFirst}
${film}
<script>$(() => { $('video').mediaelementplayer(); window.note?.('the script goes on') })</script>`,
    {
      files: { ...jquery3, ...mediaElement },
      playSelector: '.mejs__overlay-button',
      neverStreams: mediaElementRule,
    },
  ),
  htmlPage(
    'mediaelement-at-once',
    'MediaElement right behind the element, without jQuery',
    `${mediaElementFirst}
<video id="film" src="../media/film.mp4" ${size}></video>
<script>new MediaElementPlayer('film', { success: media => window.note?.('success ' + media.getSrc().split('/').pop()) })</script>`,
    { files: mediaElement, playSelector: '.mejs__overlay-button', neverStreams: mediaElementRule },
  ),
  htmlPage(
    'flowplayer',
    'Flowplayer 7 from markup',
    `<div class="flowplayer" data-share="false" style="width: 640px"><video>${source}</video></div>`,
    {
      head: `<link rel="stylesheet" href="skin.css">
<script src="jquery.min.js"></script>
<script src="flowplayer.min.js"></script>`,
      files: flowplayer,
      playSelector: '.fp-ui',
    },
  ),
  htmlPage(
    'flowplayer-script',
    'Flowplayer 7 by script at DOMContentLoaded',
    `<div id="player" style="width: 640px"></div>
<link rel="stylesheet" href="skin.css">
<script src="jquery.min.js"></script>
<script src="flowplayer.min.js"></script>
<script>
addEventListener('DOMContentLoaded', () => flowplayer('#player', {
  share: false, clip: { sources: [{ type: 'video/mp4', src: '../media/film.mp4' }] },
}))
</script>`,
    { files: flowplayer, playSelector: '.fp-ui' },
  ),
  htmlPage(
    'jplayer',
    'jPlayer, which makes the element itself',
    `<div id="player"></div><button id="play">Play</button>
<script src="jquery.min.js"></script>
<script src="jquery.jplayer.min.js"></script>
<script>
$(() => {
  $('#player').jPlayer({
    ready() { $(this).jPlayer('setMedia', { m4v: '../media/film.mp4', poster: '../media/poster.jpg' }) },
    supplied: 'm4v', preload: 'auto', size: { width: '640px', height: '360px' },
  })
  $('#play').on('click', () => $('#player').jPlayer('play'))
})
</script>`,
    { files: jplayer, playSelector: '#play' },
  ),
  htmlPage(
    'media-chrome',
    'media-chrome around the element',
    `<media-controller>
<video slot="media" src="../media/film.mp4" ${size}></video>
<media-control-bar><media-play-button id="play"></media-play-button><media-time-range></media-time-range><media-mute-button></media-mute-button></media-control-bar>
</media-controller>
<script src="media-chrome.js"></script>`,
    { files: mediaChrome, playSelector: '#play' },
  ),
]
