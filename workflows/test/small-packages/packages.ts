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
}
