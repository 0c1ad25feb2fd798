import type { ExaminedVideo } from '@lectern/domain/findings/examined-package'
import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, onlyFinding, wholeVideo } from '../../test/examined-package.ts'

const packageWith = (overrides: Partial<ExaminedVideo>, page = '<video controls src="a.mp4"></video>') =>
  buildExaminedPackage(
    { 'index.html': `<html><head></head><body>${page}</body></html>`, 'a.mp4': 1 },
    { videos: [wholeVideo('a.mp4', 12, overrides)] },
  )

const ends = { pictureEndSeconds: 2 }
const begins = { pictureStartSeconds: 3 }

test.each([
  [ends, 'The picture ends at 0:02, and the sound goes on.'],
  [begins, 'The picture begins only at 0:03.'],
  [{ ...begins, pictureEndSeconds: 7 }, 'The picture begins only at 0:03. The picture ends at 0:07, and the sound'],
])('a video that browsers play stays a file if its sound goes on without the picture: %j', (times, message) => {
  const pkg = packageWith(times)
  expect(findingLines(pkg)).toEqual(['VIDEO_NOT_STREAMED a.mp4'])
  expect(onlyFinding(pkg, 'VIDEO_NOT_STREAMED')).toMatchObject({ severity: 'INFO' })
  expect(onlyFinding(pkg, 'VIDEO_NOT_STREAMED').message).toContain(message)
})

test.each([
  [ends, 'The picture ends at 0:02; after that teachers see black.', 'Export the video with the picture to the end.'],
  [
    begins,
    'The picture begins at 0:03; before that teachers see black.',
    'Export the video with the picture from the beginning to the end.',
  ],
])('any other gets black, with a warning: %j', (times, message, remedy) => {
  const pkg = packageWith({ ...times, browserPlayable: false })
  expect(findingLines(pkg)).toEqual(['VIDEO_PICTURE_SHORT a.mp4'])
  expect(onlyFinding(pkg, 'VIDEO_PICTURE_SHORT')).toMatchObject({ severity: 'WARNING', message, remedy })
})

test.each<[string, Partial<ExaminedVideo>]>([
  ['the picture lasts as long as the sound', {}],
  ['half a second is missing', { pictureStartSeconds: 0.5, pictureEndSeconds: 11.5 }],
  ['an older probe did not say', { pictureStartSeconds: null, pictureEndSeconds: null }],
  ['the video is broken', { ...ends, problem: 'It is broken.', problemCode: 'UNREADABLE' }],
])('says nothing about picture and sound if %s', (_, overrides) => {
  expect(findingLines(packageWith(overrides)).filter(line => !line.startsWith('VIDEO_UNREADABLE'))).toEqual([])
})

test('names the sound track that is streamed', () => {
  const pkg = packageWith({ soundTracks: 2, soundTrack: 2 })
  expect(findingLines(pkg)).toEqual(['VIDEO_SOUND_TRACKS a.mp4'])
  expect(onlyFinding(pkg, 'VIDEO_SOUND_TRACKS')).toMatchObject({
    severity: 'INFO',
    message: 'The video has 2 sound tracks. Track 2 is streamed, because it is the default; the other one is not.',
  })
  expect(findingLines(packageWith({ ...ends, soundTracks: 2, soundTrack: 1 }))).toEqual(['VIDEO_NOT_STREAMED a.mp4'])
})

test('says nothing about decoration, which has no sound and stays a file anyway', () => {
  const loop = '<video muted loop autoplay src="a.mp4"></video>'
  const pkg = packageWith({ ...ends, soundTracks: 2, isDecorationCandidate: true }, loop)
  expect(findingLines(pkg)).toEqual(['VIDEO_DECORATIVE a.mp4'])
})
