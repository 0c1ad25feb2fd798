import { expect, test } from 'vitest'
import { assumedColors } from './assumed-colors.ts'

const named = (color: string) => ({ color_primaries: color, color_transfer: color, color_space: color })
const large = (codec_name: string) => ({ codec_name, width: 1280, height: 720 })

test.each([
  ['a small picture', { width: 640, height: 360 }, 'REC_601'],
  ['a picture of 600 lines', { width: 1024, height: 600 }, 'REC_601'],
  ['a picture of 720 lines', { width: 1280, height: 720 }, 'REC_709'],
  ['a picture that is higher than wide', { width: 540, height: 960 }, 'REC_709'],
  ['… and is rotated by the player', { width: 960, height: 540, side_data_list: [{ rotation: 90 }] }, 'REC_601'],
  ['narrow pixels, which make it higher', { width: 1440, height: 576, sample_aspect_ratio: '3:4' }, 'REC_709'],
  ['a large VP9', large('vp9'), 'REC_601'],
  ['a large VP8', large('vp8'), 'REC_709'],
  ['a large HEVC', large('hevc'), 'REC_709'],
  ['one that names only its matrix', { width: 640, height: 360, color_space: 'bt709' }, 'REC_601'],
  ['a large one that names only its matrix', { ...large('h264'), color_space: 'smpte170m' }, 'REC_709'],
  ['a VP8 that names only its matrix', { ...large('vp8'), color_space: 'smpte170m' }, 'REC_709'],
  ['a VP9 that names BT.709 as its matrix', { ...large('vp9'), color_space: 'bt709' }, 'REC_709'],
  ['… and is small', { codec_name: 'vp9', width: 640, height: 360, color_space: 'bt709' }, 'REC_709'],
  ['a VP9 that names BT.601 as its matrix', { ...large('vp9'), color_space: 'bt470bg' }, 'REC_601'],
  ['a VP9 that names another matrix', { ...large('vp9'), color_space: 'bt2020nc' }, null],
  ['a VP9 that names all but its matrix', { ...large('vp9'), ...named('bt709'), color_space: 'unknown' }, 'REC_601'],
  ['a VP9 that names all', { ...large('vp9'), ...named('bt709') }, null],
  ['a large AV1', large('av1'), 'REC_601'],
  ['an AV1 that names BT.709 as its matrix', { ...large('av1'), color_space: 'bt709' }, 'REC_709'],
  ['a motion JPEG, which always names its matrix', { ...large('mjpeg'), color_space: 'bt470bg' }, 'REC_601'],
  ['a ProRes that names BT.709 as its matrix', { ...large('prores'), color_space: 'bt709' }, 'REC_709'],
  ['a ProRes that names nothing', large('prores'), 'REC_709'],
  ['a ProRes that names only its primaries', { ...large('prores'), color_primaries: 'bt709' }, 'REC_709'],
  ['a raw picture that names nothing', { codec_name: 'rawvideo', width: 640, height: 360 }, 'REC_601'],
  ['one whose matrix is RGB', { ...large('rawvideo'), color_space: 'gbr' }, null],
  ['one without a codec', { codec_name: undefined, width: 640, height: 360 }, 'REC_601'],
  ['one that names nothing', { width: 640, height: 360, ...named('unknown') }, 'REC_601'],
  ['one that names all', { width: 640, height: 360, ...named('bt709') }, null],
  ['one with many colors', { width: 3840, height: 2160, ...named('bt2020nc'), color_transfer: 'smpte2084' }, null],
])('the colors of %s are those of browsers', (_, picture, colors) => {
  expect(assumedColors({ codec_type: 'video', codec_name: 'h264', ...picture })).toBe(colors)
})
