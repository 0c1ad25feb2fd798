import { browserOptions, testPattern, tone } from '../../../sandbox/programs/test-video.ts'
import { changed, part, type SmallPackage, video } from './small-package.ts'

const page = (body = '') => `<!doctype html><html><head><title>x</title></head><body>${body}</body></html>`

const small = (seconds: number) => testPattern(seconds, { size: '64x48', rate: 10 })
const webmOptions = '-c:v libvpx -deadline realtime'
const transportOptions = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -f mpegts'
const key = '76a6c65c5ea762046bd749a2e632ccbb'

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
  // video
  'an empty script, after another package had an empty video': {
    files: { 'index.html': page('<script src="step.js"></script>'), 'step.js': '' },
    rootPage: 'index.html',
    findings: [],
    videos: [],
  },
  'an empty video, and a text with the bytes of a broken one': {
    files: {
      'index.html': page('<video src="empty.mp4"></video><video src="film.mp4"></video>'),
      ...{ 'empty.mp4': '', 'film.mp4': 'not a video', 'notes.txt': 'not a video' },
    },
    rootPage: 'index.html',
    findings: ['VIDEO_UNREADABLE empty.mp4', 'VIDEO_UNREADABLE film.mp4'],
    videos: [],
  },
  'sound that is named like a video': {
    files: {
      'index.html': page('<video src="sound.mp4"></video><audio src="song.ogg"></audio>'),
      ...{ 'sound.mp4': video([tone(1)]), 'sound.m4a': video([tone(1)]) },
      'song.ogg': video([tone(1)], '-c:a libvorbis', 'ogg'),
      'speech.webm': video([tone(1)], '-c:a libopus', 'webm'),
    },
    rootPage: 'index.html',
    findings: [],
    videos: [],
  },
  'two films with one name, and one film in two formats': {
    files: {
      'index.html': page(
        '<video src="intro.mp4"></video><video src="intro.mov"></video><video src="talk.mp4"></video>',
      ),
      'intro.mp4': video([small(1)]),
      'intro.mov': video([small(3)], browserOptions, 'mov'),
      'talk.mp4': video([small(2)]),
      'talk.webm': video([small(2)], webmOptions, 'webm'),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_ALTERNATE_SOURCE talk.webm'],
    videos: ['intro.mov', 'intro.mp4', 'talk.mp4'],
  },
  'formats in folders of their own': {
    files: {
      'index.html': page('<video><source src="mp4/walk.mp4"><source src="webm/walk.webm"></video>'),
      'mp4/walk.mp4': video([small(1)]),
      'webm/walk.webm': video([small(1)], webmOptions, 'webm'),
      'webm/other.webm': video([small(1)], webmOptions, 'webm'),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_ALTERNATE_SOURCE webm/walk.webm'],
    videos: ['mp4/walk.mp4', 'webm/other.webm'],
  },
  'a broken mp4 beside a whole webm': {
    files: {
      'index.html': page('<video><source src="film.mp4"><source src="film.webm"></video>'),
      'film.mp4': 'not a video',
      'film.webm': video([small(1)], webmOptions, 'webm'),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_ALTERNATE_BROKEN film.mp4'],
    videos: ['film.webm'],
  },
  'a recording of a browser, without a length': {
    files: {
      'index.html': page('<video src="recording.webm"></video>'),
      'recording.webm': video([small(2), tone(2)], `${webmOptions} -c:a libopus -live 1`, 'webm'),
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['recording.webm'],
  },
  'videos of which a part is missing': {
    files: {
      'index.html': page(
        '<video src="start.mp4"></video><video src="start.webm"></video><video src="long.mp4"></video>',
      ),
      'start.mp4': part(video([testPattern(4, { size: '160x90' })]), 0.6),
      'start.webm': part(video([testPattern(8, { size: '160x90' })], webmOptions, 'webm'), 0.5),
      // Its data says that it is longer than the file, but every sample is there.
      'long.mp4': changed(video([small(1)]), bytes => {
        const data = bytes.indexOf('mdat') - 4
        bytes.writeUInt32BE(bytes.readUInt32BE(data) + 5_000, data)
      }),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_TRUNCATED start.mp4', 'VIDEO_TRUNCATED start.webm'],
    videos: ['long.mp4'],
  },
  'a copy-protected video': {
    files: {
      'index.html': page('<video src="bought.mp4"></video>'),
      'bought.mp4': video(
        [small(1)],
        `${browserOptions} -encryption_scheme cenc-aes-ctr -encryption_key ${key} -encryption_kid ${key}`,
      ),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_PROTECTED bought.mp4'],
    videos: [],
  },
  'transport streams, programs, and an own stream': {
    files: {
      'index.html': page(
        '<script src="src/main.js"></script><video src="camera.mts"></video><video src="broken.ts"></video>',
      ),
      ...{
        'src/main.js': '',
        'src/main.ts': 'export const one = 1',
        'src/part.mts': 'export const two = 2',
        'broken.ts': '',
      },
      'camera.mts': video([small(2)], transportOptions, 'ts'),
      'lecture.ts': video([small(1)], transportOptions, 'ts'),
      'disc.vob': video([small(1)], '-c:v mpeg2video -f vob', 'vob'),
      'hls/index.m3u8': '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nparts/0.ts\n#EXT-X-ENDLIST\n',
      'hls/parts/0.ts': video([small(1)], transportOptions, 'ts'),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_UNREADABLE broken.ts'],
    videos: ['camera.mts', 'disc.vob', 'lecture.ts'],
  },
  'a playlist and a script that are named like videos': {
    files: {
      'index.html': page('<video src="list.mp4"></video><video src="concat.mp4"></video>'),
      'list.mp4': '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n',
      'concat.mp4': "ffconcat version 1.0\nfile 'http://127.0.0.1:9/secret.mp4'\nfile '/etc/passwd'\n",
    },
    rootPage: 'index.html',
    findings: ['VIDEO_UNREADABLE concat.mp4', 'VIDEO_UNREADABLE list.mp4'],
    videos: [],
  },
}
