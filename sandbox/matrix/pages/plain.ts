import type { MatrixPage } from '../page.ts'
import { html, htmlPage, playButton } from './html-page.ts'

const video = (attributes: string) => `<video src="../media/film.mp4" controls ${attributes}></video>`

/** One element in the markup, with the attributes that authors write. */
export const plainPages: MatrixPage[] = [
  htmlPage('src', 'A video with `src` and the browser’s controls', video('')),
  htmlPage('src-sized', 'A video with width and height', video('width="480" height="270"')),
  htmlPage('preload-metadata', '`preload="metadata"`', video('preload="metadata"')),
  htmlPage('preload-auto', '`preload="auto"`', video('preload="auto"')),
  htmlPage('preload-none', '`preload="none"` without a size', video('id="film" preload="none"') + playButton, {
    playSelector: '#play',
    neverStreams: 'preload none',
  }),
  htmlPage(
    'preload-none-poster',
    '`preload="none"` with a poster and a size',
    video('id="film" preload="none" poster="../media/poster.jpg" width="640" height="360"') + playButton,
    { playSelector: '#play', neverStreams: 'preload none' },
  ),
  htmlPage('poster', 'A poster', video('poster="../media/poster.jpg"')),
  htmlPage('poster-missing', 'A poster that does not exist', video('poster="missing.jpg"'), {
    allowed: [
      {
        what: 'box is [640,360], in the bare page [300,150]',
        reason: 'Chromium keeps its own size until the first picture. The size comes earlier, and is the right one.',
      },
    ],
  }),
  htmlPage('autoplay-muted', '`autoplay muted` with controls', video('autoplay muted'), {
    start: 'page',
    neverStreams: 'autoplay',
  }),
  htmlPage('autoplay-muted-loop-controls', '`autoplay muted loop` with controls', video('autoplay muted loop'), {
    start: 'page',
    neverStreams: 'autoplay',
  }),
  htmlPage(
    'autoplay-muted-loop',
    '`autoplay muted loop` without controls, as a moving picture',
    '<video src="../media/film.mp4" autoplay muted loop playsinline></video>',
    { start: 'page', neverStreams: 'autoplay' },
  ),
  htmlPage('autoplay-refused', '`autoplay` with sound, which browsers refuse before a gesture', video('autoplay'), {
    neverStreams: 'autoplay',
  }),
  htmlPage('loop', '`loop` with controls', video('loop')),
  htmlPage('muted', '`muted` with controls', video('muted')),
  htmlPage(
    'casting-attributes',
    'Attributes for casting and for Apple’s devices',
    video('playsinline webkit-playsinline x-webkit-airplay="deny" disableremoteplayback controlslist="nodownload"'),
  ),
  htmlPage(
    'no-controls-button',
    'No controls, the page’s own button plays',
    `<video id="film" src="../media/film.mp4"></video>${playButton}`,
    { playSelector: '#play' },
  ),
  htmlPage('css-max-height', 'CSS `max-height: 200px`, no width', video('style="max-height: 200px"')),
  htmlPage(
    'css-percent',
    'Width in percent of a narrow column',
    `<div style="width: 300px">${video('style="width: 100%; height: auto"')}</div>`,
  ),
  htmlPage(
    'css-grid',
    'A cell of a grid that is as wide as the video',
    `<div style="display: grid; grid-template-columns: auto 1fr">${video('')}<p>Text beside it</p></div>`,
  ),
  htmlPage('css-table', 'A cell of a table', `<table><tr><td>${video('')}</td><td>Text</td></tr></table>`),
  htmlPage(
    'css-scaled',
    'A slide that a transform makes smaller',
    `<div style="transform: scale(.5)">${video('')}</div>`,
  ),
  htmlPage(
    'css-object-fit',
    '`object-fit: cover` in a square',
    video('style="width: 300px; height: 300px; object-fit: cover"'),
  ),
  htmlPage(
    'in-a-dialog',
    'A `<dialog>` that the page opens at once',
    `<dialog id="box">${video('')}</dialog><script>document.getElementById('box').showModal()</script>`,
  ),
  htmlPage('in-details', 'An open `<details>`', `<details open><summary>Film</summary>${video('')}</details>`),
  htmlPage('below-the-fold', 'Below three screens of text', `<div style="height: 3000px">Text</div>${video('')}`, {
    neverStreams: 'below the fold',
  }),
  htmlPage('old-markup', 'Capital letters, no quotes, no doctype, no head', '', {
    files: { 'index.html': '<BODY BGCOLOR=white><VIDEO SRC=../media/film.mp4 CONTROLS=CONTROLS WIDTH=480></BODY>' },
  }),
  htmlPage('fallback-text', 'Text and a link for browsers without video', '', {
    files: {
      'index.html': html(
        '<video src="../media/film.mp4" controls>No video here. <a href="../media/film.mp4">Download</a></video>',
      ),
    },
  }),
]
