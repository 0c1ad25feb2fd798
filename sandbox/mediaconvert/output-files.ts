import { execFile } from 'node:child_process'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ffmpegEnvironment } from '../ffmpeg-environment.ts'
import { isHls, outputSize } from './ffmpeg-arguments.ts'
import type { GroupDetail, OutputDetail } from './job.ts'
import { codecNames, masterPlaylist, type Rendition, segmentsOf } from './master-playlist.ts'
import { childName, type Destination, destinationOf, masterName } from './output-names.ts'
import type { Source } from './probe.ts'
import type { FileGroup, HlsGroup, Settings } from './settings.ts'

const run = promisify(execFile)

/** Files in the order in which they may be uploaded: what a playlist names comes before the playlist. */
export interface GroupFiles {
  destination: Destination
  folder: string
  names: string[]
  detail: GroupDetail
}

/** Looks at what ffmpeg made for each group, and writes the master playlists. `folder` as in ffmpegArguments. */
export function finishGroups(settings: Settings, source: Source, folder: string, ffprobe: string) {
  const input = settings.inputs[0]!.fileInput
  return Promise.all(
    settings.outputGroups.map((group, at) =>
      isHls(group)
        ? finishHls(group, source, input, join(folder, String(at)), ffprobe)
        : finishPictures(group, source, input, join(folder, String(at))),
    ),
  )
}

async function finishHls(group: HlsGroup, source: Source, input: string, folder: string, ffprobe: string) {
  const destination = destinationOf(group.outputGroupSettings.hlsGroupSettings.destination, input)
  const { base } = destination
  const segments: string[] = []
  const renditions: Rendition[] = []
  const outputDetails: OutputDetail[] = []
  for (const output of group.outputs) {
    const name = childName(base, output.nameModifier)
    const parts = await Promise.all(
      segmentsOf(await readFile(join(folder, name), 'utf8')).map(async part => ({
        ...part,
        bits: (await stat(join(folder, part.name))).size * 8,
      })),
    )
    const seconds = parts.reduce((sum, part) => sum + part.seconds, 0)
    const averageBitrate = parts.reduce((sum, part) => sum + part.bits, 0) / seconds
    const peakBitrate = Math.max(...parts.map(part => part.bits / part.seconds))
    const { width, height } = outputSize(output, source.video)
    const codecs = await codecsOf(join(folder, parts[0]!.name), ffprobe)
    const { framesPerSecond } = source.video
    segments.push(...parts.map(part => part.name))
    renditions.push({ name, peakBitrate, averageBitrate, codecs, width, height, framesPerSecond })
    outputDetails.push({
      outputFilePaths: [address(destination, name)],
      durationInMs: Math.round(seconds * 1000),
      videoDetails: { widthInPx: width, heightInPx: height, averageBitrate: Math.round(averageBitrate) },
    })
  }
  await writeFile(join(folder, masterName(base)), masterPlaylist(renditions))
  const playlistFilePaths = [address(destination, masterName(base))]
  const detail: GroupDetail = { type: 'HLS_GROUP', playlistFilePaths, outputDetails }
  const names = [...segments, ...renditions.map(({ name }) => name), masterName(base)]
  return { destination, folder, names, detail }
}

async function codecsOf(segment: string, ffprobe: string): Promise<string> {
  const args = ['-v', 'error', '-show_entries', 'stream=codec_type,profile,level', '-of', 'json', segment]
  const said = JSON.parse((await run(ffprobe, args, { env: ffmpegEnvironment })).stdout) as {
    streams: { codec_type?: string; profile?: string; level?: number }[]
  }
  const video = said.streams.find(stream => stream.codec_type === 'video')
  const hasSound = said.streams.some(stream => stream.codec_type === 'audio')
  return codecNames(video?.profile ?? 'High', video?.level ?? 40, hasSound)
}

async function finishPictures(group: FileGroup, source: Source, input: string, folder: string): Promise<GroupFiles> {
  const destination = destinationOf(group.outputGroupSettings.fileGroupSettings.destination, input)
  const names = (await readdir(folder)).sort()
  const outputDetails = group.outputs.map(output => {
    const { width, height } = outputSize(output, source.video)
    const beginning = `${destination.base}${output.nameModifier ?? ''}.`
    const last = names.findLast(name => name.startsWith(beginning))
    return {
      outputFilePaths: last ? [address(destination, last)] : [],
      durationInMs: Math.round(source.duration * 1000),
      videoDetails: { widthInPx: width, heightInPx: height },
    }
  })
  return { destination, folder, names, detail: { type: 'FILE_GROUP', outputDetails } }
}

const address = ({ bucket, folder }: Destination, name: string) => `s3://${bucket}/${folder}${name}`
