import type { Attempt, Encoding, Probe } from '@lectern/domain/database'
import sharp from 'sharp'
import { outputNames } from '../mediaconvert/output-names.ts'
import {
  formatStoryboard,
  planStoryboard,
  type Storyboard,
  tilePosition,
  tilesPerRow,
  tilesPerSheet,
} from '../mediaconvert/storyboard.ts'
import { toSourceVideo } from '../mediaconvert/video.ts'
import type { Services } from '../services.ts'
import { mediaPrefix } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { put } from '../storage/s3-put.ts'

// Sheets are made one after the other, and no two are alike, so a cache does not help.
sharp.cache(false)

/** The JPEG quality of a sheet, from 1 to 100. */
const jpegQuality = 75

/**
 * Composes the pictures that a job took of a video into sheets, and writes the text that says when each is shown. Holds
 * the pictures of one sheet in memory. The text comes last: if it exists, everything exists, and nothing is done twice.
 * If pictures are missing or invalid, there is no text, and the attempt fails for that reason.
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
  const storyboard = planStoryboard(video)
  const pictures = (await listKeys(services, prefix + outputNames.thumbs)).slice(0, storyboard.count)
  // The last one may have been due after the last frame.
  if (pictures.length < Math.max(1, storyboard.count - 1)) return
  for (let start = 0; start < pictures.length; start += tilesPerSheet) {
    const tiles = await Promise.all(pictures.slice(start, start + tilesPerSheet).map(key => getBuffer(store, key)))
    const sheet = await composeSheet(tiles, storyboard).catch(error => {
      log.error({ contentHash: encoding.contentHash, err: error }, 'Could not compose a storyboard')
    })
    if (!sheet) return
    await put(store, prefix + outputNames.sheet(start / tilesPerSheet + 1), sheet, 'image/jpeg')
  }
  const text = formatStoryboard(storyboard, pictures.length, video.durationSeconds)
  await put(store, textKey, Buffer.from(text), 'text/vtt; charset=utf-8')
}

/** Lists keys in order. Pictures are numbered with leading zeros. */
async function listKeys({ store }: Services, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const objects of listCurrentObjects(store, prefix)) keys.push(...objects.map(({ key }) => key))
  return keys.sort()
}

function composeSheet(tiles: Buffer[], storyboard: Storyboard): Promise<Buffer> {
  const size = {
    width: storyboard.width * Math.min(tiles.length, tilesPerRow),
    height: storyboard.height * Math.ceil(tiles.length / tilesPerRow),
  }
  const overlays = tiles.map((input, tile) => {
    const { left, top } = tilePosition(tile, storyboard)
    return { input, left, top }
  })
  return sharp({ create: { ...size, channels: 3, background: 'black' } })
    .composite(overlays)
    .jpeg({ quality: jpegQuality })
    .toBuffer()
}
