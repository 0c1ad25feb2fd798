/** What a master playlist lists: each rendition's address and size. */
export type MasterEntry = { uri: string; width: number; height: number }

/** Reads the renditions of a master playlist. */
export function readMaster(text: string): MasterEntry[] {
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, index) => {
    if (!line.startsWith('#EXT-X-STREAM-INF:')) return []
    const [, width, height] = /RESOLUTION=(\d+)x(\d+)/.exec(line) ?? []
    const uri = lines.slice(index + 1).find(next => next !== '' && !next.startsWith('#'))
    return uri ? [{ uri, width: Number(width ?? 0), height: Number(height ?? 0) }] : []
  })
}

/** What a rendition's playlist lists: its segments and their lengths in seconds; `ended`: nothing will follow. */
export type Rendition = { segments: { uri: string; seconds: number }[]; ended: boolean }

/** Reads a rendition's playlist. */
export function readRendition(text: string): Rendition {
  const segments: Rendition['segments'] = []
  let seconds: number | null = null
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#EXTINF:')) seconds = Number.parseFloat(line.slice('#EXTINF:'.length))
    else if (line !== '' && !line.startsWith('#') && seconds !== null) {
      segments.push({ uri: line, seconds })
      seconds = null
    }
  }
  return { segments, ended: text.includes('#EXT-X-ENDLIST') }
}
