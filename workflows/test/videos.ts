import { browserOptions, encodeTestVideo, testPattern, tone } from '../../sandbox/programs/test-video.ts'

/** Encodes an MP4 with sound that any browser plays. The label is drawn into its pictures and makes its bytes unique. */
export function encodeLabeledVideo(label: string, { seconds = 2, size = '320x180' } = {}): Promise<Buffer> {
  const picture = `${testPattern(seconds, { size, rate: 25 })},drawtext=fontcolor=white:fontsize=40:text=${label}`
  return encodeTestVideo([picture, tone(seconds)], `${browserOptions} -shortest`)
}
