import type { MatrixPage } from '../page.ts'
import { htmlPage, playButton } from './html-page.ts'

const box = (script: string) =>
  `<div id="box"></div>\n<script>\nconst box = document.getElementById('box')\n${script}\n</script>`
const markup = '<video id="film" src="../media/film.mp4" controls></video>'

/** Elements that scripts make, copy, and move. */
export const madeByScriptPages: MatrixPage[] = [
  htmlPage(
    'create-element',
    '`createElement`, `src`, then `append`',
    box(`const film = document.createElement('video')
film.controls = true
film.src = '../media/film.mp4'
box.append(film)`),
  ),
  htmlPage(
    'create-element-late',
    'Made half a second after `load`, and put into the page before it has a source',
    box(`addEventListener('load', () => setTimeout(() => {
  const film = document.createElement('video')
  film.controls = true
  box.append(film)
  film.src = '../media/film.mp4'
}, 500))`),
  ),
  htmlPage('inner-html', '`innerHTML`', box(`box.innerHTML = '${markup}'`)),
  htmlPage('insert-adjacent-html', '`insertAdjacentHTML`', box(`box.insertAdjacentHTML('beforeend', '${markup}')`)),
  htmlPage('document-write', '`document.write` while the page loads', `<script>document.write('${markup}')</script>`),
  htmlPage(
    'dom-parser',
    '`DOMParser` and `adoptNode`',
    box(`const parsed = new DOMParser().parseFromString('${markup}', 'text/html')
box.append(document.adoptNode(parsed.querySelector('video')))`),
  ),
  htmlPage(
    'template',
    'A `<template>` whose content is copied',
    `<template id="template">${markup}</template>${box(
      `box.append(document.getElementById('template').content.cloneNode(true))`,
    )}`,
  ),
  htmlPage(
    'render-again',
    'A framework that updates attributes of the same element at each state, with values that stay',
    box(`box.innerHTML = '${markup}'
const film = document.getElementById('film')
const render = state => {
  const wanted = { src: '../media/film.mp4', controls: '', class: 'state-' + state }
  for (const [name, value] of Object.entries(wanted))
    if (film.getAttribute(name) !== value) film.setAttribute(name, value)
}
let state = 0
render(state)
setInterval(() => render(++state % 2), 700)`),
  ),
  htmlPage(
    'render-replaces',
    'A framework that makes a new element once, after its data came',
    box(`box.innerHTML = '${markup}'
setTimeout(() => box.replaceChildren(Object.assign(document.createElement('video'), {
  controls: true, src: '../media/film.mp4', id: 'film',
})), 1200)`),
  ),
  htmlPage(
    'clone',
    'A copy by `cloneNode` takes the place of the element that loaded',
    `<div id="box">${markup}</div>
<script>
const first = document.getElementById('film')
first.addEventListener('canplay', () => setTimeout(() => {
  if (!first.paused) return
  const copy = first.cloneNode(true)
  first.replaceWith(copy)
  window.note?.('copy of ' + copy.getAttribute('src'))
}, 1500), { once: true })
</script>`,
  ),
  htmlPage(
    'outer-html',
    'The page stores its HTML and writes it back',
    `<div id="box">${markup}</div>
<script>
setTimeout(() => {
  if (!document.getElementById('film').paused) return
  const stored = document.getElementById('box').outerHTML
  window.note?.(stored)
  document.getElementById('box').outerHTML = stored
}, 2500)
</script>`,
  ),
  htmlPage(
    'emptied-and-put-back',
    'A script removes the sources and puts the same ones back',
    `<video id="film" controls><source src="../media/film.mp4" type="video/mp4"></video>
<script>
setTimeout(() => {
  const film = document.getElementById('film')
  if (!film.paused) return
  const stored = film.innerHTML
  window.note?.(stored)
  film.innerHTML = ''
  film.innerHTML = stored
  film.load()
}, 2500)
</script>`,
  ),
  htmlPage(
    'move',
    'The element moves to another place of the page',
    `<div id="from">${markup}</div><div id="to"></div>
<script>setTimeout(() => document.getElementById('to').append(document.getElementById('film')), 2000)</script>`,
  ),
  htmlPage(
    'removed-and-returned',
    'A slide that leaves the document and comes back half a second later',
    `<div id="box">${markup}</div>
<script>
setTimeout(() => {
  const film = document.getElementById('film')
  if (!film.paused) return
  film.remove()
  setTimeout(() => document.getElementById('box').append(film), 500)
}, 2500)
</script>`,
  ),
  htmlPage(
    'take-out',
    'An element that is taken out of the page and plays on: the sound of a slide that closed',
    `<div id="box">${markup}</div><button id="play">Play</button>
<script>
const film = document.getElementById('film')
document.getElementById('play').onclick = () => {
  film.onpause = () => {
    film.onpause = null
    film.play().then(() => window.note?.('plays on'))
  }
  film.play().then(() => film.remove())
}
</script>`,
    { playSelector: '#play' },
  ),
  htmlPage(
    'never-in-the-page',
    '`new` video for its sound, never put into the page',
    `<button id="play">Play</button>
<script>
const film = document.createElement('video')
film.src = '../media/film.mp4'
document.getElementById('play').onclick = () => film.play()
</script>`,
    { playSelector: '#play', neverStreams: 'not in the document' },
  ),
  htmlPage(
    'blob-address',
    'The file is fetched whole and played from a blob',
    `<video id="film" controls></video>${playButton}
<script>
fetch('../media/film.mp4').then(answer => answer.blob()).then(blob => {
  document.getElementById('film').src = URL.createObjectURL(blob)
})
</script>`,
    { playSelector: '#play', neverStreams: 'the source is a blob of the page' },
  ),
  htmlPage(
    'custom-element',
    'An element of the page’s own, with the video in the document',
    `<script>
customElements.define('film-box', class extends HTMLElement {
  connectedCallback() { this.innerHTML = '<video src="../media/' + this.getAttribute('film') + '" controls></video>' }
})
</script>
<film-box film="film.mp4"></film-box>`,
  ),
]
