import { buildClip } from './clips.ts'

/** For tests: builds an MP4 with audio that any browser plays. The label makes its bytes unique. */
export function buildVideo(label: string, { seconds = 2, size = '320x180' } = {}): Promise<Buffer> {
  const videoInput = `-f lavfi -i testsrc=size=${size}:rate=25:duration=${seconds},drawtext=fontcolor=white:fontsize=40:text=${label}`
  const audioInput = `-f lavfi -i sine=frequency=440:duration=${seconds}`
  const codecOptions = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -shortest -movflags +faststart'
  return buildClip('video.mp4', { ffmpegArguments: `${videoInput} ${audioInput} ${codecOptions}` })
}
