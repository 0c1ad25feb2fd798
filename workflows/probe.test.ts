import { expect, test } from 'vitest'
import { videoFacts } from './probe.ts'

const video = { codec_type: 'video', width: 1920, height: 1080, avg_frame_rate: '30000/1001' }
const audio = { codec_type: 'audio' }

test('a plain video is told with its size, length, rate and sound', () => {
  expect(videoFacts({ format: { duration: '12.5' }, streams: [video, audio] })).toEqual({
    ...{ durationSeconds: 12.5, width: 1920, height: 1080, hasAudio: true, problem: null, problemCode: null },
    frameRate: 30000 / 1001,
  })
})

test('sizes are as it is shown: turned phones and pixels that are no squares', () => {
  const turned = { ...video, side_data_list: [{ rotation: -90 }] }
  expect(videoFacts({ format: { duration: '1' }, streams: [turned] })).toMatchObject({ width: 1080, height: 1920 })
  const anamorphic = { ...video, width: 720, height: 576, sample_aspect_ratio: '64:45' }
  expect(videoFacts({ format: { duration: '1' }, streams: [anamorphic] })).toMatchObject({ width: 1024, height: 576 })
})

test.each([
  ['UNREADABLE', 'cannot be read', null],
  ['NO_PICTURE', 'no moving picture', { format: { duration: '3' }, streams: [audio] }],
  ['NO_PICTURE', 'no moving picture', { format: {}, streams: [{ ...video, disposition: { attached_pic: 1 } }] }],
  ['NO_LENGTH', 'no length', { format: {}, streams: [video] }],
])('what is no video says why: %s, %s', (code, words, answer) => {
  const facts = videoFacts(answer)
  expect(facts.problemCode).toBe(code)
  expect(facts.problem).toContain(words)
})
