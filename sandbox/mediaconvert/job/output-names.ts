/** Where an output group writes: `s3://bucket/` and a key's beginning that ends in the base of all names. */
export interface Destination {
  bucket: string
  /** Folder with its slash, or empty. */
  folder: string
  base: string
}

/** Bucket and key of an `s3://` address. */
export function splitS3Url(url: string): { bucket: string; key: string } {
  const slash = url.indexOf('/', 5)
  return { bucket: url.slice(5, slash), key: url.slice(slash + 1) }
}

/**
 * MediaConvert takes the base of the names from the last part of the destination, or, when that ends in a slash, from the
 * input's file name without its extension.
 */
export function destinationOf(destination: string, fileInput: string): Destination {
  const { bucket, key } = splitS3Url(destination)
  const slash = key.lastIndexOf('/') + 1
  const inputName = fileInput.slice(fileInput.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
  return { bucket, folder: key.slice(0, slash), base: key.slice(slash) || inputName }
}

/** The playlist of the group: `index.m3u8`. */
export const masterName = (base: string) => `${base}.m3u8`

/** The playlist of one rendition: `index_480p.m3u8`. */
export const childName = (base: string, modifier: string) => `${base}${modifier}.m3u8`

/** The segments of one rendition, as ffmpeg numbers them, from 1: `index_480p_00001.ts`. */
export const segmentPattern = (base: string, modifier: string) => `${base}${modifier}_%05d.ts`

/** The pictures of one series, as ffmpeg numbers them, from 0: `index_poster.0000000.jpg`. */
export const picturePattern = (base: string, modifier = '') => `${base}${modifier}.%07d.jpg`
