import { dirname } from 'node:path/posix'
import type { SourceVideo } from './video.ts'
import { evenSide } from './ladder.ts'
import { outputNames, sheetName } from './output-names.ts'

/** Pixels of a tile; its height follows from the film's shape. */
const tileWidthPx = 160
/** Tiles of a sheet: five in a row, five rows. */
export const tilesPerRow = 5
export const tilesPerSheet = tilesPerRow * 5
/** Of one film, at most; not oftener than every so many seconds. */
const maxTiles = 100
const minIntervalSeconds = 5

/** The small pictures that stand for a film: one every so many seconds, the first at its beginning. Sizes in pixels. */
export type Storyboard = { intervalSeconds: number; count: number; width: number; height: number }

/** Which pictures are taken of a film; at least one. Whoever takes them and whoever puts them together ask here. */
export function planStoryboard({ width, height, durationSeconds }: SourceVideo): Storyboard {
  const intervalSeconds = Math.max(minIntervalSeconds, Math.ceil(durationSeconds / maxTiles))
  const count = Math.max(1, Math.ceil(durationSeconds / intervalSeconds))
  return { intervalSeconds, count, width: tileWidthPx, height: evenSide((tileWidthPx * height) / width) }
}

/** Where a tile lies on its sheet, counted from 0, and its place there in pixels. */
export function tilePosition(
  tile: number,
  { width, height }: Storyboard,
): { sheet: number; left: number; top: number } {
  const indexOnSheet = tile % tilesPerSheet
  const [column, row] = [indexOnSheet % tilesPerRow, Math.floor(indexOnSheet / tilesPerRow)]
  return { sheet: Math.floor(tile / tilesPerSheet), left: column * width, top: row * height }
}

/**
 * The storyboard as WebVTT: when which part of which sheet is shown, as players read it. (Media Fragments URI 1.0, `#xywh`.) `count`: of the
 * pictures there are; the last one stands until the film's end.
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

/** The sheets that a storyboard's text names, each once, as outputs of their attempt. */
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
