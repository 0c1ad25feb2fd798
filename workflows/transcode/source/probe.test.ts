import { describe, expect, test } from 'vitest'
import { soundOf } from './ffprobe-output.ts'
import { missingPart, parseFfprobe } from './probe.ts'
import { truncatedSound, truncatedVideo } from './video-problems.ts'

const container = { isWebm: false, isMoovFirst: true, tracks: [], bytes: 1_000_000 }
const video = {
  ...{ codec_type: 'video', codec_name: 'h264', pix_fmt: 'yuv420p', width: 1920, height: 1080 },
  ...{ avg_frame_rate: '30000/1001', r_frame_rate: '30000/1001', field_order: 'progressive' },
}
const audio = { codec_type: 'audio', codec_name: 'aac', channels: 2 }
const cover = { ...video, codec_name: 'mjpeg', width: 600, height: 600, disposition: { attached_pic: 1 } }
const format = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', duration: '12.5' }

const facts = (...streams: object[]) => parseFfprobe({ format, streams: streams as never }, container)

test('returns the size, duration, frame rate, and audio of a video', () => {
  expect(facts(video, audio)).toEqual({
    ...{
      durationSeconds: 12.5,
      pictureStartSeconds: 0,
      pictureEndSeconds: 12.5,
      ...{ soundStartSeconds: null, soundEndSeconds: null, soundTracks: 1, soundTrack: 1 },
      ...{ pictureCodec: 'h264', pictureBitrate: 640_000, assumedColors: 'REC_709' },
      width: 1920,
      height: 1080,
      ...{ sourceWidth: 1920, sourceHeight: 1080, sourceSeconds: 12.5 },
      frameRate: 30000 / 1001,
      hasAudio: true,
    },
    ...{ interlaced: false, hdr: false, browserPlayable: true, fastStart: true, problem: null, problemCode: null },
  })
})

describe('returns the display size of', () => {
  test.each([
    ['a rotated video from a phone', { side_data_list: [{ rotation: -90 }] }, [1080, 1920]],
    ['… with a rotate tag', { tags: { rotate: '270' } }, [1080, 1920]],
    ['… upside down', { side_data_list: [{ rotation: 180 }] }, [1920, 1080]],
    ['a rotation after other side data', { side_data_list: [{}, { rotation: 90 }] }, [1080, 1920]],
    ['a video with non-square pixels', { width: 720, height: 576, sample_aspect_ratio: '64:45' }, [1024, 576]],
    [
      '… and a rotation',
      { width: 720, height: 576, sample_aspect_ratio: '64:45', side_data_list: [{ rotation: 90 }] },
      [576, 1024],
    ],
    ['a video with pixels of unknown shape', { sample_aspect_ratio: '0:1' }, [1920, 1080]],
    ['a video with odd dimensions', { width: 641, height: 359 }, [641, 359]],
  ])('%s', (_, more, [width, height]) => {
    expect(facts({ ...video, ...more })).toMatchObject({ width, height })
  })
})

test('ignores cover art, even if it comes first', () => {
  expect(facts(cover, audio, video)).toMatchObject({ width: 1920, height: 1080 })
  expect(facts(cover, audio)).toMatchObject({ problemCode: 'NO_PICTURE', hasAudio: true })
})

test('uses the default one of several audio tracks to decide whether browsers play it', () => {
  expect(facts(video, audio, { ...audio, codec_name: 'ac3' })).toMatchObject({ hasAudio: true, browserPlayable: true })
  expect(facts(video, { ...audio, codec_name: 'ac3' }, audio)).toMatchObject({ hasAudio: true, browserPlayable: false })
  const secondIsDefault = { ...audio, disposition: { default: 1 } }
  expect(facts(video, { ...audio, codec_name: 'ac3' }, secondIsDefault)).toMatchObject({
    ...{ browserPlayable: true, soundTracks: 2, soundTrack: 2 },
  })
  expect(facts(video)).toMatchObject({ hasAudio: false, browserPlayable: true, soundTracks: null, soundTrack: null })
})

test('a track without channels is not a sound', () => {
  expect(soundOf({ streams: [{ ...audio, channels: 0 }, audio] })).toMatchObject({ track: 1, tracks: 1 })
})

test('the bits of the picture are those of the file without its sounds, whatever a header says', () => {
  const tracks = [
    { type: 'video' as const, start: 0, end: 8 },
    { type: 'audio' as const, start: 0, end: 10 },
  ]
  const sound = { ...audio, bit_rate: '80000' }
  const picture = { ...video, bit_rate: '9000000' }
  const output = { format, streams: [picture, sound] as never }
  // 8,000,000 bits, of which 800,000 are sound.
  expect(parseFfprobe(output, { ...container, tracks })).toMatchObject({ pictureBitrate: 900_000 })
  // A header with a length 30 times too small has a bitrate 30 times too large.
  const misled = { format, streams: [picture, { ...sound, bit_rate: '2400000', duration: '0.333333' }] as never }
  expect(parseFfprobe(misled, { ...container, tracks }).pictureBitrate).toBeCloseTo(900_000, -3)
  expect(parseFfprobe(output, { ...container, bytes: 1000, tracks })).toMatchObject({ pictureBitrate: null })
  expect(parseFfprobe(output, { ...container, bytes: 1e10, tracks })).toMatchObject({ pictureBitrate: 1e9 })
})

test.each(['tt', 'bb', 'tb', 'bt'])('recognizes the field order %s as interlaced', field_order => {
  const fields = { ...video, field_order, avg_frame_rate: '25/1', r_frame_rate: '50/1' }
  expect(facts(fields)).toMatchObject({ interlaced: true, frameRate: 25 })
})

test.each([
  ['smpte2084', true],
  ['arib-std-b67', true],
  ['bt709', false],
])('recognizes %s as HDR: %s', (color_transfer, hdr) => {
  expect(facts({ ...video, color_transfer })).toMatchObject({ hdr })
})

test('converts a variable frame rate to a constant one', () => {
  expect(facts({ ...video, avg_frame_rate: '1380000/50000', r_frame_rate: '30/1' })).toMatchObject({ frameRate: 30 })
})

test('a video is as long as its picture and sound together, from the first sample on', () => {
  const sound = { ...audio, start_time: '-0.02', duration: '12' }
  expect(facts({ ...video, start_time: '0', duration: '10' }, sound)).toMatchObject({
    ...{ durationSeconds: 12, pictureStartSeconds: 0, pictureEndSeconds: 10 },
  })
  const webm = { ...video, tags: { DURATION: '00:01:02.500000000' } }
  expect(facts(webm, audio)).toMatchObject({ durationSeconds: 62.5 })
  const late = { ...video, start_time: '3601', duration: '4' }
  expect(facts(late, { ...audio, start_time: '3600', duration: '2' })).toMatchObject({
    ...{ durationSeconds: 5, pictureStartSeconds: 1, pictureEndSeconds: 5 },
  })
})

test('the samples of a container count more than what its header says', () => {
  const tracks = [
    { type: 'video' as const, start: 0.003, end: 8.003 },
    { type: 'audio' as const, start: 0, end: 7.9 },
  ]
  expect(parseFfprobe({ format, streams: [video, audio] as never }, { ...container, tracks })).toMatchObject({
    ...{ durationSeconds: 8.003, pictureStartSeconds: 0.003, pictureEndSeconds: 8.003 },
  })
})

test.each([
  [null, null, 'The end of the video is missing.'],
  [{ fromSeconds: 3.9, ofSeconds: 8 }, 8, 'The video ends at 0:03 of 0:08.'],
  [{ fromSeconds: 0.4, ofSeconds: 6 }, 6, 'Almost all of the video is missing.'],
  [{ fromSeconds: 185, ofSeconds: 600 }, 600, 'The video ends at 3:05 of 10:00.'],
  [{ fromSeconds: 3_599.9, ofSeconds: 3_900.5 }, 3_900.5, 'The video ends at 59:59 of 1:05:01.'],
])('says how much of a video is there, and how long it should be: %j', (missing, durationSeconds, message) => {
  expect(truncatedVideo(missing)).toMatchObject({
    ...{ problem: expect.stringContaining(message), problemCode: 'TRUNCATED', durationSeconds },
  })
  expect(truncatedSound(missing)).toMatchObject({
    problem: expect.stringContaining(message.replace('video', 'sound')),
    ...{ problemCode: 'SOUND_TRUNCATED', hasAudio: true, durationSeconds: null },
  })
})

test('a cut file misses nothing if its last sample is where its header says', () => {
  const header = { streams: [{ ...video, tags: { DURATION: '00:00:08.000000000' } }] }
  expect(missingPart(7.96, header)).toBeNull()
  expect(missingPart(3, header)).toEqual({ fromSeconds: 3, ofSeconds: 8 })
  expect(missingPart(3, { streams: [video] })).toBeNull()
  expect(missingPart(3, { streams: [{ ...video, duration: '3' }] }, 8)).toEqual({ fromSeconds: 3, ofSeconds: 8 })
  const sound = { streams: [cover, { ...audio, duration: '8' }] }
  expect(missingPart(7.96, sound)).toBeNull()
  expect(missingPart(3, sound)).toEqual({ fromSeconds: 3, ofSeconds: 8 })
})

test('starts quickly if browsers play it and its index comes first', () => {
  const late = { ...container, isMoovFirst: false }
  const output = { format, streams: [video] }
  expect(parseFfprobe(output, late)).toMatchObject({ browserPlayable: true, fastStart: false })
  const webm = { format: { ...format, format_name: 'matroska,webm' }, streams: [{ ...video, codec_name: 'vp9' }] }
  expect(parseFfprobe(webm, { ...late, isWebm: true })).toMatchObject({ browserPlayable: true, fastStart: true })
  expect(parseFfprobe(webm, late)).toMatchObject({ browserPlayable: false, fastStart: false })
})

test.each([
  ['UNREADABLE', 'cannot be read', null],
  ['NO_PICTURE', 'no moving picture', { format: { duration: '3' }, streams: [audio] }],
  ['NO_PICTURE', 'no moving picture', { format: {}, streams: [cover] }],
  ['NO_LENGTH', 'no length', { format: {}, streams: [video] }],
])('reports why a file is not a playable video: %s, %s', (code, message, output) => {
  const properties = parseFfprobe(output, container)
  expect(properties).toMatchObject({ problemCode: code, browserPlayable: false, fastStart: false })
  expect(properties.problem).toContain(message)
})
