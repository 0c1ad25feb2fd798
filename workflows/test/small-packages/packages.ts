import { testPattern, tone } from '../../../sandbox/programs/test-video.ts'
import { type SmallPackage, video } from './small-package.ts'

const page = (body = '') => `<!doctype html><html><head><title>x</title></head><body>${body}</body></html>`

/** Small packages by name, each with the findings, videos, and start page that it must have. */
export const packages: Record<string, SmallPackage> = {
  'a whole lesson': {
    files: {
      'index.html': page('<video src="films/race.mp4"></video><img src="hare.svg">'),
      'hare.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'films/race.mp4': video([testPattern(1), tone(1)]),
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['films/race.mp4'],
  },
  // case
  'links in another letter case or with other accents': {
    files: {
      'index.html': page(
        [
          '<img src="Bilder/Hase.PNG">',
          '<a href="KAPITEL/">one</a>',
          `<img src="${'bilder/F\u00fcchse.png'.normalize('NFD')}">`,
          '<video src="FILME/Race.MP4"></video>',
          '<img src="bilder/hase.png"><a href="kapitel/"><a href="kapitel/index.htm">',
          '<img src="bilder/fuchse.png">',
        ].join('\n'),
      ),
      'bilder/hase.png': 'x',
      'bilder/F\u00fcchse.png': 'x',
      'kapitel/index.htm': page(),
      'filme/race.mp4': video([testPattern(1), tone(1)]),
    },
    rootPage: 'index.html',
    findings: [
      'LINK_LETTER_CASE index.html 1',
      'LINK_LETTER_CASE index.html 2',
      'LINK_UNICODE_FORM index.html 3',
      'LINK_LETTER_CASE index.html 4',
      'LINK_MISSING index.html 6',
    ],
    videos: ['filme/race.mp4'],
  },
  'names with percent signs and doubled slashes': {
    files: {
      'index.html': page('<img src="100%.png"><img src="a//b.png">\n<img src="a #1.png">\n<img src="a//c.png">'),
      '100%.png': 'x',
      'a/b.png': 'x',
      'a #1.png': 'x',
    },
    rootPage: 'index.html',
    findings: ['LINK_SPECIAL_CHARACTERS index.html 2', 'LINK_MISSING index.html 3'],
    videos: [],
  },
  'captions for every ear': {
    files: {
      'index.html': page('<video src="film.mp4"></video>'),
      'film.mp4': video([testPattern(1), tone(1)]),
      ...Object.fromEntries(
        [
          'film',
          'film.en',
          'film.en.sdh',
          'film.sdh.de',
          'Film.forced.fr',
          'film.pt_BR',
          'film.sdh',
          'film_sdh_en',
        ].map(name => [`${name}.vtt`, 'WEBVTT\n\n00:00.000 --> 00:01.000\nHare\n']),
      ),
    },
    rootPage: 'index.html',
    findings: ['CAPTIONS_WITHOUT_VIDEO film_sdh_en.vtt'],
    videos: ['film.mp4'],
  },
  'scripts and styles by other names': {
    files: {
      'index.html': page(
        '<script src="a.txt"></script><script>new Worker("b.dat")</script><link rel="stylesheet" href="c">',
      ),
      'a.txt': 'one()',
      'b.dat': 'two()',
      c: '@import "d.inc"',
      'd.inc': 'b{}',
      'Build/game.wasm.br': 'x',
      'hand.cur': 'x',
      'hare.svgz': 'x',
    },
    rootPage: 'index.html',
    findings: [],
    videos: [],
  },
}
