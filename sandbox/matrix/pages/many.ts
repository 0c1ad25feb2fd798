import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

const video = (name: string, attributes = '') =>
  `<video src="../media/${name}" controls width="320" height="180" ${attributes}></video>\n`
const names = ['film.mp4', 'other.mp4', 'big.mp4']

const sixtyVideos = Array.from({ length: 60 }, (_, index) => video(names[index % 3]!)).join('')
/** A crowded page prepares streams when somebody uses it. The pointer is over the first video before the click. */
const pointerMoves = `<script>
addEventListener('load', () => setTimeout(() => {
  const film = document.querySelector('video')
  const { x, y, width, height } = film.getBoundingClientRect()
  const place = { bubbles: true, clientX: x + width / 2, clientY: y + height / 2 }
  for (const type of ['pointermove', 'pointerover']) film.dispatchEvent(new PointerEvent(type, place))
}, 1500))
</script>`

/** Pages with more than one video. */
export const manyPages: MatrixPage[] = [
  htmlPage('many-60', 'Sixty videos, one of which the pointer is over before the click', sixtyVideos + pointerMoves),
  htmlPage(
    'many-60-sources',
    'The same with `<source>` and `preload="metadata"`, each below the other',
    Array.from(
      { length: 60 },
      (_, index) =>
        `<p><video controls preload="metadata" width="480"><source src="../media/${names[index % 3]}"></video></p>`,
    ).join('\n') + pointerMoves,
  ),
  htmlPage('many-same', 'The same video twice', video('film.mp4') + video('film.mp4')),
  htmlPage(
    'many-one-plays',
    'A script that pauses all others when one plays',
    `${video('film.mp4')}${video('other.mp4')}${video('big.mp4')}
<script>
const films = [...document.querySelectorAll('video')]
for (const film of films)
  film.addEventListener('play', () => films.filter(other => other !== film && !other.paused).forEach(other => other.pause()))
</script>`,
  ),
  htmlPage(
    'many-with-sound',
    'A video beside an `<audio>` with the same file',
    `${video('film.mp4')}<audio src="../media/film.mp4" controls></audio>`,
  ),
  htmlPage(
    'many-gallery',
    'A gallery of posters, a click on which puts the video into the player above',
    `<video id="film" controls width="640" height="360"></video>
<p>${names.map((name, index) => `<button ${index === 0 ? 'id="play"' : ''} data-film="../media/${name}">${name}</button>`).join('')}</p>
<script>
for (const button of document.querySelectorAll('button'))
  button.onclick = () => { const film = document.getElementById('film'); film.src = button.dataset.film; film.play() }
</script>`,
    { playSelector: '#play', neverStreams: 'play before ready' },
  ),
  htmlPage('large', 'A video of 1280×720 without a size', '<video src="../media/big.mp4" controls></video>'),
  htmlPage(
    'large-limited',
    'The same with `max-width: 100%` in a column',
    '<div style="width: 700px"><video src="../media/big.mp4" controls style="max-width: 100%"></video></div>',
  ),
]
