import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

const page = (name: string, title: string, tracks: string, script = ''): MatrixPage =>
  htmlPage(
    name,
    title,
    `<video id="film" src="../media/film.mp4" controls width="640" height="360">${tracks}</video>
<script>
const film = document.getElementById('film')
const modes = () => [...film.textTracks].map(({ language, label, mode }) => [language, label, mode].join(' '))
film.addEventListener('playing', () => window.note?.('shown ' + modes().filter(text => text.endsWith('showing'))), { once: true })
${script}
</script>`,
  )
const en = (attributes = '') => `<track src="../media/film.en.vtt" srclang="en" label="English" ${attributes}>`
const de = (attributes = '') => `<track src="../media/film.de.vtt" srclang="de" label="Deutsch" ${attributes}>`

/** Tracks of the author beside the captions that Lectern adds. */
export const captionPages: MatrixPage[] = [
  page('track', 'A track without `default`', en('kind="captions"')),
  page('track-default', 'A track with `default`', en('kind="captions" default')),
  page(
    'track-default-other',
    'The default is in another language than the other captions of the package',
    de('kind="subtitles" default'),
  ),
  page('track-two', 'Two tracks, the second is the default', en() + de('default')),
  page(
    'track-region',
    '`en-US`, where the package’s captions are `en`',
    `<track src="../media/film.en.vtt" srclang="en-US" label="English (US)" kind="captions" default>`,
  ),
  page('track-no-language', 'A track with a label alone', `<track src="../media/film.en.vtt" label="English" default>`),
  page(
    'track-missing',
    'A track whose file does not exist',
    `<track src="../media/film.fr.vtt" srclang="fr" label="Français" default>`,
  ),
  page(
    'track-chapters',
    'Chapters, from which the page makes a menu',
    `<track src="../media/film.en.vtt" srclang="en" kind="chapters" default>`,
    `const chapters = film.textTracks[0]
chapters.mode = 'hidden'
film.querySelector('track').addEventListener('load', () => window.note?.('chapters ' + chapters.cues.length))`,
  ),
  page(
    'track-metadata',
    'Metadata that shows slides at `cuechange`',
    `<track src="../media/film.en.vtt" kind="metadata" default>`,
    `film.textTracks[0].mode = 'hidden'
film.textTracks[0].addEventListener('cuechange', () => window.note?.('cue ' + film.textTracks[0].activeCues.length))`,
  ),
  page(
    'track-by-script',
    '`addTextTrack` with cues of the page',
    '',
    `const track = film.addTextTrack('captions', 'Own', 'en')
track.mode = 'showing'
track.addCue(new VTTCue(0, 10, 'A line of the page'))`,
  ),
  page(
    'track-added-later',
    'A `<track>` that a script adds and shows',
    '',
    `setTimeout(() => {
  film.insertAdjacentHTML('beforeend', '${en().replaceAll("'", '')}')
  film.querySelector('track').track.mode = 'showing'
}, 1500)`,
  ),
  page(
    'track-off',
    'A script that turns all tracks off',
    en('default'),
    `setTimeout(() => { for (const track of film.textTracks) track.mode = 'disabled' }, 1500)`,
  ),
]
