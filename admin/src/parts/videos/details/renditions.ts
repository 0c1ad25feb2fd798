/** One version of a stream: its size in pixels, and its greatest bit rate. */
export type Rendition = { width: number; height: number; bitsPerSecond: number }

/** Reads the renditions of a stream from its master playlist (RFC 8216), the largest first. */
export function parseRenditions(masterPlaylist: string): Rendition[] {
  const lines = masterPlaylist.split(/\r?\n/).filter(line => line.startsWith('#EXT-X-STREAM-INF:'))
  const renditions = lines.map(line => {
    const [, width = '0', height = '0'] = /[:,]RESOLUTION=(\d+)x(\d+)/.exec(line) ?? []
    const [, bits = '0'] = /[:,]BANDWIDTH=(\d+)/.exec(line) ?? []
    return { width: Number(width), height: Number(height), bitsPerSecond: Number(bits) }
  })
  return renditions.filter(({ width }) => width > 0).sort((a, b) => b.bitsPerSecond - a.bitsPerSecond)
}
