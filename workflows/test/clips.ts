/** Small films for tests, one of each kind that authors have, made anew by ffmpeg. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { resolveExecutable } from '../../sandbox/programs/executables.ts'

const videoInput = (size: string, { rate = 25, seconds = 2 } = {}) =>
  `-f lavfi -i testsrc=size=${size}:rate=${rate}:duration=${seconds}`
const audioInput = (seconds = 2, frequency = 440) => `-f lavfi -i sine=frequency=${frequency}:duration=${seconds}`
const h264Options = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p'

/** A clip as a test expects it: how ffmpeg makes it, and what a look and a stream of it say. `size` of the largest rendition. */
export type Clip = {
  ffmpegArguments: string
  /** Held upright by a phone: its picture is turned when it is shown. */
  isRotated?: true
  size: string
  seconds: number
  rate?: string
  isSilent?: true
  browserPlayable: boolean
  fastStart?: true
}

/** By file name. */
export const clips: Record<string, Clip> = {
  'faststart.mp4': {
    ffmpegArguments: `${videoInput('854x480', { seconds: 6 })} ${audioInput(6)} ${h264Options} -movflags +faststart`,
    ...{ size: '854x480', seconds: 6, browserPlayable: true, fastStart: true },
  },
  'silent.mp4': {
    ffmpegArguments: `${videoInput('640x360')} ${h264Options}`,
    size: '640x360',
    seconds: 2,
    isSilent: true,
    browserPlayable: true,
  },
  'portrait.mp4': {
    ffmpegArguments: `${videoInput('202x360')} ${audioInput()} ${h264Options}`,
    size: '202x360',
    seconds: 2,
    browserPlayable: true,
  },
  'rotated.mp4': {
    ffmpegArguments: `${videoInput('320x180')} ${audioInput()} ${h264Options}`,
    ...{ isRotated: true, size: '180x320', seconds: 2, browserPlayable: true },
  },
  'anamorphic.mp4': {
    ffmpegArguments: `${videoInput('480x360')} ${audioInput()} -vf setsar=4/3 ${h264Options}`,
    ...{ size: '640x360', seconds: 2, browserPlayable: true },
  },
  'anamorphic and rotated.mp4': {
    ffmpegArguments: `${videoInput('240x180')} ${audioInput()} -vf setsar=4/3 ${h264Options}`,
    ...{ isRotated: true, size: '180x320', seconds: 2, browserPlayable: true },
  },
  'interlaced.mp4': {
    ffmpegArguments: `${videoInput('320x180', { rate: 50 })} ${audioInput()} -vf tinterlace=interleave_top -flags +ildct+ilme ${h264Options}`,
    ...{ size: '320x180', seconds: 2, browserPlayable: true },
  },
  // 25 frames a second, from the second second on 20: 21.2 on average.
  'variable.mp4': {
    ffmpegArguments: `${videoInput('320x180', { seconds: 4 })} -vf setpts=if(lt(N\\,25)\\,N/25\\,1+(N-25)/20)/TB -fps_mode vfr ${h264Options}`,
    ...{ size: '320x180', seconds: 4.72, rate: '24/1', isSilent: true, browserPlayable: true },
  },
  'fast.mp4': {
    ffmpegArguments: `${videoInput('320x180', { rate: 120 })} ${audioInput()} ${h264Options}`,
    ...{ size: '320x180', seconds: 2, rate: '60/1', browserPlayable: true },
  },
  'bright.mp4': {
    ffmpegArguments: `${videoInput('320x180')} -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -color_trc smpte2084 -color_primaries bt2020 -colorspace bt2020nc`,
    ...{ size: '320x180', seconds: 2, isSilent: true, browserPlayable: false },
  },
  'odd.mp4': {
    ffmpegArguments: `${videoInput('321x241')} ${audioInput()} -c:v mpeg4`,
    ...{ size: '322x242', seconds: 2, browserPlayable: false },
  },
  'full colour.mp4': {
    ffmpegArguments: `${videoInput('320x180')} ${audioInput()} -c:v libx264 -preset ultrafast -pix_fmt yuv444p`,
    ...{ size: '320x180', seconds: 2, browserPlayable: false },
  },
  'cover.mp4': {
    ffmpegArguments: `-f lavfi -i color=red:size=64x64:duration=0.04 ${videoInput('320x180')} ${audioInput()} -map 0 -map 1 -map 2 -c:v:0 mjpeg -disposition:v:0 attached_pic -c:v:1 libx264 -preset ultrafast -pix_fmt:v:1 yuv420p`,
    ...{ size: '320x180', seconds: 2, browserPlayable: true },
  },
  'languages.mp4': {
    ffmpegArguments: `${videoInput('320x180')} ${audioInput()} ${audioInput(2, 880)} -map 0 -map 1 -map 2 ${h264Options}`,
    ...{ size: '320x180', seconds: 2, browserPlayable: true },
  },
  'late.mov': {
    ffmpegArguments: `${videoInput('320x180')} ${audioInput()} ${h264Options}`,
    size: '320x180',
    seconds: 2,
    browserPlayable: true,
  },
  'open.webm': {
    ffmpegArguments: `${videoInput('320x180')} ${audioInput()} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p -c:a libopus`,
    ...{ size: '320x180', seconds: 2, browserPlayable: true, fastStart: true },
  },
  'tail.mp4': {
    ffmpegArguments: `${videoInput('320x180')} ${audioInput(4, 660)} ${h264Options}`,
    ...{ size: '320x180', seconds: 2, browserPlayable: true },
  },
}

/** Makes a clip. */
export async function buildClip(
  name: string,
  { ffmpegArguments, isRotated }: Pick<Clip, 'ffmpegArguments' | 'isRotated'>,
): Promise<Buffer> {
  const directory = await mkdtemp(join(tmpdir(), 'lectern-clip-'))
  try {
    const path = join(directory, name)
    await promisify(execFile)(await resolveExecutable('ffmpeg'), [
      ...'-v error -y'.split(' '),
      ...ffmpegArguments.split(' '),
      path,
    ])
    const bytes = await readFile(path)
    return isRotated ? rotateTrack(bytes) : bytes
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** Turns the picture of an mp4 by a quarter, as phones do: by the matrix of its track. (ISO/IEC 14496-12, 8.3.2; 16.16 numbers) */
function rotateTrack(bytes: Buffer): Buffer {
  const matrix = bytes.indexOf('tkhd') + 44
  for (const [index, number] of [0, 1, 0, -1, 0].entries()) bytes.writeInt32BE(number * 0x10000, matrix + index * 4)
  return bytes
}
