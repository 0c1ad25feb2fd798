/** For tests: the outputs of a job in S3, without a job. */
import { randomBytes } from 'node:crypto'
import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import type { Attempt, Encoding, Probe } from '@lectern/domain/database'
import { pino } from 'pino'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { encodeTestVideo, testPattern, tone } from '../../sandbox/programs/test-video.ts'
import { ReaderThreads } from '../limits/reader-threads.ts'
import type { Services } from '../services.ts'
import { mediaPrefix } from '../storage/keys.ts'
import { getBuffer } from '../storage/s3.ts'
import { put } from '../storage/s3-put.ts'
import { makeStoryboard } from '../transcode/make-storyboard.ts'
import { containerLimits } from '../transcode/source/container/container-facts.ts'
import { verifyOutputs } from '../transcode/verify-outputs.ts'
import { buildStore } from './object-store.ts'

/** An older profile, whose ladder for this size has only two rungs. */
const profile = 'h264-3'

/** A master playlist with two renditions. */
export const masterPlaylist = [
  '#EXTM3U\n#EXT-X-VERSION:3',
  '#EXT-X-STREAM-INF:BANDWIDTH=1400000,RESOLUTION=854x480\nindex_480p.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360\nindex_360p.m3u8\n',
].join('\n')

/** Returns the playlist of a rendition, with segments of these lengths in seconds. */
export function renditionPlaylist(name: string, lengths: number[]): string {
  const segments = lengths.map((seconds, index) => `#EXTINF:${seconds},\nindex_${name}_0000${index + 1}.ts`)
  return ['#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4', ...segments, '#EXT-X-ENDLIST\n'].join('\n')
}

/** Encodes a segment that starts at this time. `soundSeconds`: its sound may end before its picture. */
export const encodeSegment = (startSeconds: number, seconds: number, soundSeconds = seconds): Promise<Buffer> =>
  encodeTestVideo(
    [testPattern(seconds, { size: '64x48', rate: 10 }), ...(soundSeconds > 0 ? [tone(soundSeconds)] : [])],
    `-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -f mpegts -output_ts_offset ${startSeconds}`,
    'ts',
  )

/** Builds the outputs of a job for a video of this length that is 480 pixels high, in a store with fault injection. */
export async function buildOutputs({ seconds = 9.5 } = {}) {
  const { store, faults } = await buildStore()
  const contentHash = randomBytes(32).toString('hex')
  const encoding = { contentHash, profile } as Encoding
  const attempt = { number: 1 } as Attempt
  const videoProperties = {
    width: 854,
    height: 480,
    durationSeconds: seconds,
    frameRate: 25,
    pictureStartSeconds: 0,
    pictureEndSeconds: seconds,
    ...{ soundStartSeconds: 0, soundEndSeconds: seconds, soundTracks: 1, soundTrack: 1 },
    ...{ pictureCodec: 'h264', pictureBitrate: null },
  }
  const probe = { contentHash, ...videoProperties, hasAudio: true, interlaced: false, hdr: false } as Probe
  const prefix = mediaPrefix(contentHash, profile, 1)
  const write = (name: string, body: string | Buffer) => put(store, prefix + name, Buffer.from(body), 'x/y')
  const lengths = [4, 4, 1.5]
  await write('hls/index.m3u8', masterPlaylist)
  for (const name of ['480p', '360p']) {
    await write(`hls/index_${name}.m3u8`, renditionPlaylist(name, lengths))
    for (const index of lengths.keys()) await write(`hls/index_${name}_0000${index + 1}.ts`, 'segment')
  }
  await write('frames/index_poster.0000000.jpg', 'poster')
  const count = Math.ceil(seconds / 5)
  for (let index = 0; index < count; index++)
    await write(`frames/index_thumb.${String(index).padStart(7, '0')}.jpg`, await tileImage(index))
  const reasons: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void reasons.push(JSON.parse(line).error) })
  const containerThreads = new ReaderThreads(containerLimits)
  onTestFinished(() => containerThreads.close())
  const services = { store, log, containerThreads } as unknown as Services
  return {
    ...{ prefix, faults, write, store },
    reasons: () => reasons,
    finish: () => makeStoryboard(services, encoding, attempt, probe),
    verify: () => verifyOutputs(services, encoding, attempt, probe),
    text: async (name: string) => (await getBuffer(store, prefix + name)).toString(),
    bytes: (name: string) => getBuffer(store, prefix + name),
    remove: (name: string) => store.client.send(new DeleteObjectCommand({ Bucket: store.bucket, Key: prefix + name })),
  }
}

/** Builds a tile in its own shade of gray. */
export const tileImage = (index: number) => {
  const gray = (index * 37) % 256
  const background = { r: gray, g: gray, b: gray }
  return sharp({ create: { width: 160, height: 90, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
