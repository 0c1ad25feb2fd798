import { describe, expect, test } from 'vitest'
import { sourceAsShown } from './source-as-shown.ts'

const picture = { codec_type: 'video', codec_name: 'h264', width: 320, height: 240, duration: '3.000000' }
const sound = { codec_type: 'audio', codec_name: 'aac', channels: 2, duration: '5.300000' }
const cover = { ...picture, width: 600, height: 600, duration: '90', disposition: { attached_pic: 1 } }
const turned = { side_data_list: [{ rotation: -90 }] }

// The expected values are those of Chromium 156 for files that ffmpeg wrote.
describe('the size in browsers', () => {
  test.each([
    ['a plain picture', {}, [320, 240]],
    ['a picture that is turned', turned, [240, 320]],
    ['a picture that is upside down', { tags: { rotate: '180' } }, [320, 240]],
    ['wide pixels', { sample_aspect_ratio: '4:3' }, [427, 240]],
    ['the pixels of European television', { width: 352, height: 288, sample_aspect_ratio: '12:11' }, [384, 288]],
    ['narrow pixels, which make the picture higher', { sample_aspect_ratio: '3:4' }, [320, 320]],
    ['wide pixels of a turned picture', { sample_aspect_ratio: '4:3', ...turned }, [240, 427]],
    ['pixels of unknown shape', { sample_aspect_ratio: '0:1' }, [320, 240]],
  ])('is right for %s', (_, more, [sourceWidth, sourceHeight]) => {
    expect(sourceAsShown({ streams: [cover, sound, { ...picture, ...more }] })).toMatchObject({
      sourceWidth,
      sourceHeight,
    })
  })
})

describe('the length in browsers', () => {
  const untimed = ({ duration: _, ...stream }: { duration: string; codec_type: string }) => stream
  const tagged = { ...untimed(picture), tags: { DURATION: '00:00:03.007000000' } }
  test.each([
    ['of an MP4 is that of its longest track', '5.3', [picture, sound], 5.3],
    ['of an MP4 does not follow the header of the movie', '7.5', [picture], 3],
    [
      'of an MP4 does not count texts or pictures of covers',
      '90',
      [picture, { ...sound, codec_type: 'subtitle' }, cover],
      3,
    ],
    ['of a WebM is that of its header, even if it is wrong', '9.000000', [tagged], 9],
    ['of a recording that does not say it is unknown', undefined, [tagged], null],
    ['of a file of which ffprobe does not know it is unknown', 'N/A', [tagged], null],
  ])('%s', (_, duration, streams, seconds) => {
    expect(sourceAsShown({ format: { duration }, streams }).sourceSeconds).toBe(seconds)
  })
})

test('a file without a moving picture has no size', () => {
  expect(sourceAsShown({ streams: [sound, cover] })).toMatchObject({ sourceWidth: null, sourceHeight: null })
})
