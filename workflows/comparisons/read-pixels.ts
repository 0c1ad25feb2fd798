import sharp from 'sharp'
import type { Pixels } from './find-differences.ts'

/** Decodes a picture to its pixels. */
export async function readPixels(picture: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}
