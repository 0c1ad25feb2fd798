import type { MatrixPage } from '../page.ts'
import { type Details, htmlPage } from './html-page.ts'

/** A page with `film`, a `button` that plays it, and `note`, which writes what the script sees into the record. */
export const watchedPage = (name: string, title: string, script: string, details: Details = {}): MatrixPage =>
  htmlPage(
    name,
    title,
    `<video id="film" src="../media/film.mp4" controls width="640" height="360"></video>
<button id="play">Play</button><div id="box"></div>
<script>
const film = document.getElementById('film')
const button = document.getElementById('play')
const box = document.getElementById('box')
const note = text => window.note?.(String(text))
button.onclick = () => film.play()
${script}
</script>`,
    { playSelector: '#play', ...details },
  )
