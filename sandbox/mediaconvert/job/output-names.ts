/** The destination of an output group: `s3://bucket/` and a key prefix that ends with the base of all names. */
export interface Destination {
  bucket: string
  /** The folder with a trailing slash, or empty. */
  folder: string
  base: string
}

/** Splits an `s3://` URL into bucket and key. */
export function splitS3Url(url: string): { bucket: string; key: string } {
  const slash = url.indexOf('/', 5)
  return { bucket: url.slice(5, slash), key: url.slice(slash + 1) }
}

/**
 * Parses a destination. As in MediaConvert, the base of all names is the last part of the destination. If that ends
 * with a slash, the base is the input's file name without its extension.
 */
export function destinationOf(destination: string, fileInput: string): Destination {
  const { bucket, key } = splitS3Url(destination)
  const slash = key.lastIndexOf('/') + 1
  const inputName = fileInput.slice(fileInput.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
  return { bucket, folder: key.slice(0, slash), base: key.slice(slash) || inputName }
}

/** Returns the file name of a group's playlist, such as `index.m3u8`. */
export const masterName = (base: string) => `${base}.m3u8`

/** Returns the file name of a rendition's playlist, such as `index_480p.m3u8`. */
export const childName = (base: string, modifier: string) => `${base}${modifier}.m3u8`

/** Returns ffmpeg's pattern for a rendition's segments, numbered from 1, such as `index_480p_00001.ts`. */
export const segmentPattern = (base: string, modifier: string) => `${base}${modifier}_%05d.ts`

/** Returns ffmpeg's pattern for frame captures, numbered from 0, such as `index_poster.0000000.jpg`. */
export const capturePattern = (base: string, modifier = '') => `${base}${modifier}.%07d.jpg`
