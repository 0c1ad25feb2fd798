import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { describe, expect, test } from 'vitest'
import {
  buildExaminedPackage,
  checkPackage,
  findingLines,
  onlyFinding,
  wholeVideo,
} from '../../test/examined-package.ts'

const page = (body: string) => `<html><head></head><body>\n${body}</body></html>`
const problem = (path: string, problemCode: VideoProblemCode | null) => ({
  ...{ path, problem: 'It is broken.', problemCode, isDecorationCandidate: false, browserPlayable: false },
  ...{ soundTracks: null, soundTrack: null, pictureStartSeconds: null, pictureEndSeconds: null },
  ...{ hasAudio: false, durationSeconds: null, width: null, height: null },
})

test.each([
  ['VIDEO_UNREADABLE', 'ERROR', 'UNREADABLE'],
  ['VIDEO_UNREADABLE', 'ERROR', 'NO_LENGTH'],
  ['VIDEO_TRUNCATED', 'ERROR', 'TRUNCATED'],
  ['VIDEO_PROTECTED', 'ERROR', 'PROTECTED'],
  ['VIDEO_WITHOUT_PICTURE', 'WARNING', 'NO_PICTURE'],
] as const)('reports %s (%s) if the probe found %s', (code, severity, problemCode) => {
  const pkg = buildExaminedPackage({ 'v.mp4': 1 }, { videos: [problem('v.mp4', problemCode)] })
  expect(findingLines(pkg)).toEqual([`${code} v.mp4`])
  expect(onlyFinding(pkg, code)).toMatchObject({ severity, message: 'It is broken.' })
})

test('accepts audio with the name of a video, whatever plays it, and does not treat it as an alternate source', () => {
  const files = {
    'index.html': page('<audio src="a.ogg"></audio><video src="b.mp4"></video>'),
    'a.ogg': 1,
    'a.mp4': 1,
    'b.mp4': 1,
  }
  const sound = (path: string) => ({ ...problem(path, 'NO_PICTURE'), hasAudio: true })
  const pkg = buildExaminedPackage(files, { videos: [sound('a.ogg'), sound('b.mp4'), wholeVideo('a.mp4')] })
  expect(findingLines(pkg)).toEqual([])
  expect(checkPackage(pkg).videos).toEqual([{ path: 'a.mp4', decorative: false, alternateOf: null }])
})

describe('a broken file that only an <audio> names', () => {
  const song = page('<audio><source src="song.ogg"></audio>')

  test.each(['UNREADABLE', 'TRUNCATED', 'NO_LENGTH', 'PROTECTED'] as const)('is a broken sound: %s', problemCode => {
    const files = { 'index.html': song, 'song.ogg': 1 }
    const pkg = buildExaminedPackage(files, { videos: [problem('song.ogg', problemCode)] })
    expect(findingLines(pkg)).toEqual(['SOUND_UNREADABLE song.ogg'])
    expect(onlyFinding(pkg, 'SOUND_UNREADABLE').message).toContain('The sound cannot be read.')
    expect(checkPackage(pkg)).toMatchObject({ videos: [], sounds: ['song.ogg'] })
  })

  test('is an empty sound', () => {
    const files = { 'index.html': song, 'song.ogg': 0 }
    const pkg = buildExaminedPackage(files, { videos: [problem('song.ogg', 'UNREADABLE')] })
    expect(findingLines(pkg)).toEqual(['FILE_EMPTY index.html 2'])
    expect(checkPackage(pkg)).toMatchObject({ videos: [], sounds: ['song.ogg'] })
  })

  test('is a broken video if a <video> names it too, or if nothing does', () => {
    for (const body of ['<audio src="song.ogg"></audio><video src="song.ogg"></video>', '']) {
      const files = { 'index.html': page(body), 'song.ogg': 1 }
      const pkg = buildExaminedPackage(files, { videos: [problem('song.ogg', 'UNREADABLE')] })
      expect(findingLines(pkg)).toEqual(['VIDEO_UNREADABLE song.ogg'])
      expect(checkPackage(pkg)).toMatchObject({ videos: [{ path: 'song.ogg' }], sounds: [] })
    }
  })
})

test('a truncated sound is not a video, whatever names it', () => {
  for (const body of ['<audio src="a.mp4"></audio>', '<video src="a.mp4"></video>', '<a href="a.mp4">a</a>', '']) {
    const pkg = buildExaminedPackage(
      { 'index.html': page(body), 'a.mp4': 1 },
      { videos: [problem('a.mp4', 'SOUND_TRUNCATED')] },
    )
    expect(findingLines(pkg)).toEqual(['SOUND_UNREADABLE a.mp4'])
    expect(onlyFinding(pkg, 'SOUND_UNREADABLE').message).toBe('It is broken.')
    expect(checkPackage(pkg)).toMatchObject({ videos: [], sounds: ['a.mp4'] })
  }
})

test('reports whatever a page shows as a video and is not one', () => {
  for (const name of [
    'film.m2v',
    'film.divx',
    'film.mxf',
    'film.qt',
    'film.rm',
    'film.mk3d',
    'film.3gpp',
    'film.gif',
  ]) {
    const pkg = buildExaminedPackage({ 'index.html': page(`<video src="${name}"></video>`), [name]: 1 })
    expect(findingLines(pkg)).toEqual([`VIDEO_UNREADABLE ${name}`])
    expect(onlyFinding(pkg, 'VIDEO_UNREADABLE')).toMatchObject({ severity: 'ERROR' })
  }
  const both = page('<video><source src="film.mp4"><source src="film.m2v"></video>')
  const files = { 'index.html': both, 'film.mp4': 1, 'film.m2v': 1 }
  const pkg = buildExaminedPackage(files, { videos: [wholeVideo('film.mp4')] })
  expect(onlyFinding(pkg, 'VIDEO_UNREADABLE')).toMatchObject({ path: 'film.m2v', severity: 'WARNING' })
})

test.each(['song.mp3', 'live.m3u8', '#', 'index.html', 'player.php'])(
  'accepts what is not a video and plays in a <video>, or is not a file: %s',
  name => {
    const files = { 'index.html': page(`<video src="${name}"></video>`), ...(name.includes('.') && { [name]: 1 }) }
    const index = { 'index.html': page(`<video src="${name}"></video>`) }
    const pkg = buildExaminedPackage({ ...files, ...index })
    expect(findingLines(pkg).filter(line => line.startsWith('VIDEO_UNREADABLE'))).toEqual([])
  },
)

test('reports a <video> without a file in the package once, not for each link', () => {
  const twoSources = '<video>\n<source src="a.mp4"><source src="a.webm"></video>'
  const pkg = buildExaminedPackage({ 'index.html': page(twoSources) })
  expect(findingLines(pkg)).toEqual(['VIDEO_WITHOUT_FILE index.html 3'])
  expect(onlyFinding(pkg, 'VIDEO_WITHOUT_FILE').message).toContain('"a.mp4", "a.webm"')
  const external = buildExaminedPackage({ 'index.html': page('<video src="https://x.org/a.mp4"></video>') })
  expect(onlyFinding(external, 'VIDEO_WITHOUT_FILE').message).toContain('comes from another site')
  expect(findingLines(buildExaminedPackage({ 'index.html': page(twoSources), 'a.mp4': 1 }))).toEqual([
    'LINK_MISSING index.html 3',
  ])
  expect(onlyFinding(pkg, 'VIDEO_WITHOUT_FILE').severity).toBe('ERROR')
  expect(onlyFinding(external, 'VIDEO_WITHOUT_FILE').severity).toBe('WARNING')
  const other = '<video><source src="f.webm"><source src="https://x.org/a.mp4"></video>'
  expect(onlyFinding(buildExaminedPackage({ 'index.html': page(other) }), 'VIDEO_WITHOUT_FILE')).toMatchObject({
    severity: 'WARNING',
    message: expect.stringContaining('"https://x.org/a.mp4" comes from another site'),
  })
  expect(findingLines(buildExaminedPackage({ 'index.html': page('<video poster="p.png"></video>') }))).toEqual([
    'LINK_MISSING index.html 2',
  ])
})

test.each([
  ['is on the local disk', '<video src="C:\\a.mp4"></video>', 'LINK_LOCAL_DISK index.html 2'],
  ['is outside the package', '<video src="../a.mp4"></video>', 'LINK_OUTSIDE index.html 2'],
  ['comes over http', '<video src="http://x.org/a.mp4"></video>', 'VIDEO_WITHOUT_FILE index.html 2'],
  ['has a placeholder as its file', '<video src="{{ video }}"></video>', ''],
])('reports a video once that %s', (_, markup, line) => {
  expect(findingLines(buildExaminedPackage({ 'index.html': page(markup) })).join()).toBe(line)
})

test.each([
  ['video', 'mp4'],
  ['audio', 'mp3'],
])('reports missing alternates of a %s once, as a WARNING', (tag, extension) => {
  const sources = ['webm', 'ogv', 'mov', 'avi'].map(other => `\n<source src="a.${other}">`).join('')
  const markup = page(`<${tag}><source src="a.${extension}">${sources}</${tag}>`)
  const pkg = buildExaminedPackage({ 'index.html': markup, 'b.html': markup, [`a.${extension}`]: 1 })
  expect(findingLines(pkg)).toEqual(['LINK_MISSING b.html 3'])
  expect(onlyFinding(pkg, 'LINK_MISSING')).toMatchObject({ severity: 'WARNING', placeCount: 8 })
  expect(onlyFinding(pkg, 'LINK_MISSING').message).toContain('"a.webm", "a.ogv", "a.mov", "a.avi"')
  expect(onlyFinding(pkg, 'LINK_MISSING').remedy).toContain('other formats of the same')
})

test('reports a sound without any of its files once', () => {
  const markup = page('<audio><source src="a.mp3"><source src="a.ogg"></audio>')
  const pkg = buildExaminedPackage({ 'index.html': markup, 'z.html': markup })
  expect(findingLines(pkg)).toEqual(['LINK_MISSING index.html 2'])
  expect(onlyFinding(pkg, 'LINK_MISSING')).toMatchObject({ severity: 'ERROR', placeCount: 2 })
  expect(onlyFinding(pkg, 'LINK_MISSING').message).toContain('none of its files exists: "a.mp3", "a.ogg"')
})

test.each([
  '<a href="a.mp4">a</a>',
  '<embed src="a.mp4">',
  '<object data="a.mp4"></object>',
  '<iframe src="a.mp4"></iframe>',
])('reports a video that appears only in %s, with the markup to use', markup => {
  for (const path of ['a.mp4', 'a.ts']) {
    const files = { 'index.html': page(markup.replace('a.mp4', path)), [path]: 1 }
    const pkg = buildExaminedPackage(files, { videos: [wholeVideo(path)] })
    expect(findingLines(pkg)).toEqual(['VIDEO_NOT_EMBEDDED index.html 2'])
    expect(onlyFinding(pkg, 'VIDEO_NOT_EMBEDDED')).toMatchObject({ severity: 'WARNING' })
    expect(onlyFinding(pkg, 'VIDEO_NOT_EMBEDDED').remedy).toContain(`<video controls src="${path}"></video>`)
  }
})

test('accepts a link to a video if any page shows the video or an alternate source', () => {
  const files = {
    'index.html': page('<a href="a.mp4">a</a>'),
    'a.mp4': 1,
    'b.html': page('<video src="A.mov">'),
    'A.mov': 1,
  }
  expect(findingLines(buildExaminedPackage(files, { videos: [wholeVideo('a.mp4'), wholeVideo('A.mov')] }))).toEqual([
    'VIDEO_ALTERNATE_SOURCE A.mov',
  ])
})

test('reports alternate sources, and never that one is not needed', () => {
  const files = { 'a.mp4': 1, 'A.ogv': 1, 'a.webm': 1, 'b.webm': 1, 'a.mov': 1 }
  const videos = [...['a.mp4', 'A.ogv', 'a.webm', 'b.webm'].map(path => wholeVideo(path)), wholeVideo('a.mov', 9)]
  const pkg = buildExaminedPackage(files, { videos })
  expect(findingLines(pkg)).toEqual(['VIDEO_ALTERNATE_SOURCE A.ogv', 'VIDEO_ALTERNATE_SOURCE a.webm'])
  for (const { severity, message, remedy } of checkPackage(pkg).findings) {
    expect(severity).toBe('INFO')
    expect(`${message} ${remedy}`).not.toMatch(/delete|no longer/)
  }
})

test('reports a broken video that a whole one stands for, and streams the whole one', () => {
  const files = {
    'index.html': page('<video><source src="a.mp4"><source src="a.webm"></video>'),
    'a.mp4': 1,
    'a.webm': 1,
  }
  const pkg = buildExaminedPackage(files, { videos: [problem('a.mp4', 'TRUNCATED'), wholeVideo('a.webm')] })
  expect(onlyFinding(pkg, 'VIDEO_ALTERNATE_BROKEN')).toMatchObject({
    ...{ path: 'a.mp4', severity: 'WARNING', message: 'It is broken. Lectern streams "a.webm" in its place.' },
  })
  expect(checkPackage(pkg).findings).toHaveLength(1)
  const loop = page('<video muted loop autoplay><source src="a.mp4"><source src="a.webm"></video>')
  const small = { ...wholeVideo('a.webm'), isDecorationCandidate: true }
  const decoration = buildExaminedPackage(
    { ...files, 'index.html': loop },
    { videos: [problem('a.mp4', 'TRUNCATED'), small] },
  )
  expect(onlyFinding(decoration, 'VIDEO_ALTERNATE_BROKEN').message).toContain('Browsers play "a.webm" in its place.')
  expect(checkPackage(pkg).videos!.map(({ path, alternateOf }) => [path, alternateOf])).toEqual([
    ['a.mp4', 'a.webm'],
    ['a.webm', null],
  ])
})

describe('a file whose name programs have too', () => {
  const videosOf = (files: Record<string, string | number>, videos = [wholeVideo('film.ts'), wholeVideo('hls/0.ts')]) =>
    checkPackage(buildExaminedPackage(files, { videos })).videos!.map(({ path }) => path)

  test('is a video if its picture can be read', () =>
    expect(videosOf({ 'film.ts': 1 })).toEqual(['film.ts', 'hls/0.ts']))

  test("is not a video beside or below the playlist of an author's own stream, unless a <video> names it", () => {
    const stream = { 'film.ts': 1, 'hls/0.ts': 1, 'hls/1.ts': 1, 'hls/index.m3u8': 1 }
    expect(videosOf(stream)).toEqual(['film.ts'])
    expect(videosOf({ ...stream, 'index.m3u8': 1 })).toEqual(['film.ts'])
    expect(videosOf({ ...stream, 'index.html': page('<video src="hls/0.ts"></video>') })).toEqual([
      'film.ts',
      'hls/0.ts',
    ])
  })

  test('is a part of a stream only beside others that differ in numbers, and at the top only in the same folder', () => {
    const top = { 'index.m3u8': 1, 'part1.ts': 1, 'part2.ts': 1, 'film.ts': 1, 'day/film1.ts': 1, 'day/film2.ts': 1 }
    const names = Object.keys(top).filter(name => name.endsWith('.ts'))
    expect(
      videosOf(
        top,
        names.map(path => wholeVideo(path)),
      ),
    ).toEqual(['film.ts', 'day/film1.ts', 'day/film2.ts'])
    const below = { 'hls/index.m3u8': 1, 'hls/720p/0.ts': 1, 'hls/720p/1.ts': 1, 'hls/talk.ts': 1 }
    const belowNames = Object.keys(below).filter(name => name.endsWith('.ts'))
    expect(
      videosOf(
        below,
        belowNames.map(path => wholeVideo(path)),
      ),
    ).toEqual(['hls/talk.ts'])
  })

  test('is an empty file, and nothing else, if it has no bytes', () => {
    const files = { 'step.ts': 0, 'index.html': page('<video src="step.ts"></video>') }
    expect(findingLines(buildExaminedPackage(files))).toEqual(['FILE_EMPTY index.html 2'])
  })

  test('has a finding only if a <video> names it and it is not a video', () => {
    const files = { 'program.ts': 1, 'index.html': page('<video src="program.ts"></video>') }
    expect(findingLines(buildExaminedPackage(files))).toEqual(['VIDEO_UNREADABLE program.ts'])
    expect(findingLines(buildExaminedPackage({ 'program.ts': 1 }))).toEqual([])
  })
})

describe('a video that pages show as decoration', () => {
  const loop = '<video muted loop autoplay src="a.mp4"></video>'
  const small = [{ ...wholeVideo('a.mp4'), isDecorationCandidate: true }]
  const findingsOf = (body: string, videos: typeof small = small) =>
    findingLines(buildExaminedPackage({ 'index.html': page(body), 'a.mp4': 1 }, { videos }))

  test('is reported as staying an mp4', () => expect(findingsOf(loop)).toEqual(['VIDEO_DECORATIVE a.mp4']))

  test.each([
    ['has controls', '<video muted loop autoplay controls src="a.mp4"></video>'],
    ['has sound', '<video loop autoplay src="a.mp4"></video>'],
    ['plays once', '<video muted autoplay src="a.mp4"></video>'],
    ['waits for a click', '<video muted loop src="a.mp4"></video>'],
    ['is shown elsewhere too', `${loop}<video controls src="a.mp4"></video>`],
    ['is linked', `${loop}<a href="a.mp4">a</a>`],
  ])('is an ordinary video if it %s', (_, body) => expect(findingsOf(body)).toEqual([]))

  test('is an ordinary video if it is large, long, or not browser-playable', () =>
    expect(findingsOf(loop, [{ ...small[0]!, isDecorationCandidate: false }])).toEqual([]))

  test('is also recognized by its sources', () =>
    expect(findingsOf('<video muted loop autoplay><source src="a.mp4"></video>')).toEqual(['VIDEO_DECORATIVE a.mp4']))
})
