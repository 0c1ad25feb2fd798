/** What a browser asks the content host for, by the part it plays for a video. */
export const requestKinds = [
  'graphql',
  'master',
  'rendition',
  'first segment',
  'later segment',
  'hls.js',
  'player chunk',
  'player.js',
  'captions',
  'poster',
  'file',
  'page',
  'other',
] as const

export type RequestKind = (typeof requestKinds)[number]

/** How long segments are, except the last one, in seconds. */
export const segmentSeconds = 4
/** The first segment that counts as a later one, from 1. Most videos have three, so they have no fifth one to fail. */
export const laterSegment = 3

/** Returns the kind of a request by its path. The query does not matter. Releases, drafts, and viewers have the same names. */
export function requestKindOf(url: string): RequestKind {
  const path = url.replace(/\?.*/, '')
  if (path.endsWith('/graphql')) return 'graphql'
  if (/\/lectern\/player\.js$/.test(path)) return 'player.js'
  if (/\/lectern\/hls\.js$/.test(path)) return 'hls.js'
  if (/\/lectern\/[^/]+\.js$/.test(path)) return 'player chunk'
  if (/\.m3u8$/.test(path)) return /_\d+p[^/]*\.m3u8$/.test(path) ? 'rendition' : 'master'
  const segment = /_(\d+)\.ts$/.exec(path)
  if (segment) {
    const number = Number(segment[1])
    return number === 1 ? 'first segment' : number >= laterSegment ? 'later segment' : 'other'
  }
  if (/\/captions\/|\.vtt$/.test(path)) return 'captions'
  if (/\/media\/[0-9a-f]{64}\/.*\.(jpe?g|png)$/.test(path)) return 'poster'
  if (/\.(mp4|m4v|webm|ogv|mov)$/i.test(path)) return 'file'
  if (/(\.x?html?|\/)$/i.test(path)) return 'page'
  return 'other'
}
