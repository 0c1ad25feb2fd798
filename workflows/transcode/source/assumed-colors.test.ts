import { expect, test } from 'vitest'
import { assumedColors } from './assumed-colors.ts'

const named = (color: string) => ({ color_primaries: color, color_transfer: color, color_space: color })

test.each([
  ['a small picture', { width: 640, height: 360 }, 'REC_601'],
  ['a picture of 600 lines', { width: 1024, height: 600 }, 'REC_601'],
  ['a picture of 720 lines', { width: 1280, height: 720 }, 'REC_709'],
  ['a picture that is higher than wide', { width: 540, height: 960 }, 'REC_709'],
  ['… and is turned by the player', { width: 960, height: 540, side_data_list: [{ rotation: 90 }] }, 'REC_601'],
  ['narrow pixels, which make it higher', { width: 1440, height: 576, sample_aspect_ratio: '3:4' }, 'REC_709'],
  ['a large VP9', { codec_name: 'vp9', width: 1280, height: 720 }, 'REC_601'],
  ['a large VP8', { codec_name: 'vp8', width: 1280, height: 720 }, 'REC_709'],
  ['one that names only its matrix', { width: 640, height: 360, color_space: 'bt709' }, 'REC_601'],
  ['one that names nothing', { width: 640, height: 360, ...named('unknown') }, 'REC_601'],
  ['one that names all', { width: 640, height: 360, ...named('bt709') }, null],
  ['one with many colors', { width: 3840, height: 2160, ...named('bt2020nc'), color_transfer: 'smpte2084' }, null],
])('the colors of %s are those of browsers', (_, picture, colors) => {
  expect(assumedColors({ codec_type: 'video', codec_name: 'h264', ...picture })).toBe(colors)
})
