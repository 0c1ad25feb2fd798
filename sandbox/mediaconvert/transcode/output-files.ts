import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Charge } from '../job/charge.ts'
import type { GroupDetail, OutputDetail } from '../job/job.ts'
import { childName, type Destination, destinationOf, masterName } from '../job/output-names.ts'
import type { FileToStore } from '../job/s3-files.ts'
import type { FileGroup, HlsGroup, Settings } from '../job/settings.ts'
import type { Source } from '../probe/probe.ts'
import { computeCharge } from './bill.ts'
import { isHls } from './ffmpeg-arguments.ts'
import { outputSize } from './filter-graph.ts'
import { ensureTargetDuration, mergeShortFinalSegment } from './final-segment.ts'
import { codecNames, masterPlaylist, type Rendition, segmentsOf } from './master-playlist.ts'
import { measureOutput } from './measured-output.ts'

/** The files that ffmpeg created for an output group. */
export interface GroupFiles {
  /** Segments or images. They can be stored while the group is described. */
  pieces: FileToStore[]
  describe(): Promise<DescribedGroup>
}

/** The result of an output group. */
export interface DescribedGroup {
  /** Playlists that reference pieces. */
  children: FileToStore[]
  /** Playlists that reference children. */
  masters: FileToStore[]
  detail: GroupDetail
  charges: Charge[]
}

/** Collects the files that ffmpeg created for each group. `folder` is the same as in ffmpegArguments. */
export function collectGroups(
  settings: Settings,
  source: Source,
  folder: string,
  ffprobe: string,
): Promise<GroupFiles[]> {
  const input = settings.inputs[0]!.fileInput
  return Promise.all(
    settings.outputGroups.map((group, at) =>
      isHls(group)
        ? collectHls(group, input, join(folder, String(at)), ffprobe)
        : collectCaptures(group, source, input, join(folder, String(at))),
    ),
  )
}

async function collectHls(group: HlsGroup, input: string, folder: string, ffprobe: string): Promise<GroupFiles> {
  const { destination: destinationUrl, minFinalSegmentLength = 0 } = group.outputGroupSettings.hlsGroupSettings
  const destination = destinationOf(destinationUrl, input)
  const { base } = destination
  const toStore = fileToStore(folder, destination)
  const segments = await Promise.all(
    group.outputs.map(async ({ nameModifier }) => {
      const playlist = join(folder, childName(base, nameModifier))
      await mergeShortFinalSegment(playlist, minFinalSegmentLength)
      await ensureTargetDuration(playlist)
      return segmentsOf(await readFile(playlist, 'utf8')).map(({ name }) => name)
    }),
  )
  async function describe(): Promise<DescribedGroup> {
    const described = await Promise.all(
      group.outputs.map(({ nameModifier }) => describeRendition(nameModifier, destination, folder, ffprobe)),
    )
    const renditions = described.map(({ rendition }) => rendition)
    const master = masterName(base)
    await writeFile(join(folder, master), masterPlaylist(renditions))
    const outputDetails = described.map(({ detail }) => detail)
    return {
      children: renditions.map(({ name }) => toStore(name)),
      masters: [toStore(master)],
      detail: { type: 'HLS_GROUP', playlistFilePaths: [toS3Url(destination, master)], outputDetails },
      charges: described.map(({ charge }) => charge),
    }
  }
  return { pieces: segments.flat().map(toStore), describe }
}

async function describeRendition(nameModifier: string, destination: Destination, folder: string, ffprobe: string) {
  const name = childName(destination.base, nameModifier)
  const measured = await measureOutput(ffprobe, join(folder, name))
  const segments = segmentsOf(await readFile(join(folder, name), 'utf8'))
  const sizes = await Promise.all(segments.map(async segment => (await stat(join(folder, segment.name))).size * 8))
  const { width, height, framesPerSecond, seconds } = measured
  const averageBitrate = sizes.reduce((sum, bits) => sum + bits, 0) / seconds
  const peakBitrate = Math.max(...segments.map((segment, at) => sizes[at]! / segment.seconds))
  const codecs = codecNames(measured.profile, measured.level, measured.hasAudio)
  const rendition: Rendition = { name, peakBitrate, averageBitrate, codecs, width, height, framesPerSecond }
  const detail: OutputDetail = {
    outputFilePaths: [toS3Url(destination, name)],
    durationInMs: Math.round(seconds * 1000),
    videoDetails: { widthInPx: width, heightInPx: height, averageBitrate: Math.round(averageBitrate) },
  }
  return { rendition, detail, charge: computeCharge(`${destination.base}${nameModifier}`, measured) }
}

async function collectCaptures(group: FileGroup, source: Source, input: string, folder: string): Promise<GroupFiles> {
  const destination = destinationOf(group.outputGroupSettings.fileGroupSettings.destination, input)
  const names = (await readdir(folder)).sort()
  const outputDetails = group.outputs.map(output => {
    const { width, height } = outputSize(output, source.video)
    const prefix = `${destination.base}${output.nameModifier ?? ''}.`
    const last = names.findLast(name => name.startsWith(prefix))
    return {
      outputFilePaths: last ? [toS3Url(destination, last)] : [],
      durationInMs: Math.round(source.duration * 1000),
      videoDetails: { widthInPx: width, heightInPx: height },
    }
  })
  const described: DescribedGroup = {
    children: [],
    masters: [],
    detail: { type: 'FILE_GROUP', outputDetails },
    charges: [],
  }
  return { pieces: names.map(fileToStore(folder, destination)), describe: async () => described }
}

const fileToStore =
  (folder: string, destination: Destination) =>
  (name: string): FileToStore => ({
    path: join(folder, name),
    bucket: destination.bucket,
    key: `${destination.folder}${name}`,
  })

const toS3Url = ({ bucket, folder }: Destination, name: string) => `s3://${bucket}/${folder}${name}`
