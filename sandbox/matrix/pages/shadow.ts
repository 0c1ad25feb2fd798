import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

const markup = '<video src="../media/film.mp4" controls></video>'
const withHost = (script: string) =>
  `<div id="host"></div>\n<script>\nconst host = document.getElementById('host')\n${script}\n</script>`

/** Videos in shadow roots. */
export const shadowPages: MatrixPage[] = [
  htmlPage(
    'shadow-open',
    'An open shadow root',
    withHost(`host.attachShadow({ mode: 'open' }).innerHTML = '${markup}'`),
  ),
  htmlPage(
    'shadow-nested',
    'An open shadow root in another one',
    withHost(`const outer = host.attachShadow({ mode: 'open' })
outer.innerHTML = '<section></section>'
outer.firstChild.attachShadow({ mode: 'open' }).innerHTML = '${markup}'`),
  ),
  htmlPage(
    'shadow-late',
    'An open shadow root on an element that was in the page for a second',
    withHost(`setTimeout(() => { host.attachShadow({ mode: 'open' }).innerHTML = '${markup}' }, 1000)`),
  ),
  htmlPage(
    'shadow-listeners',
    'The page’s listeners stand on the shadow root',
    withHost(`const root = host.attachShadow({ mode: 'open' })
root.innerHTML = '${markup}'
for (const type of ['loadstart', 'emptied', 'loadedmetadata', 'canplay', 'play', 'playing', 'waiting', 'seeking'])
  root.addEventListener(type, () => window.note?.('root ' + type), true)`),
    {
      allowed: [
        {
          what: 'root ',
          reason: 'Capture listeners on a shadow root that are older than the player’s remain ahead of it.',
        },
      ],
    },
  ),
  htmlPage(
    'shadow-closed',
    'A closed shadow root',
    withHost(`const root = host.attachShadow({ mode: 'closed' })
root.innerHTML = '<video id="film" src="../media/film.mp4" controls></video><br>'
const button = document.createElement('button')
button.id = 'play'
button.textContent = 'Play'
button.onclick = () => root.getElementById('film').play()
host.after(button)`),
    { playSelector: '#play', neverStreams: 'closed shadow root' },
  ),
  htmlPage(
    'shadow-declarative',
    '`<template shadowrootmode="open">`',
    `<div><template shadowrootmode="open">${markup}</template></div>`,
  ),
  htmlPage(
    'shadow-slot',
    'A video of the page in a slot of a component',
    `<div id="host">${markup}</div>
<script>
document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = '<div style="width: 400px"><slot></slot></div>'
</script>`,
  ),
  htmlPage(
    'shadow-component',
    'A custom element that is defined a second after the page',
    `<film-box film="film.mp4"></film-box>
<script>
setTimeout(() => customElements.define('film-box', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' })
    const film = document.createElement('video')
    film.controls = true
    film.src = '../media/' + this.getAttribute('film')
    root.append(film)
  }
}), 1000)
</script>`,
  ),
]
