/** Small films for tests, one of each kind that authors have, made anew by ffmpeg. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { executable } from '../sandbox/executables.ts'

const picture = (size: string, { rate = 25, seconds = 2 } = {}) =>
  `-f lavfi -i testsrc=size=${size}:rate=${rate}:duration=${seconds}`
const sound = (seconds = 2, frequency = 440) => `-f lavfi -i sine=frequency=${frequency}:duration=${seconds}`
const h264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p'

/** A clip as a test expects it: how ffmpeg makes it, and what a look and a stream of it say. `size` of the largest rendition. */
export type Clip = {
  make: string
  /** Held upright by a phone: its picture is turned when it is shown. */
  turned?: true
  size: string
  seconds: number
  rate?: string
  silent?: true
  plays: boolean
  playsAtOnce?: true
}

/** By file name. */
export const clips: Record<string, Clip> = {
  'faststart.mp4': {
    make: `${picture('854x480', { seconds: 6 })} ${sound(6)} ${h264} -movflags +faststart`,
    ...{ size: '854x480', seconds: 6, plays: true, playsAtOnce: true },
  },
  'silent.mp4': { make: `${picture('640x360')} ${h264}`, size: '640x360', seconds: 2, silent: true, plays: true },
  'portrait.mp4': { make: `${picture('202x360')} ${sound()} ${h264}`, size: '202x360', seconds: 2, plays: true },
  'rotated.mp4': {
    make: `${picture('320x180')} ${sound()} ${h264}`,
    ...{ turned: true, size: '180x320', seconds: 2, plays: true },
  },
  'anamorphic.mp4': {
    make: `${picture('480x360')} ${sound()} -vf setsar=4/3 ${h264}`,
    ...{ size: '640x360', seconds: 2, plays: true },
  },
  'anamorphic and rotated.mp4': {
    make: `${picture('240x180')} ${sound()} -vf setsar=4/3 ${h264}`,
    ...{ turned: true, size: '180x320', seconds: 2, plays: true },
  },
  'interlaced.mp4': {
    make: `${picture('320x180', { rate: 50 })} ${sound()} -vf tinterlace=interleave_top -flags +ildct+ilme ${h264}`,
    ...{ size: '320x180', seconds: 2, plays: true },
  },
  // 25 frames a second, from the second second on 20: 21.2 on average.
  'variable.mp4': {
    make: `${picture('320x180', { seconds: 4 })} -vf setpts=if(lt(N\\,25)\\,N/25\\,1+(N-25)/20)/TB -fps_mode vfr ${h264}`,
    ...{ size: '320x180', seconds: 4.72, rate: '24/1', silent: true, plays: true },
  },
  'fast.mp4': {
    make: `${picture('320x180', { rate: 120 })} ${sound()} ${h264}`,
    ...{ size: '320x180', seconds: 2, rate: '60/1', plays: true },
  },
  'bright.mp4': {
    make: `${picture('320x180')} -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -color_trc smpte2084 -color_primaries bt2020 -colorspace bt2020nc`,
    ...{ size: '320x180', seconds: 2, silent: true, plays: false },
  },
  'odd.mp4': {
    make: `${picture('321x241')} ${sound()} -c:v mpeg4`,
    ...{ size: '322x242', seconds: 2, plays: false },
  },
  'full colour.mp4': {
    make: `${picture('320x180')} ${sound()} -c:v libx264 -preset ultrafast -pix_fmt yuv444p`,
    ...{ size: '320x180', seconds: 2, plays: false },
  },
  'cover.mp4': {
    make: `-f lavfi -i color=red:size=64x64:duration=0.04 ${picture('320x180')} ${sound()} -map 0 -map 1 -map 2 -c:v:0 mjpeg -disposition:v:0 attached_pic -c:v:1 libx264 -preset ultrafast -pix_fmt:v:1 yuv420p`,
    ...{ size: '320x180', seconds: 2, plays: true },
  },
  'languages.mp4': {
    make: `${picture('320x180')} ${sound()} ${sound(2, 880)} -map 0 -map 1 -map 2 ${h264}`,
    ...{ size: '320x180', seconds: 2, plays: true },
  },
  'late.mov': { make: `${picture('320x180')} ${sound()} ${h264}`, size: '320x180', seconds: 2, plays: true },
  'open.webm': {
    make: `${picture('320x180')} ${sound()} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p -c:a libopus`,
    ...{ size: '320x180', seconds: 2, plays: true, playsAtOnce: true },
  },
  'tail.mp4': {
    make: `${picture('320x180')} ${sound(4, 660)} ${h264}`,
    ...{ size: '320x180', seconds: 2, plays: true },
  },
}

/** Makes a clip. */
export async function buildClip(name: string, { make, turned }: Pick<Clip, 'make' | 'turned'>): Promise<Buffer> {
  const place = await mkdtemp(join(tmpdir(), 'lectern-clip-'))
  try {
    const path = join(place, name)
    await promisify(execFile)(await executable('ffmpeg'), [...'-v error -y'.split(' '), ...make.split(' '), path])
    const bytes = await readFile(path)
    return turned ? turn(bytes) : bytes
  } finally {
    await rm(place, { recursive: true })
  }
}

/** Turns the picture of an mp4 by a quarter, as phones do: by the matrix of its track. (ISO/IEC 14496-12, 8.3.2; 16.16 numbers) */
function turn(bytes: Buffer): Buffer {
  const matrix = bytes.indexOf('tkhd') + 44
  for (const [index, number] of [0, 1, 0, -1, 0].entries()) bytes.writeInt32BE(number * 0x10000, matrix + index * 4)
  return bytes
}
