/** One picture of the storyboard: a rectangle on a sheet, shown from `start` until the next tile. Times in seconds. */
export type Tile = { start: number; url: string; left: number; top: number; width: number; height: number }

const cuePattern = /(?:(\d+):)?(\d\d):(\d\d\.\d+)[ \t]+-->.*\n(\S+)#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)/g

/**
 * Reads a storyboard. Skips what it does not understand.
 * @param base the address of the text, which the addresses in it are relative to
 */
export function parseStoryboard(text: string, base: string): Tile[] {
  return [...text.replace(/\r\n?/g, '\n').matchAll(cuePattern)].map(match => {
    const [hours, minutes, seconds] = [match[1] ?? 0, match[2], match[3]].map(Number) as [number, number, number]
    const [left, top, width, height] = match.slice(5).map(Number) as [number, number, number, number]
    return {
      start: hours * 3600 + minutes * 60 + seconds,
      url: new URL(match[4]!, base).href,
      left,
      top,
      width,
      height,
    }
  })
}

/** Returns the tile for a position in seconds, or null if there is none. */
export function tileAt(tiles: Tile[], time: number): Tile | null {
  return tiles.findLast(tile => tile.start <= time) ?? tiles[0] ?? null
}

/** Loads a storyboard. Returns an empty list if that fails, because the seek bar also works without pictures. */
export async function loadStoryboard(url: string): Promise<Tile[]> {
  try {
    const response = await fetch(url, { credentials: 'omit' })
    return response.ok ? parseStoryboard(await response.text(), url) : []
  } catch {
    return []
  }
}
