import { dirname } from 'node:path/posix'
import { evenSide } from './ladder.ts'
import { outputNames, sheetName } from './output-names.ts'
import { type SourceVideo, streamedSeconds } from './video.ts'

/** The width of a tile in pixels. Its height follows from the video's aspect ratio. */
const tileWidthPx = 160
/** Tiles on a sheet: five rows of five. */
export const tilesPerRow = 5
export const tilesPerSheet = tilesPerRow * 5
/** The maximum number of tiles of a video, and the minimum number of seconds between two. */
const maxTiles = 100
const minIntervalSeconds = 5

/** The pictures of a video: one every `intervalSeconds`, the first at the start. Sizes are in pixels. */
export type Storyboard = { intervalSeconds: number; count: number; width: number; height: number }

/**
 * Plans the pictures of a video, at least one. Both the job that takes them and the code that composes them use this
 * plan.
 */
export function planStoryboard(video: SourceVideo): Storyboard {
  const { width, height } = video
  const pictureSeconds = streamedSeconds(video)
  const intervalSeconds = Math.max(minIntervalSeconds, Math.ceil(pictureSeconds / maxTiles))
  const count = Math.max(1, Math.ceil(pictureSeconds / intervalSeconds))
  return { intervalSeconds, count, width: tileWidthPx, height: evenSide((tileWidthPx * height) / width) }
}

/** Returns a tile's sheet, counted from 0, and its position there in pixels. */
export function tilePosition(
  tile: number,
  { width, height }: Storyboard,
): { sheet: number; left: number; top: number } {
  const indexOnSheet = tile % tilesPerSheet
  const [column, row] = [indexOnSheet % tilesPerRow, Math.floor(indexOnSheet / tilesPerRow)]
  return { sheet: Math.floor(tile / tilesPerSheet), left: column * width, top: row * height }
}

/**
 * Formats the storyboard as WebVTT: when players show which part of which sheet. (Media Fragments URI 1.0, `#xywh`)
 * `count` is the number of existing pictures. The last one is shown until the video's end.
 */
export function formatStoryboard(storyboard: Storyboard, count: number, durationSeconds: number): string {
  const cues = Array.from({ length: count }, (_, tile) => {
    const from = tile * storyboard.intervalSeconds
    const until = tile === count - 1 ? durationSeconds : from + storyboard.intervalSeconds
    const { sheet, left, top } = tilePosition(tile, storyboard)
    return `${formatTimestamp(from)} --> ${formatTimestamp(until)}\n${sheetName(sheet + 1)}#xywh=${left},${top},${storyboard.width},${storyboard.height}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

/** Returns the sheets that a storyboard's text names, each once, as outputs of their attempt. */
export const storyboardSheets = (text: string): string[] => {
  const names = new Set(text.match(/^[^\s#]+(?=#xywh=)/gm))
  return [...names].map(name => `${dirname(outputNames.storyboard)}/${name}`)
}

/** `01:02:03.450` */
function formatTimestamp(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000)
  const part = (size: number, of: number) => String(Math.floor(milliseconds / size) % of).padStart(2, '0')
  const rest = String(milliseconds % 1000).padStart(3, '0')
  return `${part(3_600_000, 100)}:${part(60_000, 60)}:${part(1000, 60)}.${rest}`
}
