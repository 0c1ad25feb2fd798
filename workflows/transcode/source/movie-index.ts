import { type ByteRange, boxAt, boxesIn } from './boxes.ts'

/** What the index (`moov`) of an MP4 or QuickTime file says: whether it is protected, and what is missing. */
export type MovieIndex = {
  isProtected: boolean
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
  return { isProtected: tracks.some(isProtectedTrack), missing: missing || null }
}

function isProtectedTrack(track: Buffer): boolean {
  const descriptions = boxAt(track, 'mdia', 'minf', 'stbl', 'stsd')
  return descriptions !== null && boxesIn(descriptions.subarray(8)).some(({ name }) => protectedEntries.has(name))
}

const mediaHandlers = new Set(['vide', 'soun'])

function missingPart(track: Buffer, stored: ByteRange[]): MovieIndex['missing'] {
  const handler = boxAt(track, 'mdia', 'hdlr')?.subarray(8, 12).toString('latin1')
  const header = boxAt(track, 'mdia', 'mdhd')
  const table = boxAt(track, 'mdia', 'minf', 'stbl')
  if (!mediaHandlers.has(handler ?? '') || !header || !table) return null
  const timescale = header.length >= 24 ? header.readUInt32BE(header[0] === 1 ? 20 : 12) : 0
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
