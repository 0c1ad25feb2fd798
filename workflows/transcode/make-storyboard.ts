import type { Attempt, Encoding, Probe } from '@lectern/domain/database'
import sharp from 'sharp'
import { mediaPrefix } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { put } from '../storage/s3-put.ts'
import { toSourceVideo } from '../mediaconvert/video.ts'
import { outputNames } from '../mediaconvert/output-names.ts'
import {
  formatStoryboard,
  planStoryboard,
  type Storyboard,
  tilePosition,
  tilesPerRow,
  tilesPerSheet,
} from '../mediaconvert/storyboard.ts'
import type { Services } from '../services.ts'

// Sheets are made one after the other, and no two are alike.
sharp.cache(false)

/** Of a sheet's JPEG, 1 to 100. */
const jpegQuality = 75

/**
 * Puts the pictures that a job took of a film together to sheets, and writes the text that says when which one is shown. Holds the pictures of one
 * sheet. The text comes last: where it is, all is there, and nothing is done twice. Where pictures are missing or no pictures, there will be no
 * text, and the attempt fails for that.
 */
export async function makeStoryboard(
  services: Services,
  encoding: Encoding,
  attempt: Attempt,
  probe: Probe,
): Promise<void> {
  const { store, log } = services
  const prefix = mediaPrefix(encoding.contentHash, encoding.profile, attempt.number)
  const textKey = prefix + outputNames.storyboard
  if (await head(store, textKey)) return
  const video = toSourceVideo(probe)
  const board = planStoryboard(video)
  const pictures = (await listKeys(services, prefix + outputNames.thumbs)).slice(0, board.count)
  // The last one may have been due after the last frame.
  if (pictures.length < Math.max(1, board.count - 1)) return
  for (let at = 0; at < pictures.length; at += tilesPerSheet) {
    const tiles = await Promise.all(pictures.slice(at, at + tilesPerSheet).map(key => getBuffer(store, key)))
    const sheet = await composeSheet(tiles, board).catch(error => {
      log.error({ contentHash: encoding.contentHash, err: error }, 'A storyboard could not be put together')
    })
    if (!sheet) return
    await put(store, prefix + outputNames.sheet(at / tilesPerSheet + 1), sheet, 'image/jpeg')
  }
  const text = formatStoryboard(board, pictures.length, video.durationSeconds)
  await put(store, textKey, Buffer.from(text), 'text/vtt; charset=utf-8')
}

/** Pictures are counted with leading zeros, so that their keys are in order. */
async function listKeys({ store }: Services, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const objects of listCurrentObjects(store, prefix)) keys.push(...objects.map(({ key }) => key))
  return keys.sort()
}

function composeSheet(tiles: Buffer[], board: Storyboard): Promise<Buffer> {
  const size = {
    width: board.width * Math.min(tiles.length, tilesPerRow),
    height: board.height * Math.ceil(tiles.length / tilesPerRow),
  }
  const overlays = tiles.map((input, tile) => {
    const { left, top } = tilePosition(tile, board)
    return { input, left, top }
  })
  return sharp({ create: { ...size, channels: 3, background: 'black' } })
    .composite(overlays)
    .jpeg({ quality: jpegQuality })
    .toBuffer()
}
