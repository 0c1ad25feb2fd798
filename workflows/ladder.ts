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
const tolerance = 8

/** The renditions of a video of this size as it is shown: never larger than the source, even sides, its shape kept; at least one. */
export function ladder(width: number, height: number): Rung[] {
  const short = Math.min(width, height)
  const fitting = rungs.filter(rung => rung.side <= short + tolerance)
  const chosen =
    fitting.length > 0 ? fitting : [{ name: `${even(short)}p`, side: short, maxBitrate: 800_000, quality: 7 }]
  return chosen.map(({ name, side, maxBitrate, quality }) => {
    const scale = Math.min(1, side / short)
    return { name, width: even(width * scale), height: even(height * scale), maxBitrate, quality }
  })
}

const even = (pixels: number): number => Math.max(2, Math.round(pixels / 2) * 2)
