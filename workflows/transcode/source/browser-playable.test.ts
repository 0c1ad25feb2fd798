import { expect, test } from 'vitest'
import { isBrowserPlayable } from './browser-playable.ts'

const mp4 = {
  format: 'mov,mp4,m4a,3gp,3g2,mj2',
  isWebm: false,
  video: { codec: 'h264', pixelFormat: 'yuv420p' },
  audio: { codec: 'aac' },
}
const webm = {
  ...{ format: 'matroska,webm', isWebm: true },
  ...{ video: { codec: 'vp9', pixelFormat: 'yuv420p' }, audio: { codec: 'opus' } },
}

test.each([
  ['mp4 or mov with H.264 and AAC', mp4, true],
  ['… with MP3', { ...mp4, audio: { codec: 'mp3' } }, true],
  ['… without audio', { ...mp4, audio: null }, true],
  ['… with the full color range of a camera', { ...mp4, video: { codec: 'h264', pixelFormat: 'yuvj420p' } }, true],
  ['… with uncompressed audio', { ...mp4, audio: { codec: 'pcm_s16le' } }, false],
  ['… with audio that ffprobe does not recognize', { ...mp4, audio: {} }, false],
  ['… with 10 bits', { ...mp4, video: { codec: 'h264', pixelFormat: 'yuv420p10le' } }, false],
  ['… with 4:4:4', { ...mp4, video: { codec: 'h264', pixelFormat: 'yuv444p' } }, false],
  [
    '… with HEVC, which many devices do not support',
    { ...mp4, video: { codec: 'hevc', pixelFormat: 'yuv420p' } },
    false,
  ],
  ['webm with VP9 and Opus', webm, true],
  [
    '… with VP8 and Vorbis',
    { ...webm, video: { codec: 'vp8', pixelFormat: 'yuv420p' }, audio: { codec: 'vorbis' } },
    true,
  ],
  ['… with AV1 and without audio', { ...webm, video: { codec: 'av1', pixelFormat: 'yuv420p' }, audio: null }, true],
  ['mkv with any content', { ...mp4, format: 'matroska,webm' }, false],
  [
    'ogv',
    {
      ...webm,
      format: 'ogg',
      isWebm: false,
      video: { codec: 'theora', pixelFormat: 'yuv420p' },
      audio: { codec: 'vorbis' },
    },
    false,
  ],
  ['avi', { ...mp4, format: 'avi' }, false],
])('decides whether browsers play %s', (_, file, expected) => {
  expect(isBrowserPlayable(file)).toBe(expected)
})
