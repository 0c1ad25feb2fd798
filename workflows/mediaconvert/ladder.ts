/**
 * A rung of the ladder: the limits of one rendition, and the bits per second of its sound. `bufferSeconds` is how many
 * seconds of the greatest bitrate a busy moment may use at once.
 */
export type Rung = {
  name: string
  width: number
  height: number
  maxBitrate: number
  quality: number
  soundBitrate: number
  bufferSeconds: number
}

/**
 * Rungs by short side. 480p comes first in the master playlist, because players start with the first one. 240p plays on
 * a line of 400 kbit/s: no segment of four seconds has more, with its sound and the eighth that the transport stream adds.
 * (AWS's own QVBR table, adapted)
 */
const rungs = [
  { name: '480p', side: 480, maxBitrate: 1_400_000, quality: 7, soundBitrate: 128_000, bufferSeconds: 1.5 },
  { name: '360p', side: 360, maxBitrate: 800_000, quality: 7, soundBitrate: 128_000, bufferSeconds: 1.5 },
  { name: '240p', side: 240, maxBitrate: 220_000, quality: 7, soundBitrate: 64_000, bufferSeconds: 1 },
  { name: '720p', side: 720, maxBitrate: 3_000_000, quality: 8, soundBitrate: 128_000, bufferSeconds: 1.5 },
  { name: '1080p', side: 1080, maxBitrate: 5_000_000, quality: 8, soundBitrate: 128_000, bufferSeconds: 1.5 },
]
/** Older profiles, in which a source between two rungs got only the smaller one. Their jobs may still be running. */
const profilesWithoutOwnSize = new Set(['h264-1', 'h264-2'])
/** Older profiles without the smallest rung. */
const profilesWithout240p = new Set(['h264-1', 'h264-2', 'h264-3'])
/** How much a source may differ from a rung and still count as its size, in pixels. */
const tolerancePx = 8
/** Limits of an output's sides in pixels. MediaConvert accepts none below, and devices decode no H.264 above. */
const minSidePx = 32
const maxSidePx = 4096

/**
 * Returns the renditions of a video of this displayed size (rotated, with square pixels) in a profile. Sides are even,
 * the aspect ratio stays, and there is at least one rendition. The largest is the source's own size, up to the top rung.
 * None is larger than the source, unless the source is smaller than the minimum output.
 */
export function ladder(width: number, height: number, profile: string): Rung[] {
  const shortSide = Math.min(width, height)
  const available = rungs.filter(({ name }) => name !== '240p' || !profilesWithout240p.has(profile))
  const fitting = [
    ...available.filter(rung => rung.side <= shortSide + tolerancePx),
    ...(profilesWithoutOwnSize.has(profile) ? [] : ownSizeRung(shortSide, available)),
  ]
  const lowest = available.reduce((a, b) => (a.side < b.side ? a : b))
  const smallestRung = { ...lowest, name: `${evenSide(shortSide)}p`, side: Math.max(shortSide, minSidePx) }
  const maxScale = Math.min(Math.max(1, minSidePx / shortSide), maxSidePx / Math.max(width, height))
  const renditions = (fitting.length > 0 ? fitting : [smallestRung]).map(({ side, ...rung }) => {
    const scale = Math.min(maxScale, side / shortSide)
    return { ...rung, width: evenSide(width * scale), height: evenSide(height * scale) }
  })
  // The limits of a side may give two rungs the same size.
  return renditions.filter((rung, index) => renditions.findIndex(({ width }) => width === rung.width) === index)
}

/** Returns a rung for a source between two rungs, with limits between theirs. Empty for any other source. */
function ownSizeRung(shortSide: number, available: typeof rungs): typeof rungs {
  const sorted = available.toSorted((a, b) => a.side - b.side)
  const above = sorted.findIndex(rung => rung.side > shortSide + tolerancePx)
  const [lower, upper] = [sorted[above - 1], sorted[above]]
  if (!lower || !upper || shortSide <= lower.side + tolerancePx) return []
  const part = (shortSide - lower.side) / (upper.side - lower.side)
  const maxBitrate = Math.round((lower.maxBitrate + part * (upper.maxBitrate - lower.maxBitrate)) / 1000) * 1000
  return [{ ...upper, name: `${evenSide(shortSide)}p`, side: shortSide, maxBitrate }]
}

/** Rounds a side to a size that encoders accept. */
export const evenSide = (pixels: number): number => Math.max(minSidePx, Math.round(pixels / 2) * 2)
