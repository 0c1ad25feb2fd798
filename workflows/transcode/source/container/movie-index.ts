import { type ByteRange, boxAt, boxesIn } from './boxes.ts'

/** What the index (`moov`) of an MP4 or QuickTime file says: whether it is protected, and what is missing. */
export type MovieIndex = {
  isProtected: boolean
  /** Whether a track has a picture. */
  hasPicture: boolean
  /**
   * The time of the first sample whose bytes are not in the file, in seconds, and of the end of the last sample. Null if
   * all samples are there.
   */
  missing: { fromSeconds: number; ofSeconds: number } | null
}

/** The sample entries of protected tracks: Common Encryption, and older iTunes videos. */
const protectedEntries = new Set(['encv', 'enca', 'drmi', 'drms'])

/**
 * Reads an index. `data`: where the bytes of samples may be. A sample is missing if its bytes are elsewhere: behind the
 * end of the file, or in another box. Reads each table once, chunk by chunk, so that no number in the file makes it
 * longer than the file. (ISO/IEC 14496-12, 8.5 to 8.7)
 */
export function readMovieIndex(moov: Buffer, data: ByteRange[], fileBytes: number): MovieIndex {
  const tracks = boxesIn(moov).flatMap(({ name, content }) => (name === 'trak' ? [content] : []))
  const stored = data.map(({ start, end }) => ({ start, end: Math.min(end, fileBytes) }))
  const misses = tracks.flatMap(track => missingPart(track, stored) ?? [])
  const missing = misses.length > 0 && {
    fromSeconds: Math.min(...misses.map(({ fromSeconds }) => fromSeconds)),
    ofSeconds: Math.max(...misses.map(({ ofSeconds }) => ofSeconds)),
  }
  return {
    isProtected: tracks.some(isProtectedTrack),
    hasPicture: tracks.some(track => handlerOf(track) === 'vide'),
    missing: missing || null,
  }
}

function isProtectedTrack(track: Buffer): boolean {
  const descriptions = boxAt(track, 'mdia', 'minf', 'stbl', 'stsd')
  return descriptions !== null && boxesIn(descriptions.subarray(8)).some(({ name }) => protectedEntries.has(name))
}

const mediaHandlers = new Set(['vide', 'soun'])

/** Returns what a track has: `vide`, `soun`, or something else. */
const handlerOf = (track: Buffer) => boxAt(track, 'mdia', 'hdlr')?.subarray(8, 12).toString('latin1') ?? ''

/** Returns the time units per second of a movie's or a track's header, or 0. */
const timescaleOf = (header: Buffer | null) =>
  header && header.length >= 24 ? header.readUInt32BE(header[0] === 1 ? 20 : 12) : 0

function missingPart(track: Buffer, stored: ByteRange[]): MovieIndex['missing'] {
  const timescale = timescaleOf(boxAt(track, 'mdia', 'mdhd'))
  const table = boxAt(track, 'mdia', 'minf', 'stbl')
  if (!mediaHandlers.has(handlerOf(track)) || !table) return null
  const missingSample = firstMissingSample(table, stored)
  const times = boxAt(table, 'stts')
  if (missingSample === null || timescale === 0 || !times) return null
  const { at, end } = decodeTime(times, missingSample)
  return { fromSeconds: at / timescale, ofSeconds: end / timescale }
}

/** Returns the index of the first sample whose bytes are not stored, or null. */
function firstMissingSample(table: Buffer, stored: ByteRange[]): number | null {
  const [sizes, chunks] = [boxAt(table, 'stsz'), boxAt(table, 'stsc')]
  const offsets = boxAt(table, 'stco') ?? boxAt(table, 'co64')
  if (!sizes || sizes.length < 12 || !chunks || !offsets) return null
  const offsetBytes = boxAt(table, 'stco') ? 4 : 8
  const commonSize = sizes.readUInt32BE(4)
  const listedSamples = commonSize > 0 ? Number.POSITIVE_INFINITY : Math.floor((sizes.length - 12) / 4)
  const sampleCount = Math.min(sizes.readUInt32BE(8), listedSamples)
  const sizeOf = (sample: number) => sizes.readUInt32BE(12 + sample * 4)
  let sample = 0
  let entry = 0
  for (let chunk = 0; sample < sampleCount && 8 + (chunk + 1) * offsetBytes <= offsets.length; chunk++) {
    while (28 + entry * 12 <= chunks.length - 4 && chunks.readUInt32BE(20 + entry * 12) <= chunk + 1) entry++
    const count = 20 + entry * 12 <= chunks.length ? chunks.readUInt32BE(12 + entry * 12) : 0
    const samples = Math.min(count, sampleCount - sample)
    const start =
      offsetBytes === 4 ? offsets.readUInt32BE(8 + chunk * 4) : Number(offsets.readBigUInt64BE(8 + chunk * 8))
    const box = stored.find(range => start >= range.start && start <= range.end)
    const found = missingInChunk(start, samples, commonSize, index => sizeOf(sample + index), box?.end ?? start)
    if (found !== null) return sample + found
    sample += samples
  }
  return null
}

/** Returns the index of the first sample of a chunk that ends after `end`, or null. */
function missingInChunk(
  start: number,
  samples: number,
  commonSize: number,
  sizeOf: (index: number) => number,
  end: number,
): number | null {
  if (commonSize > 0) return start + samples * commonSize <= end ? null : Math.floor((end - start) / commonSize)
  let at = start
  for (let index = 0; index < samples; index++) {
    at += sizeOf(index)
    if (at > end) return index
  }
  return null
}

/** Returns when a sample is decoded, and when the last one ends, in units of the track's time. */
function decodeTime(times: Buffer, sample: number): { at: number; end: number } {
  let [at, end, before] = [0, 0, 0]
  for (let entry = 8; entry + 8 <= times.length; entry += 8) {
    const [count, duration] = [times.readUInt32BE(entry), times.readUInt32BE(entry + 4)]
    at += Math.min(count, Math.max(0, sample - before)) * duration
    end += count * duration
    before += count
  }
  return { at, end }
}

/**
 * Returns which part of a movie in fragments is missing: all after the beginning of the last fragment that is listed. Null
 * if the movie does not say how long it is. (ISO/IEC 14496-12, 8.8 and 8.16.3)
 */
export function missingFragments(
  moov: Buffer,
  lastFragment: Buffer | null,
  segmentIndex: Buffer | null,
): MovieIndex['missing'] {
  const ofSeconds = extendedSeconds(moov) || indexedSeconds(segmentIndex)
  const fromSeconds = lastFragment === null ? 0 : fragmentStart(moov, lastFragment)
  return ofSeconds > 0 && fromSeconds !== null && fromSeconds < ofSeconds ? { fromSeconds, ofSeconds } : null
}

/** Returns the length that the header of the fragments says, or 0. */
function extendedSeconds(moov: Buffer): number {
  const header = boxAt(moov, 'mvex', 'mehd')
  const timescale = timescaleOf(boxAt(moov, 'mvhd'))
  return header && timescale > 0 ? (readVersioned(header, 4) ?? 0) / timescale : 0
}

/** Returns the length of all fragments that an index lists, or 0. */
function indexedSeconds(index: Buffer | null): number {
  const entriesStart = index?.[0] === 1 ? 32 : 24
  if (!index || index.length < entriesStart) return 0
  const timescale = index.readUInt32BE(8)
  let sum = 0
  for (let at = entriesStart; at + 12 <= index.length; at += 12) sum += index.readUInt32BE(at + 4)
  return timescale > 0 ? sum / timescale : 0
}

/** Returns when a fragment starts, in seconds. Null if it does not say. */
function fragmentStart(moov: Buffer, fragment: Buffer): number | null {
  const timescales = new Map(
    boxesIn(moov).flatMap(({ name, content }) => {
      const header = name === 'trak' ? boxAt(content, 'tkhd') : null
      const id = header && header.length >= 24 ? header.readUInt32BE(header[0] === 1 ? 20 : 12) : null
      return id === null ? [] : [[id, timescaleOf(boxAt(content, 'mdia', 'mdhd'))] as const]
    }),
  )
  const starts = boxesIn(fragment).flatMap(({ name, content }) => {
    if (name !== 'traf') return []
    const [header, time] = [boxAt(content, 'tfhd'), boxAt(content, 'tfdt')]
    const timescale = header && header.length >= 8 ? timescales.get(header.readUInt32BE(4)) : 0
    const start = time && readVersioned(time, 4)
    return timescale && start !== null ? [start / timescale] : []
  })
  return starts.length > 0 ? Math.min(...starts) : null
}

/** Reads a number of 32 bits, or of 64 bits in version 1 of a box. Null if it is not there. */
function readVersioned(box: Buffer, at: number): number | null {
  const bytes = box[0] === 1 ? 8 : 4
  if (box.length < at + bytes) return null
  return bytes === 8 ? Number(box.readBigUInt64BE(at)) : box.readUInt32BE(at)
}
