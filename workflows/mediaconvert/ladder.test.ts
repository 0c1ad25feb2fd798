import { expect, test } from 'vitest'
import { ladder } from './ladder.ts'

const names = (width: number, height: number) =>
  ladder(width, height, 'h264-5').map(rung => `${rung.name} ${rung.width}x${rung.height}`)

test.each([
  [1920, 1080, ['480p 854x480', '360p 640x360', '240p 426x240', '720p 1280x720', '1080p 1920x1080']],
  [1080, 1920, ['480p 480x854', '360p 360x640', '240p 240x426', '720p 720x1280', '1080p 1080x1920']],
  [854, 476, ['480p 854x476', '360p 646x360', '240p 430x240']],
  [704, 576, ['480p 586x480', '360p 440x360', '240p 294x240', '576p 704x576']],
  [960, 400, ['360p 864x360', '240p 576x240', '400p 960x400']],
  [1600, 900, ['480p 854x480', '360p 640x360', '240p 426x240', '720p 1280x720', '900p 1600x900']],
  [900, 1600, ['480p 480x854', '360p 360x640', '240p 240x426', '720p 720x1280', '900p 900x1600']],
  [720, 486, ['480p 712x480', '360p 534x360', '240p 356x240']],
  [1920, 1088, ['480p 848x480', '360p 636x360', '240p 424x240', '720p 1270x720', '1080p 1906x1080']],
  [2560, 1440, ['480p 854x480', '360p 640x360', '240p 426x240', '720p 1280x720', '1080p 1920x1080']],
  [320, 240, ['240p 320x240']],
  [640, 360, ['360p 640x360', '240p 426x240']],
  [321, 241, ['240p 320x240']],
  [3840, 2160, ['480p 854x480', '360p 640x360', '240p 426x240', '720p 1280x720', '1080p 1920x1080']],
])('%i×%i gets no rendition larger than itself, with 480p first', (width, height, expected) => {
  expect(names(width, height)).toEqual(expected)
})

test('a video smaller than the minimum output is enlarged to it', () => {
  expect(names(48, 24)).toEqual(['32p 64x32'])
})

test('a panorama is no wider than devices can decode', () => {
  expect(names(8000, 1000)).toEqual(['480p 3840x480', '360p 2880x360', '240p 1920x240', '720p 4096x512'])
})

test('a source between two rungs has limits between theirs', () => {
  const limits = (width: number, height: number) => ladder(width, height, 'h264-5').at(-1)!.maxBitrate
  expect([limits(400, 300), limits(704, 576), limits(1280, 720)]).toEqual([510_000, 2_040_000, 3_000_000])
})

test('a job of an older profile keeps the ladder that it was created with', () => {
  expect(ladder(704, 576, 'h264-2').map(({ name }) => name)).toEqual(['480p', '360p'])
  expect(ladder(704, 576, 'h264-3').map(({ name }) => name)).toEqual(['480p', '360p', '576p'])
  expect(ladder(320, 240, 'h264-3')).toMatchObject([{ name: '240p', maxBitrate: 800_000 }])
})

test('has a rung of which no segment, with its sound and the transport stream, needs more than 400 kbit/s', () => {
  for (const [width, height] of [
    [1920, 1080],
    [640, 360],
    [300, 300],
    [48, 24],
  ] as const) {
    // A segment of four seconds may begin with all that the buffer holds.
    const bits = ladder(width, height, 'h264-5').map(
      rung => (rung.maxBitrate * (1 + rung.bufferSeconds / 4) + rung.soundBitrate) * 1.13,
    )
    expect(Math.min(...bits)).toBeLessThan(400_000)
  }
})
