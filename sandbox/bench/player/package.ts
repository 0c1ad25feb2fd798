import type { Recipe } from '../../matrix/films.ts'
import type { PackageContent } from '../../matrix/package-folder.ts'
import type { MatrixPage } from '../../matrix/page.ts'
import { htmlPage } from '../../matrix/pages/html-page.ts'
import { pages as matrixPages } from '../../matrix/pages/pages.ts'
import { browserOptions, testPattern, tone } from '../../programs/test-video.ts'

const film = (seconds: number, size: string, rate: number, kbits: number, filter = 'null'): Recipe => ({
  sources: [testPattern(seconds, { size, rate }), tone(seconds)],
  options: `-vf ${filter} ${browserOptions} -g ${rate * 2} -b:v ${kbits}k -maxrate ${kbits}k -bufsize ${kbits * 2}k -b:a 64k`,
})

/** The seconds of the film that is long enough to seek in. */
export const longSeconds = 150

const films: Record<string, Recipe> = {
  'film.mp4': film(12, '640x360', 25, 700),
  'other.mp4': film(10, '640x360', 25, 700, 'hue=h=120'),
  // As a screen recording: large, and few pictures a second.
  'long.mp4': film(longSeconds, '1280x720', 10, 1200),
  'lean.mp4': film(12, '854x480', 25, 380),
}

const video = (name: string, attributes = '') =>
  `<video src="../media/${name}" width="640" height="360" controls muted ${attributes}></video>`

/** How the page with hls.js is told what to play. */
export const masterParameter = 'master'

const hlsScript = `
const hls = new Hls()
hls.loadSource(new URLSearchParams(location.search).get('${masterParameter}'))
hls.attachMedia(document.querySelector('video'))`

const fromMatrix = (name: string): MatrixPage => matrixPages.find(page => page.name === name)!

/** The pages of other players whose bytes are counted. */
export const otherPlayers = { 'video.js': 'video-js-setup', Plyr: 'plyr', Vidstack: 'vidstack' }

/** How many videos the page has that nobody plays. */
export const manyVideos = 60

/** The package that is published for the bench. Its films are small, because the machine encodes them. */
export const benchPackage: PackageContent = {
  films,
  pages: [
    htmlPage('one', 'One video', video('film.mp4')),
    htmlPage('long', 'A long video', video('long.mp4')),
    htmlPage('lean', 'A video for a slow line', video('lean.mp4')),
    htmlPage('far', 'A video far below', `<div style="height: 5000px"></div>${video('film.mp4')}`),
    htmlPage(
      'many',
      `${manyVideos} videos`,
      Array.from({ length: manyVideos }, (_, index) => `<p>${video(index % 2 ? 'film.mp4' : 'other.mp4')}</p>`).join(
        '\n',
      ),
    ),
    htmlPage(
      'hls',
      'hls.js without Lectern',
      `<video width="640" height="360" controls muted></video>\n<script>${hlsScript}</script>`,
      {
        head: '<script src="hls.light.min.js"></script>',
        files: { 'hls.light.min.js': { npm: 'hls.js/dist/hls.light.min.js' } },
      },
    ),
    ...Object.values(otherPlayers).map(fromMatrix),
  ],
}
