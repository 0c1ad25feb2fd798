import type { Attempt, Encoding, VideoLook } from '@lectern/schema/database'
import sharp from 'sharp'
import { mediaPrefix } from '../clients/keys.ts'
import { getBuffer, head } from '../clients/s3.ts'
import { currentObjects } from '../clients/s3-objects.ts'
import { put } from '../clients/s3-put.ts'
import { filmOf } from '../film.ts'
import { outputNames } from '../output-names.ts'
import { placeOf, type Storyboard, storyboardOf, storyboardText, tilesInRow, tilesOnSheet } from '../storyboard.ts'
import type { Deps } from './deps.ts'

// Sheets are made one after the other, and no two are alike.
sharp.cache(false)

/** Of a sheet's JPEG, 1 to 100. */
const quality = 75

/**
 * Puts the pictures that a job took of a film together to sheets, and writes the text that says when which one is shown. Holds the pictures of one
 * sheet. The text comes last: where it is, all is there, and nothing is done twice. Where pictures are missing or no pictures, there will be no
 * text, and the attempt fails for that.
 */
export async function makeStoryboard(deps: Deps, encoding: Encoding, attempt: Attempt, look: VideoLook): Promise<void> {
  const { store, log } = deps
  const prefix = mediaPrefix(encoding.contentHash, encoding.profile, attempt.number)
  const textKey = prefix + outputNames.storyboard
  if (await head(store, textKey)) return
  const film = filmOf(look)
  const board = storyboardOf(film)
  const pictures = (await keysBelow(deps, prefix + outputNames.thumbs)).slice(0, board.count)
  // The last one may have been due after the last frame.
  if (pictures.length < Math.max(1, board.count - 1)) return
  for (let at = 0; at < pictures.length; at += tilesOnSheet) {
    const tiles = await Promise.all(pictures.slice(at, at + tilesOnSheet).map(key => getBuffer(store, key)))
    const sheet = await sheetOf(tiles, board).catch(error => {
      log.error({ contentHash: encoding.contentHash, err: error }, 'A storyboard could not be put together')
    })
    if (!sheet) return
    await put(store, prefix + outputNames.sheet(at / tilesOnSheet + 1), sheet, 'image/jpeg')
  }
  const text = storyboardText(board, pictures.length, film.durationSeconds)
  await put(store, textKey, Buffer.from(text), 'text/vtt; charset=utf-8')
}

/** Pictures are counted with leading zeros, so that their keys are in order. */
async function keysBelow({ store }: Deps, beginning: string): Promise<string[]> {
  const keys: string[] = []
  for await (const objects of currentObjects(store, beginning)) keys.push(...objects.map(({ key }) => key))
  return keys.sort()
}

function sheetOf(tiles: Buffer[], board: Storyboard): Promise<Buffer> {
  const size = {
    width: board.width * Math.min(tiles.length, tilesInRow),
    height: board.height * Math.ceil(tiles.length / tilesInRow),
  }
  const placed = tiles.map((input, tile) => {
    const { left, top } = placeOf(tile, board)
    return { input, left, top }
  })
  return sharp({ create: { ...size, channels: 3, background: 'black' } })
    .composite(placed)
    .jpeg({ quality })
    .toBuffer()
}
