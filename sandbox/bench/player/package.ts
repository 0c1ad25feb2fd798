import type { PackageContent } from '../../matrix/package-folder.ts'
import type { MatrixPage } from '../../matrix/page.ts'
import { htmlPage } from '../../matrix/pages/html-page.ts'
import { pages as matrixPages } from '../../matrix/pages/pages.ts'
import type { Recipe } from '../../matrix/videos.ts'
import { browserOptions, testPattern, tone } from '../../programs/test-video.ts'

const recipe = (picture: string, rate: number, kbits: number): Recipe => ({
  sources: [picture, tone(12)],
  options: `-shortest ${browserOptions} -g ${rate * 2} -b:v ${kbits}k -maxrate ${kbits}k -bufsize ${kbits * 2}k -b:a 64k`,
})

/** The seconds of the video that is long enough to seek in. */
export const longSeconds = 120

const videos: Record<string, Recipe> = {
  'film.mp4': recipe(testPattern(12, { rate: 25 }), 25, 700),
  'other.mp4': recipe(`${testPattern(12, { rate: 25 })},hue=h=120`, 25, 700),
  'lean.mp4': recipe(testPattern(12, { size: '854x480', rate: 25 }), 25, 380),
  // Like a lesson filmed with a telephone: little moves, and the noise is lost in small renditions. So they need much less
  // than the large ones, which the constant test pattern does not.
  'long.mp4': {
    sources: [`testsrc=size=1280x720:rate=10:duration=${longSeconds},noise=alls=10:allf=t`, tone(longSeconds)],
    options: `${browserOptions} -g 20 -b:v 2500k -maxrate 2500k -bufsize 5000k`,
  },
}

const video = (name: string, { width = 640, height = 360 } = {}) =>
  `<video src="../media/${name}" width="${width}" height="${height}" controls muted></video>`

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

/** The package that is published for the bench. Its videos are small, because the machine encodes them. */
export const benchPackage: PackageContent = {
  videos,
  pages: [
    htmlPage('one', 'One video', video('film.mp4')),
    htmlPage('long', 'A long video', video('long.mp4')),
    htmlPage('wide', 'A long video as wide as the window', video('long.mp4', { width: 1152, height: 648 })),
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
