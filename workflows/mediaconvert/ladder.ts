/** A rung of the ladder: the limits of one rendition. */
export type Rung = { name: string; width: number; height: number; maxBitrate: number; quality: number }

/**
 * Rungs by short side. 480p comes first in the master playlist, because players start with the first one. (AWS's own
 * QVBR table, adapted)
 */
const rungs = [
  { name: '480p', side: 480, maxBitrate: 1_400_000, quality: 7 },
  { name: '360p', side: 360, maxBitrate: 800_000, quality: 7 },
  { name: '720p', side: 720, maxBitrate: 3_000_000, quality: 8 },
  { name: '1080p', side: 1080, maxBitrate: 5_000_000, quality: 8 },
]
/** How much smaller than a rung a source may be and still get it, in pixels. */
const tolerancePx = 8
/** Limits of an output's sides in pixels. MediaConvert accepts none below, and devices decode no H.264 above. */
const minSidePx = 32
const maxSidePx = 4096

/**
 * Returns the renditions of a video of this displayed size (rotated, with square pixels). Sides are even, the aspect
 * ratio stays, and there is at least one rendition. None is larger than the source, unless the source is smaller than
 * the minimum output.
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

/** Rounds a side to a size that encoders accept. */
export const evenSide = (pixels: number): number => Math.max(minSidePx, Math.round(pixels / 2) * 2)
