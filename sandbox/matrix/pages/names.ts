import type { MatrixPage } from '../page.ts'
import { html, htmlPage } from './html-page.ts'

const page = (name: string, title: string, src: string): MatrixPage =>
  htmlPage(name, title, `<video src="${src}" controls width="480"></video>`)

/** How authors and their programs write the addresses of videos. */
export const namePages: MatrixPage[] = [
  page('name-space', 'A space as it is', '../media/odd names/with space.mp4'),
  page('name-space-encoded', 'A space as `%20`', '../media/odd%20names/with%20space.mp4'),
  page('name-umlaut', 'Umlauts and `&` as they are', '../media/odd names/Größe &amp; Übung.mp4'),
  page(
    'name-umlaut-encoded',
    'Umlauts with percent signs',
    '../media/odd%20names/Gr%C3%B6%C3%9Fe%20%26%20%C3%9Cbung.mp4',
  ),
  page(
    'name-umlaut-composed',
    'Umlauts of a letter and an accent',
    `../media/odd names/${'Größe &amp; Übung'.normalize('NFD')}.mp4`,
  ),
  page('name-hash', '`#` as `%23`', '../media/odd names/Question %231.mp4'),
  page('name-percent', '`%` as `%25`', '../media/odd names/100%25 true.mp4'),
  page('name-percent-raw', '`%` as it is', '../media/odd names/100% true.mp4'),
  page('name-plus', '`+` as it is', '../media/odd names/a+b.mp4'),
  page('name-plus-encoded', '`+` as `%2B`', '../media/odd names/a%2Bb.mp4'),
  page('name-case', 'Another letter case than the file’s', '../Media/FILM.MP4'),
  page('name-backslash', 'Backslashes of Windows', '..\\media\\film.mp4'),
  page('name-dots', 'A path with `./` and `..` in it', './x/../../media/./film.mp4'),
  page('name-line-break', 'A line break around the address', '\n  ../media/film.mp4\n'),
  {
    ...page('name-of-page', 'A page whose own name and folder are odd', ''),
    files: {
      'Teil 1 – Größe/Lektion #1.html': html('<video src="../../media/film.mp4" controls width="480"></video>'),
    },
    open: 'Teil%201%20%E2%80%93%20Gr%C3%B6%C3%9Fe/Lektion%20%231.html',
  },
]
