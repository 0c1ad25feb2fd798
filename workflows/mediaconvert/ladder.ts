/** A rung of the ladder: what one rendition is, at most. */
export type Rung = { name: string; width: number; height: number; maxBitrate: number; quality: number }

/** By short side; 480 comes first in the master playlist, because players start with the first one. (AWS' own QVBR table, adapted) */
const rungs = [
  { name: '480p', side: 480, maxBitrate: 1_400_000, quality: 7 },
  { name: '360p', side: 360, maxBitrate: 800_000, quality: 7 },
  { name: '720p', side: 720, maxBitrate: 3_000_000, quality: 8 },
  { name: '1080p', side: 1080, maxBitrate: 5_000_000, quality: 8 },
]
/** A source may be this much smaller than a rung and still get it, in pixels. */
const tolerancePx = 8
/** Sides of an output in pixels: MediaConvert takes none below, and devices decode no H.264 above. */
const minSidePx = 32
const maxSidePx = 4096

/**
 * The renditions of a video of this size as it is shown (turned, with square pixels): never larger than the source, even sides, its shape kept; at
 * least one. Only what is smaller than any output may be grows.
 */
export function ladder(width: number, height: number): Rung[] {
  const shortSide = Math.min(width, height)
  const fitting = rungs.filter(rung => rung.side <= shortSide + tolerancePx)
  const smallestRung = {
    name: `${evenSide(shortSide)}p`,
    side: Math.max(shortSide, minSidePx),
    maxBitrate: 800_000,
    quality: 7,
  }
  const maxScale = Math.min(Math.max(1, minSidePx / shortSide), maxSidePx / Math.max(width, height))
  return (fitting.length > 0 ? fitting : [smallestRung]).map(({ name, side, maxBitrate, quality }) => {
    const scale = Math.min(maxScale, side / shortSide)
    return { name, width: evenSide(width * scale), height: evenSide(height * scale), maxBitrate, quality }
  })
}

/** A side as encoders take it. */
export const evenSide = (pixels: number): number => Math.max(minSidePx, Math.round(pixels / 2) * 2)
