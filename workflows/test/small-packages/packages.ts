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

  // tag
  'pages without a head': {
    files: {
      'index.html': '<!doctype html><title>x</title><video src="race.mp4"></video><a href="text.html">text</a>',
      'text.html': 'Only text, but <title>with a title</title>.',
      'race.mp4': video([testPattern(1), tone(1)]),
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['race.mp4'],
  },
  'fragments that a script loads': {
    files: {
      'index.html': page('<script>fetch("part.html")</script>'),
      'part.html': '<p>part</p><video src="race.mp4"></video>',
      'icon.html': '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>',
      'race.mp4': video([testPattern(1), tone(1)]),
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['race.mp4'],
  },
  'fragments that pages lead to': {
    files: {
      'index.html': page('<a href="linked.html">part</a><iframe src="framed.html"></iframe>'),
      'linked.html': '<p>part</p><a href="#top">up</a>',
      'framed.html': '<p>part</p>',
      'own.html': '<p>part</p><a href="own.html">again</a>',
    },
    rootPage: 'index.html',
    findings: ['PLAYER_NOT_INSERTED framed.html', 'PLAYER_NOT_INSERTED linked.html'],
    videos: [],
  },
  'a fragment as start page': {
    files: { 'index.html': '<h1>x</h1>' },
    rootPage: 'index.html',
    findings: ['PLAYER_NOT_INSERTED index.html'],
    videos: [],
  },
  framesets: {
    files: {
      'index.html': '<frameset cols="1,2"><frame src="menu.html"><frame src="page.html"></frameset>',
      'menu.html': '<body><a href="page.html" target="_top">page</a>',
      'page.html': page(),
    },
    rootPage: 'index.html',
    findings: [],
    videos: [],
  },
}
