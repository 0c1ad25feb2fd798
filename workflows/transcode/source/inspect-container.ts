/** Reads the container of a video in a worker thread. See `container-facts.ts`. */
import {
  EncodedPacketSink,
  Input,
  type InputTrack,
  Logging,
  LogLevel,
  MATROSKA,
  MP4,
  QTFF,
  StreamSource,
  WEBM,
} from 'mediabunny'
import { type Boxes, scanBoxes } from './boxes.ts'
import { readMatroskaHeader } from './matroska.ts'
import { type MovieIndex, readMovieIndex } from './movie-index.ts'
import { bufferReads, type ReadRange } from './read-range.ts'

// What it cannot read, it returns as null.
Logging.level = LogLevel.Silent

/** When the samples of a track start and end, in seconds. */
export type TrackTimes = { type: 'video' | 'audio'; start: number; end: number }

/**
 * What the container of a file says. `isMovie`: MP4 or QuickTime. `isMoovFirst`: a player can start before it has read
 * the whole file. `isCut`: samples are missing, as far as the container shows. `missing`: which ones; null if unknown.
 * `tracks`: the first one of each type; empty if the format is another one or its samples cannot be listed.
 */
export type ContainerFacts = {
  isMovie: boolean
  isWebm: boolean
  isMoovFirst: boolean
  isProtected: boolean
  isCut: boolean
  missing: MovieIndex['missing']
  tracks: TrackTimes[]
}

/** A file in S3: a signed address for ranged reads of one version, and its size. */
export type ContainerInput = { url: string; bytes: number }

const otherFormat: ContainerFacts = {
  ...{ isMovie: false, isWebm: false, isMoovFirst: false, isProtected: false, isCut: false, missing: null, tracks: [] },
}

/**
 * Reads what the container says. Reads an index if the file has one, and else the whole file, in windows. Returns null if
 * the container makes no sense, or needs more memory than there is. Throws if the file cannot be read, because that says
 * nothing about it.
 */
export async function inspectContainer({ url, bytes }: ContainerInput): Promise<ContainerFacts | null> {
  let failure: unknown = null
  const read = bufferReads(async (start, length) => {
    try {
      return await fetchRange(url, start, length)
    } catch (error) {
      failure = error
      throw error
    }
  }, bytes)
  const facts = await inspect(read, bytes).catch(() => null)
  if (failure) throw failure
  return facts
}

/** How often a range is requested, and how long one request may take. */
const maxRequests = 4
const requestTimeoutMs = 30_000

async function fetchRange(url: string, start: number, length: number): Promise<Uint8Array> {
  const headers = { range: `bytes=${start}-${start + length - 1}` }
  for (let request = 1; ; request++) {
    try {
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(requestTimeoutMs) })
      if (response.status !== 206 && response.status !== 200) throw new Error(`S3 answers ${response.status}`)
      const found = new Uint8Array(await response.arrayBuffer())
      return response.status === 200 ? found.subarray(start, start + length) : found
    } catch (error) {
      if (request === maxRequests) throw error
    }
  }
}

async function inspect(read: ReadRange, bytes: number): Promise<ContainerFacts> {
  const boxes = await scanBoxes(read, bytes)
  if (boxes) return inspectMovie(read, bytes, boxes)
  const matroska = readMatroskaHeader(await read(0, 4096), bytes)
  if (!matroska) return otherFormat
  const { isWebm, isCut } = matroska
  return { ...otherFormat, isWebm, isCut, tracks: isCut ? [] : await listTracks(read, bytes) }
}

async function inspectMovie(read: ReadRange, bytes: number, boxes: Boxes): Promise<ContainerFacts> {
  const { moov, data, isMoovFirst, isFragmented } = boxes
  const movie = { ...otherFormat, isMovie: true, isMoovFirst }
  if (!moov || data.length === 0) return { ...movie, isCut: true }
  const content = Buffer.from(await read(moov.start, moov.end - moov.start))
  const { isProtected, missing } = readMovieIndex(content, data, bytes)
  if (isProtected) return { ...movie, isProtected }
  // What a fragment lists is in the fragment, so a fragment that is not whole has samples that are missing.
  const isCut = missing !== null || (isFragmented && boxes.isCut)
  return { ...movie, isCut, missing, tracks: isCut ? [] : await listTracks(read, bytes) }
}

/** Returns the times of the first video and the first audio track. Empty if the library cannot read them. */
async function listTracks(read: ReadRange, bytes: number): Promise<TrackTimes[]> {
  const source = new StreamSource({ getSize: () => bytes, read: (start, end) => read(start, end - start) })
  const input = new Input({ formats: [MP4, QTFF, MATROSKA, WEBM], source })
  try {
    const tracks = await input.getTracks()
    const firsts = (['video', 'audio'] as const).flatMap(type => tracks.find(track => track.type === type) ?? [])
    const times = await Promise.all(firsts.map(timesOf))
    return times.filter(time => time !== null)
  } catch {
    return []
  } finally {
    input.dispose()
  }
}

async function timesOf(track: InputTrack): Promise<TrackTimes | null> {
  const sink = new EncodedPacketSink(track)
  const first = await sink.getFirstPacket({ metadataOnly: true })
  if (!first) return null
  const end = await track.computeDuration()
  // Samples before zero only prepare the decoder.
  const start = Math.max(0, await track.getFirstTimestamp())
  return end > start && Number.isFinite(end) ? { type: track.type as TrackTimes['type'], start, end } : null
}
