import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as HLS from 'hls-parser'
import { ffmpegEnvironment } from '../programs/ffmpeg-environment.ts'
import { data, readObject, tools } from './test-bench.ts'

const run = promisify(execFile)
HLS.setOptions({ strictMode: true })

/** A rendition, as read from its playlists and segments. */
export interface Rendition {
  segmentSeconds: number[]
  resolution: string
  framesPerSecond: number
  /** ffprobe's description of the video. Absent members are unknown. */
  video: Record<string, string | number | undefined>
  /** The start and end of video and audio, in seconds. */
  videoSpan: [from: number, to: number]
  audioSpan: [from: number, to: number] | undefined
  /** The local path of its playlist, next to its segments. */
  path: string
}

/**
 * Downloads and reads the HLS output of a job.
 * @param output as in SampleJobOptions
 * @throws when a playlist violates RFC 8216, or a segment does not start with a key frame
 */
export async function readStream(output: string): Promise<Rendition[]> {
  const folder = join(data, 'streams', output)
  await mkdir(folder, { recursive: true })
  const master = HLS.parse((await readObject(`media/${output}/index.m3u8`)).toString()) as HLS.types.MasterPlaylist
  const renditions: Rendition[] = []
  for (const { uri, resolution, frameRate } of master.variants) {
    const text = (await readObject(`media/${output}/${uri}`)).toString()
    const { segments } = HLS.parse(text) as HLS.types.MediaPlaylist
    const path = join(folder, uri)
    await writeFile(path, text)
    for (const segment of segments) {
      await writeFile(join(folder, segment.uri), await readObject(`media/${output}/${segment.uri}`))
      await requireKeyFrame(join(folder, segment.uri))
    }
    renditions.push({
      segmentSeconds: segments.map(({ duration }) => duration),
      resolution: `${resolution?.width}x${resolution?.height}`,
      framesPerSecond: frameRate ?? 0,
      video: await probeSegment(join(folder, segments[0]!.uri)),
      videoSpan: (await span(path, 'v'))!,
      audioSpan: await span(path, 'a'),
      path,
    })
  }
  return renditions
}

async function ffprobe(args: string[]): Promise<string> {
  return (await run(tools.ffprobe, ['-v', 'error', ...args], { env: ffmpegEnvironment })).stdout
}

async function requireKeyFrame(segment: string) {
  const packets = ['-select_streams', 'v', '-show_entries', 'packet=flags', '-of', 'csv=p=0', segment]
  if (!(await ffprobe(packets)).startsWith('K')) throw new Error(`${segment} does not start with a key frame`)
}

async function probeSegment(segment: string): Promise<Rendition['video']> {
  const output = await ffprobe(['-select_streams', 'v', '-show_streams', '-of', 'json', segment])
  return JSON.parse(output).streams[0]
}

async function span(path: string, type: 'v' | 'a'): Promise<[number, number] | undefined> {
  const args = ['-select_streams', type, '-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0', path]
  const packets = (await ffprobe(args))
    .split('\n')
    .map(line => line.split(',').map(Number) as [number, number])
    .filter(([at, length]) => at > 0 && length > 0)
  if (packets.length === 0) return undefined
  // ffmpeg's transport streams start at 1.4 seconds. Videos with reordered frames start a little later.
  return [Math.min(...packets.map(([at]) => at)), Math.max(...packets.map(([at, length]) => at + length))]
}
