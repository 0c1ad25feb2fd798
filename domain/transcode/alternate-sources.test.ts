import { expect, test } from 'vitest'
import { videoExtensions } from '../files/video-files.ts'
import { findAlternateSources } from './alternate-sources.ts'

/** A whole video of this length in seconds; null for a broken one of unknown length. */
const video = (path: string, durationSeconds: number | null = 5, width = 640) => ({
  ...{ path, isBroken: durationSeconds === null, durationSeconds, width, height: 360 },
})

const alternates = (videos: ReturnType<typeof video>[], elements: string[][] = []) =>
  Object.fromEntries(findAlternateSources(videos, elements))

test('of files with one name and one length, the extension that comes first is encoded', () => {
  for (let extensions = videoExtensions; extensions.length > 1; extensions = extensions.slice(1)) {
    const [first, ...others] = extensions.map(extension => `a/intro.${extension}`)
    expect(alternates([first!, ...others].reverse().map(path => video(path)))).toEqual(
      Object.fromEntries(others.map(path => [path, first])),
    )
  }
})

test.each([
  ['half a second', 5, 5.5, true],
  ['more than half a second', 5, 5.6, false],
  ['one percent', 600, 606, true],
  ['more than one percent', 600, 607, false],
  ['another video', 5, 9, false],
])('files with one name are the same video if their lengths differ by %s: %d and %d seconds', (_, one, other, same) => {
  for (const extension of ['mov', 'avi', 'flv', 'webm'])
    expect(alternates([video('intro.mp4', one), video(`intro.${extension}`, other)])).toEqual(
      same ? { [`intro.${extension}`]: 'intro.mp4' } : {},
    )
})

test('names are compared without letter case, in one folder, up to the last dot', () => {
  expect(alternates([video('Über.MP4'), video('über.webm')])).toEqual({ 'über.webm': 'Über.MP4' })
  const others = ['a/intro.webm', 'b/intro.mp4', 'a/intro.1.mp4', 'a/intro 2.mp4', 'a.mp4']
  expect(alternates(others.map(path => video(path)))).toEqual({})
})

test('sources of one <video> are the same video, whatever their names, folders, and lengths', () => {
  const videos = [video('mp4/intro.mp4'), video('webm/intro.webm', 7), video('large.mp4', 5, 1920), video('other.mp4')]
  expect(alternates(videos, [['mp4/intro.mp4', 'webm/intro.webm', 'gone.ogv'], ['other.mp4']])).toEqual({
    'webm/intro.webm': 'mp4/intro.mp4',
  })
  expect(alternates(videos, [['mp4/intro.mp4', 'large.mp4']])).toEqual({ 'mp4/intro.mp4': 'large.mp4' })
})

test('two pages that share a source make one group', () => {
  const videos = ['a.mp4', 'b.webm', 'c.ogv'].map(path => video(path))
  expect(
    alternates(videos, [
      ['b.webm', 'c.ogv'],
      ['a.mp4', 'b.webm'],
    ]),
  ).toEqual({ 'b.webm': 'a.mp4', 'c.ogv': 'a.mp4' })
})

test('a whole video stands for a broken one in its <video> or with its name and length, and a broken one for none', () => {
  const truncated = { ...video('film.mp4', 60), isBroken: true }
  expect(alternates([truncated, video('film.webm', 60.3)])).toEqual({ 'film.mp4': 'film.webm' })
  expect(alternates([truncated, video('film.mov', 9)])).toEqual({})
  expect(alternates([video('film.mp4', null), video('film.webm')])).toEqual({})
  expect(alternates([video('a.mp4', null), video('b.webm')], [['a.mp4', 'b.webm']])).toEqual({ 'a.mp4': 'b.webm' })
  expect(alternates([video('a.mp4', null), video('a.webm', null)], [['a.mp4', 'a.webm']])).toEqual({})
})
