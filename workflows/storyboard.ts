import { dirname } from 'node:path/posix'
import type { Film } from './film.ts'
import { evenSide } from './ladder.ts'
import { outputNames, sheetName } from './output-names.ts'

/** Pixels of a tile; its height follows from the film's shape. */
const tileWidth = 160
/** Tiles of a sheet: five in a row, five rows. */
export const tilesInRow = 5
export const tilesOnSheet = tilesInRow * 5
/** Of one film, at most; not oftener than every so many seconds. */
const mostTiles = 100
const leastSeconds = 5

/** The small pictures that stand for a film: one every so many seconds, the first at its beginning. Sizes in pixels. */
export type Storyboard = { everySeconds: number; count: number; width: number; height: number }

/** Which pictures are taken of a film; at least one. Whoever takes them and whoever puts them together ask here. */
export function storyboardOf({ width, height, durationSeconds }: Film): Storyboard {
  const everySeconds = Math.max(leastSeconds, Math.ceil(durationSeconds / mostTiles))
  const count = Math.max(1, Math.ceil(durationSeconds / everySeconds))
  return { everySeconds, count, width: tileWidth, height: evenSide((tileWidth * height) / width) }
}

/** Where a tile lies on its sheet, counted from 0, and its place there in pixels. */
export function placeOf(tile: number, { width, height }: Storyboard): { sheet: number; left: number; top: number } {
  const onSheet = tile % tilesOnSheet
  const [column, row] = [onSheet % tilesInRow, Math.floor(onSheet / tilesInRow)]
  return { sheet: Math.floor(tile / tilesOnSheet), left: column * width, top: row * height }
}

/**
 * The storyboard as WebVTT: when which part of which sheet is shown, as players read it. (Media Fragments URI 1.0, `#xywh`.) `count`: of the
 * pictures there are; the last one stands until the film's end.
 */
export function storyboardText(board: Storyboard, count: number, durationSeconds: number): string {
  const cues = Array.from({ length: count }, (_, tile) => {
    const from = tile * board.everySeconds
    const until = tile === count - 1 ? durationSeconds : from + board.everySeconds
    const { sheet, left, top } = placeOf(tile, board)
    return `${clock(from)} --> ${clock(until)}\n${sheetName(sheet + 1)}#xywh=${left},${top},${board.width},${board.height}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

/** The sheets that a storyboard's text names, each once, as outputs of their attempt. */
export const sheetsIn = (text: string): string[] => {
  const names = new Set(text.match(/^[^\s#]+(?=#xywh=)/gm))
  return [...names].map(name => `${dirname(outputNames.storyboard)}/${name}`)
}

/** `01:02:03.450` */
function clock(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000)
  const part = (size: number, of: number) => String(Math.floor(milliseconds / size) % of).padStart(2, '0')
  const rest = String(milliseconds % 1000).padStart(3, '0')
  return `${part(3_600_000, 100)}:${part(60_000, 60)}:${part(1000, 60)}.${rest}`
}
