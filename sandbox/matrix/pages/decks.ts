import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

const reveal = {
  'reveal.js': { npm: 'reveal.js/dist/reveal.js' },
  'reveal.css': { npm: 'reveal.js/dist/reveal.css' },
}
const impress = { 'impress.js': { npm: 'impress.js/js/impress.js' } }
const bootstrap = {
  'bootstrap.bundle.min.js': { npm: 'bootstrap/dist/js/bootstrap.bundle.min.js' },
  'bootstrap.min.css': { npm: 'bootstrap/dist/css/bootstrap.min.css' },
}
const revealDeck = (slides: string, start = '') => `<div class="reveal"><div class="slides">${slides}</div></div>
<link rel="stylesheet" href="reveal.css">
<script src="reveal.js"></script>
<script>Reveal.initialize({ transition: 'none' })${start}</script>`
const withBootstrap = {
  head: '<link rel="stylesheet" href="bootstrap.min.css">\n<script src="bootstrap.bundle.min.js"></script>',
  files: bootstrap,
}
const film = '<video id="film" src="../media/film.mp4" controls width="480"></video>'
const hidden = { neverStreams: 'hidden until it plays' }

/** Slides, steps, and what opens and closes. */
export const deckPages: MatrixPage[] = [
  htmlPage('reveal', 'reveal.js, a video on the first slide', revealDeck(`<section>${film}</section>`), {
    files: reveal,
  }),
  htmlPage(
    'reveal-data-src',
    'reveal.js with `data-src` on the slide that it goes to',
    revealDeck(
      '<section>First</section><section><video data-src="../media/film.mp4" controls width="480"></video></section>',
      '.then(() => Reveal.slide(1))',
    ),
    { files: reveal },
  ),
  htmlPage(
    'reveal-autoplay',
    'reveal.js with `data-autoplay`, by the button for the next slide',
    `${revealDeck(
      '<section>First</section><section><video data-src="../media/film.mp4" data-autoplay width="480"></video></section>',
    )}<button id="play" style="position: fixed; left: 0; top: 0; z-index: 99" onclick="Reveal.next()">Next</button>`,
    { files: reveal, playSelector: '#play', ...hidden },
  ),
  htmlPage(
    'reveal-background',
    'reveal.js with a background video',
    revealDeck(
      '<section>First</section><section data-background-video="../media/film.mp4" data-background-video-muted data-background-video-loop>Text</section>',
      '.then(() => Reveal.slide(1))',
    ),
    { files: reveal, start: 'page', neverStreams: 'autoplay' },
  ),
  htmlPage(
    'impress',
    'impress.js, a video on the first step',
    `<div id="impress"><div class="step" data-x="0" data-y="0">${film}</div>
<div class="step" data-x="1500" data-rotate="90" data-scale="2">Second</div></div>
<script src="impress.js"></script><script>impress().init()</script>`,
    { files: impress },
  ),
  htmlPage(
    'impress-next',
    'impress.js, turned and scaled, the video plays when its step is entered',
    `<div id="impress"><div class="step" data-x="0">First</div>
<div class="step" id="second" data-x="1500" data-rotate="90" data-scale="2">${film}</div></div>
<button id="play" style="position: fixed; left: 0; top: 0; z-index: 99; pointer-events: auto">Next</button>
<script src="impress.js"></script>
<script>
const deck = impress()
deck.init()
document.getElementById('second').addEventListener('impress:stepenter', () => document.getElementById('film').play())
document.getElementById('play').onclick = () => deck.next()
</script>`,
    { files: impress, playSelector: '#play', neverStreams: 'off the screen until it plays' },
  ),
  htmlPage(
    'bootstrap-carousel',
    'Bootstrap’s carousel, a video in the first item',
    `<div id="box" class="carousel slide" data-bs-interval="false"><div class="carousel-inner">
<div class="carousel-item active">${film}</div><div class="carousel-item">Second</div></div></div>`,
    withBootstrap,
  ),
  htmlPage(
    'bootstrap-carousel-next',
    'Bootstrap’s carousel, the video plays when its item has come',
    `<div id="box" class="carousel slide" data-bs-interval="false"><div class="carousel-inner">
<div class="carousel-item active">First</div><div class="carousel-item">${film}</div></div></div>
<button id="play" data-bs-target="#box" data-bs-slide="next">Next</button>
<script>document.getElementById('box').addEventListener('slid.bs.carousel', () => document.getElementById('film').play())</script>`,
    { ...withBootstrap, playSelector: '#play', ...hidden },
  ),
  htmlPage(
    'bootstrap-modal',
    'Bootstrap’s modal, the video plays once it is shown and stops when it closes',
    `<button id="play" data-bs-toggle="modal" data-bs-target="#box">Watch</button>
<div id="box" class="modal fade" tabindex="-1"><div class="modal-dialog"><div class="modal-content">${film}</div></div></div>
<script>
const box = document.getElementById('box')
box.addEventListener('shown.bs.modal', () => document.getElementById('film').play())
box.addEventListener('hidden.bs.modal', () => document.getElementById('film').pause())
</script>`,
    { ...withBootstrap, playSelector: '#play', ...hidden },
  ),
  htmlPage(
    'bootstrap-modal-src',
    'Bootstrap’s modal, which sets `src` when it opens and removes it when it closes',
    `<button id="play" data-bs-toggle="modal" data-bs-target="#box" data-film="../media/film.mp4">Watch</button>
<div id="box" class="modal fade" tabindex="-1"><div class="modal-dialog"><div class="modal-content">
<video id="film" controls width="480"></video></div></div></div>
<script>
const box = document.getElementById('box')
const film = document.getElementById('film')
box.addEventListener('show.bs.modal', event => { film.src = event.relatedTarget.dataset.film })
box.addEventListener('shown.bs.modal', () => film.play())
box.addEventListener('hidden.bs.modal', () => { film.pause(); film.removeAttribute('src'); film.load() })
</script>`,
    { ...withBootstrap, playSelector: '#play', neverStreams: 'play before ready' },
  ),
  htmlPage(
    'bootstrap-tabs',
    'A second tab that the page opens after a second',
    `<ul class="nav nav-tabs"><li><button data-bs-toggle="tab" data-bs-target="#one" class="nav-link active">One</button></li>
<li><button id="second" data-bs-toggle="tab" data-bs-target="#two" class="nav-link">Two</button></li></ul>
<div class="tab-content"><div id="one" class="tab-pane active">Text</div><div id="two" class="tab-pane">${film}</div></div>
<script>setTimeout(() => document.getElementById('second').click(), 1000)</script>`,
    withBootstrap,
  ),
  htmlPage(
    'own-slides',
    'Slides of the page’s own, all in one page, one visible at a time',
    `<div class="slide">Title</div><div class="slide" hidden>${film}</div><div class="slide" hidden>End</div>
<script>
const slides = [...document.querySelectorAll('.slide')]
const show = number => slides.forEach((slide, index) => { slide.hidden = index !== number })
setTimeout(() => show(1), 800)
document.getElementById('film').addEventListener('ended', () => show(2))
</script>`,
  ),
]
