import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Charge, charge } from './bill.ts'
import { isHls } from './ffmpeg-arguments.ts'
import { outputSize } from './filter-graph.ts'
import { joinShortEnd } from './final-segment.ts'
import type { GroupDetail, OutputDetail } from './job.ts'
import { codecNames, masterPlaylist, type Rendition, segmentsOf } from './master-playlist.ts'
import { measureOutput } from './measured-output.ts'
import { childName, type Destination, destinationOf, masterName } from './output-names.ts'
import type { HlsOutput } from './output-settings.ts'
import type { Source } from './probe.ts'
import type { FileGroup, HlsGroup, Settings } from './settings.ts'

/** What an output group came to. */
export interface GroupFiles {
  destination: Destination
  folder: string
  /** Files that may be uploaded side by side, in steps: what a playlist names comes before the playlist. */
  steps: string[][]
  detail: GroupDetail
  charges: Charge[]
}

/** Looks at what ffmpeg made for each group, and writes the master playlists. `folder` as in ffmpegArguments. */
export function finishGroups(
  settings: Settings,
  source: Source,
  folder: string,
  ffprobe: string,
): Promise<GroupFiles[]> {
  const input = settings.inputs[0]!.fileInput
  return Promise.all(
    settings.outputGroups.map((group, at) =>
      isHls(group)
        ? finishHls(group, input, join(folder, String(at)), ffprobe)
        : finishPictures(group, source, input, join(folder, String(at))),
    ),
  )
}

async function finishHls(group: HlsGroup, input: string, folder: string, ffprobe: string): Promise<GroupFiles> {
  const { destination: address, minFinalSegmentLength = 0 } = group.outputGroupSettings.hlsGroupSettings
  const destination = destinationOf(address, input)
  const master = masterName(destination.base)
  const finished = await Promise.all(
    group.outputs.map(async output => {
      await joinShortEnd(join(folder, childName(destination.base, output.nameModifier)), minFinalSegmentLength)
      return finishRendition(output, destination, folder, ffprobe)
    }),
  )
  const renditions = finished.map(({ rendition }) => rendition)
  await writeFile(join(folder, master), masterPlaylist(renditions))
  return {
    destination,
    folder,
    steps: [finished.flatMap(({ segments }) => segments), renditions.map(({ name }) => name), [master]],
    detail: {
      type: 'HLS_GROUP',
      playlistFilePaths: [addressOf(destination, master)],
      outputDetails: finished.map(({ detail }) => detail),
    },
    charges: finished.map(({ charge }) => charge),
  }
}

async function finishRendition({ nameModifier }: HlsOutput, destination: Destination, folder: string, ffprobe: string) {
  const name = childName(destination.base, nameModifier)
  const measured = await measureOutput(ffprobe, join(folder, name))
  const segments = segmentsOf(await readFile(join(folder, name), 'utf8'))
  const sizes = await Promise.all(segments.map(async segment => (await stat(join(folder, segment.name))).size * 8))
  const { width, height, framesPerSecond, seconds } = measured
  const averageBitrate = sizes.reduce((sum, bits) => sum + bits, 0) / seconds
  const peakBitrate = Math.max(...segments.map((segment, at) => sizes[at]! / segment.seconds))
  const codecs = codecNames(measured.profile, measured.level, measured.hasSound)
  const rendition: Rendition = { name, peakBitrate, averageBitrate, codecs, width, height, framesPerSecond }
  const detail: OutputDetail = {
    outputFilePaths: [addressOf(destination, name)],
    durationInMs: Math.round(seconds * 1000),
    videoDetails: { widthInPx: width, heightInPx: height, averageBitrate: Math.round(averageBitrate) },
  }
  return {
    rendition,
    detail,
    segments: segments.map(segment => segment.name),
    charge: charge(`${destination.base}${nameModifier}`, measured),
  }
}

async function finishPictures(group: FileGroup, source: Source, input: string, folder: string): Promise<GroupFiles> {
  const destination = destinationOf(group.outputGroupSettings.fileGroupSettings.destination, input)
  const names = (await readdir(folder)).sort()
  const outputDetails = group.outputs.map(output => {
    const { width, height } = outputSize(output, source.video)
    const beginning = `${destination.base}${output.nameModifier ?? ''}.`
    const last = names.findLast(name => name.startsWith(beginning))
    return {
      outputFilePaths: last ? [addressOf(destination, last)] : [],
      durationInMs: Math.round(source.duration * 1000),
      videoDetails: { widthInPx: width, heightInPx: height },
    }
  })
  return { destination, folder, steps: [names], detail: { type: 'FILE_GROUP', outputDetails }, charges: [] }
}

const addressOf = ({ bucket, folder }: Destination, name: string) => `s3://${bucket}/${folder}${name}`
