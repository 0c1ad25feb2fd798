import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

/** Pages that load a video when it is near, or wait for it to be loaded. */
export const lazyPages: MatrixPage[] = [
  htmlPage(
    'lazy-own',
    '`data-src` and an IntersectionObserver of the page',
    `<video class="lazy" data-src="../media/film.mp4" controls width="640" height="360"></video>
<script>
const observer = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue
    target.src = target.dataset.src
    observer.unobserve(target)
  }
})
for (const film of document.querySelectorAll('.lazy')) observer.observe(film)
</script>`,
  ),
  htmlPage(
    'lazy-lozad',
    'lozad with `data-src` on `<source>`',
    `<video class="lozad" controls width="640" height="360"><source data-src="../media/film.mp4" type="video/mp4"></video>
<script src="lozad.min.js"></script>
<script>lozad().observe()</script>`,
    { files: { 'lozad.min.js': { npm: 'lozad/dist/lozad.min.js' } } },
  ),
  htmlPage(
    'lazy-vanilla',
    'vanilla-lazyload with `data-src` and `data-poster`',
    `<video class="lazy" data-src="../media/film.mp4" data-poster="../media/poster.jpg" controls width="640" height="360"></video>
<script src="lazyload.min.js"></script>
<script>new LazyLoad()</script>`,
    { files: { 'lazyload.min.js': { npm: 'vanilla-lazyload/dist/lazyload.iife.min.js' } } },
  ),
  htmlPage(
    'hidden-until-metadata',
    '`display: none` until `loadedmetadata`',
    `<video id="film" src="../media/film.mp4" controls style="display: none"></video>
<script>
const film = document.getElementById('film')
film.addEventListener('loadedmetadata', () => { film.style.display = '' })
</script>`,
  ),
  htmlPage(
    'hidden-until-play',
    'A click shows the video and plays it',
    `<video id="film" src="../media/film.mp4" controls hidden></video><button id="play">Show</button>
<script>
document.getElementById('play').onclick = () => {
  const film = document.getElementById('film')
  film.hidden = false
  film.play().then(() => window.note?.('play ok'), error => window.note?.(error.name))
}
</script>`,
    { playSelector: '#play', neverStreams: 'hidden until it plays' },
  ),
  htmlPage(
    'hidden-preloader',
    'A preloader that waits for `canplaythrough` of a hidden video, then shows the page',
    `<p id="wait">Loading</p><div id="lesson" style="display: none"><video id="film" src="../media/film.mp4" preload="auto" controls></video></div>
<script>
document.getElementById('film').addEventListener('canplaythrough', () => {
  document.getElementById('wait').remove()
  document.getElementById('lesson').style.display = ''
  window.note?.('shown')
}, { once: true })
</script>`,
  ),
  htmlPage(
    'wait-buffered',
    'A preloader that waits until half of the video is buffered',
    `<video id="film" src="../media/film.mp4" preload="auto" controls></video><p id="bar"></p>
<script>
const film = document.getElementById('film')
const wait = setInterval(() => {
  if (!film.buffered.length || film.buffered.end(0) < film.duration / 2) return
  clearInterval(wait)
  document.getElementById('bar').textContent = 'Ready'
  window.note?.('half is buffered')
}, 100)
</script>`,
  ),
  htmlPage(
    'durations-below-the-fold',
    'A list of the durations of five videos, four of them below the fold',
    `<ol id="list"></ol>${'<video src="../media/film.mp4" controls></video><div style="height: 900px"></div>'.repeat(5)}
<script>
for (const film of document.querySelectorAll('video'))
  film.addEventListener('loadedmetadata', () => {
    document.getElementById('list').insertAdjacentHTML('beforeend', '<li>' + film.duration.toFixed(2) + '</li>')
    window.note?.(film.duration.toFixed(2))
  })
</script>`,
  ),
  htmlPage(
    'plays-when-seen',
    'An observer plays the muted video while it is on the screen',
    `<video id="film" src="../media/film.mp4" muted loop playsinline width="640"></video>
<script>
const film = document.getElementById('film')
new IntersectionObserver(([entry]) => { if (entry.isIntersecting) film.play(); else film.pause() }).observe(film)
</script>`,
    { start: 'page', neverStreams: 'play before ready' },
  ),
]
