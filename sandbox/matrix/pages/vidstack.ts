import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { MatrixPage } from '../page.ts'
import { htmlPage } from './html-page.ts'

/** vidstack's build for CDNs: modules that import each other by relative paths. */
const modules = ['.', 'chunks', 'providers'].flatMap(folder => {
  const path = join(dirname(createRequire(import.meta.url).resolve('vidstack/package.json')), 'cdn', folder)
  const names = readdirSync(path).filter(name => name.endsWith('.js'))
  return names.map(name => join(folder, name))
})

/** Takes the icons, which the modules import from a CDN, from an empty module of the page. */
const importMap = {
  imports: { 'https://cdn.jsdelivr.net/npm/media-icons@1.1.5/dist/cdn.js/+esm': './no-icons.js' },
}

export const vidstackPages: MatrixPage[] = [
  htmlPage(
    'vidstack',
    'Vidstack, whose components make the element',
    `<media-player src="../media/film.mp4" title="Film" style="width: 640px"><media-provider></media-provider></media-player>
<button id="play">Play</button>
<script>document.getElementById('play').onclick = () => document.querySelector('media-player').play()</script>`,
    {
      head: `<script type="importmap">${JSON.stringify(importMap)}</script>
<script type="module" src="vidstack/vidstack.js"></script>`,
      files: {
        ...Object.fromEntries(modules.map(name => [join('vidstack', name), { npm: join('vidstack/cdn', name) }])),
        'no-icons.js': 'export {}\n',
      },
      playSelector: '#play',
    },
  ),
]
