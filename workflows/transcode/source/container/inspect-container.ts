/** Reads the container of a video in a worker thread. See `container-facts.ts`. */
import { Input, Logging, LogLevel, MATROSKA, MP4, QTFF, StreamSource, WEBM } from 'mediabunny'
import { readAsf } from './asf.ts'
import { readAvi } from './avi.ts'
import { type Boxes, type ByteRange, scanBoxes } from './boxes.ts'
import { type EditedTrack, readEditLists } from './edit-list.ts'
import { isCutFlv } from './flv.ts'
import { timesOfTracks } from './list-tracks.ts'
import { readMatroskaHeader } from './matroska.ts'
import { type MovieIndex, missingFragments, readMovieIndex } from './movie-index.ts'
import { readOgg } from './ogg.ts'
import { bufferReads, type ReadRange, TooLargeRead } from './read-range.ts'
import type { TrackTimes } from './track-times.ts'

// What it cannot read, it returns as null.
Logging.level = LogLevel.Silent

/**
 * What the container of a file says. `isMoovFirst`: a player can start before it has read the whole file. `isCut`:
 * samples are missing. `missing`: which ones; null if unknown. `mayBeCut`: the file is shorter than it says, and the last
 * sample shows whether only an index is missing. `seconds`: how long the header of such a file says that it is; null if
 * ffprobe reads that. `hasPicture`: false if a file that is cut has only sound. `tracks`: the
 * first picture and the default sound; empty if the format is another one or its samples cannot be listed.
 */
export type ContainerFacts = {
  isWebm: boolean
  isMoovFirst: boolean
  isProtected: boolean
  isCut: boolean
  mayBeCut: boolean
  seconds: number | null
  hasPicture: boolean
  missing: MovieIndex['missing']
  tracks: TrackTimes[]
}

/** A file in S3: a signed address for ranged reads of one version, and its size. */
export type ContainerInput = { url: string; bytes: number }

const otherFormat: ContainerFacts = {
  ...{ isWebm: false, isMoovFirst: false, isProtected: false },
  ...{ isCut: false, mayBeCut: false, seconds: null, hasPicture: true, missing: null, tracks: [] },
}

/**
 * Reads what the container says. Reads an index if the file has one, and else the whole file, in windows. Returns null if
 * the container makes no sense, and `PAST_LIMIT` if it needs more memory than there is. Throws if the file cannot be read,
 * because that says nothing about it.
 */
export async function inspectContainer({ url, bytes }: ContainerInput): Promise<ContainerFacts | 'PAST_LIMIT' | null> {
  let failure: unknown = null
  const read = bufferReads(async (start, length) => {
    try {
      return await fetchRange(url, start, length)
    } catch (error) {
      failure = error
      throw error
    }
  }, bytes)
  const facts = await inspect(read, bytes).catch(error => (error instanceof TooLargeRead ? 'PAST_LIMIT' : null))
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
  if (!matroska) return inspectOtherFormat(read, bytes)
  const { isWebm, isCut } = matroska
  return { ...otherFormat, isWebm, mayBeCut: isCut, tracks: await listTracks(read, bytes) }
}

async function inspectOtherFormat(read: ReadRange, bytes: number): Promise<ContainerFacts> {
  const ogg = await readOgg(read, bytes)
  if (ogg) return { ...otherFormat, ...ogg }
  const asf = await readAsf(read, bytes)
  if (asf) return { ...otherFormat, isProtected: asf.isProtected, mayBeCut: asf.isCut, seconds: asf.seconds }
  const avi = await readAvi(read, bytes)
  if (avi) return { ...otherFormat, mayBeCut: avi.isCut, seconds: avi.seconds }
  return { ...otherFormat, mayBeCut: (await isCutFlv(read, bytes)) ?? false }
}

async function inspectMovie(read: ReadRange, bytes: number, boxes: Boxes): Promise<ContainerFacts> {
  const { moov, data, isMoovFirst, isFragmented } = boxes
  const movie = { ...otherFormat, isMoovFirst }
  if (!moov || data.length === 0) return { ...movie, isCut: true }
  const contentOf = async (range: ByteRange | null) =>
    range && Buffer.from(await read(range.start, range.end - range.start))
  const index = (await contentOf(moov))!
  const { isProtected, hasPicture, missing } = readMovieIndex(index, data, bytes)
  if (isProtected) return { ...movie, isProtected }
  if (missing !== null) return { ...movie, isCut: true, hasPicture, missing }
  if (!isFragmented || !boxes.isCut)
    return { ...movie, hasPicture, tracks: await listTracks(read, bytes, readEditLists(index)) }
  // What a fragment lists is in the fragment, so a fragment that is not whole has samples that are missing.
  const [lastFragment, segmentIndex] = [await contentOf(boxes.lastFragment), await contentOf(boxes.segmentIndex)]
  return { ...movie, isCut: true, hasPicture, missing: missingFragments(index, lastFragment, segmentIndex) }
}

/** Returns the times of the picture and the default sound. Empty if the library cannot read them. */
async function listTracks(read: ReadRange, bytes: number, edited?: Map<number, EditedTrack>): Promise<TrackTimes[]> {
  const source = new StreamSource({ getSize: () => bytes, read: (start, end) => read(start, end - start) })
  const input = new Input({ formats: [MP4, QTFF, MATROSKA, WEBM], source })
  try {
    return await timesOfTracks(input, edited)
  } catch {
    return []
  } finally {
    input.dispose()
  }
}
