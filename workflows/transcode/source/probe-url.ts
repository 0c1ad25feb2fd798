import type { Reader } from '../../limits/reader-threads.ts'
import type { Services } from '../../services.ts'
import { containerFacts } from './container/container-facts.ts'
import type { ContainerFacts, ContainerInput } from './container/inspect-container.ts'
import { listPackets, probeWithRetry } from './ffprobe.ts'
import { type FfprobeOutput, isPicture, soundOf } from './ffprobe-output.ts'
import type { StreamTimes } from './packet-times.ts'
import { hasAllTracks, missingPart, parseFfprobe, tracksOfPackets } from './probe.ts'
import { truncatedSound, truncatedVideo, uncheckedVideo, unplayableVideo } from './video-problems.ts'
import type { VideoProperties } from './video-properties.ts'

/**
 * Probes a file at an address that answers range requests. Reads its container first, because ffprobe does not notice
 * missing samples.
 */
export async function probeUrl(
  services: Pick<Services, 'containerThreads' | 'ffprobePath' | 'log'>,
  input: ContainerInput,
  reader: Reader & { signal: AbortSignal },
): Promise<VideoProperties> {
  const container = await containerFacts(services.containerThreads, reader, input)
  if (container === null || container === 'PAST_LIMIT')
    services.log.warn({ key: reader.key }, 'The container of a video makes no sense, or exceeds the limits')
  // ffprobe would need as much time and memory for such a file, and it would not notice what is missing.
  if (container === 'PAST_LIMIT') return uncheckedVideo
  if (container?.isProtected) return unplayableVideo('PROTECTED')
  if (container?.isCut) return (container.hasPicture ? truncatedVideo : truncatedSound)(container.missing)
  const { signal } = reader
  const output = await probeWithRetry(services.ffprobePath, input.url, signal)
  const facts = container ?? { isWebm: false, isMoovFirst: false, mayBeCut: false, seconds: null, tracks: [] }
  const packets = output && (await readPackets(services.ffprobePath, input.url, output, facts, signal))
  const isComplete = output !== null && hasAllTracks(facts.tracks, output)
  const tracks = packets && !isComplete ? tracksOfPackets(packets, output) : facts.tracks
  const video = parseFfprobe(output, { ...facts, tracks, bytes: input.bytes })
  if (!facts.mayBeCut) return video
  if (!output) return truncatedVideo(null)
  const isSound = video.problemCode === 'NO_PICTURE' && video.hasAudio
  const truncated = isSound ? truncatedSound : truncatedVideo
  const stream = isSound ? soundOf(output).stream : output.streams?.find(isPicture)
  if (!packets) return truncated(null)
  const missing = missingPart(packets.get(stream?.index ?? 0)?.lastStart ?? 0, output, facts.seconds)
  return missing ? truncated(missing) : video
}

/**
 * Reads the times of all packets of a video in one pass, if its container did not say them. Null if it did, or if that
 * takes too long.
 */
async function readPackets(
  ffprobePath: string,
  url: string,
  output: FfprobeOutput,
  { mayBeCut, tracks }: Pick<ContainerFacts, 'mayBeCut' | 'tracks'>,
  signal: AbortSignal,
): Promise<Map<number, StreamTimes> | null> {
  if (!mayBeCut && (hasAllTracks(tracks, output) || !output.streams?.some(isPicture))) return null
  return listPackets(ffprobePath, url, output, signal)
}
