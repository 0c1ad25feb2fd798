/** Where things lie in the bucket. Paths keep the letter case that the author sees. */

/** `draft/<path in Dropbox>`: the draft; `dropboxPath` is the package's folder and begins with a slash. */
export const draftKey = (dropboxPath: string, path: string) => `draft${dropboxPath}/${path}`

/** `originals/<path in Dropbox>`: a page as the author wrote it, where the draft's differs. */
export const originalKey = (dropboxPath: string, path: string) => `originals${dropboxPath}/${path}`

/** The draft's page that an original belongs to. */
export const draftKeyOfOriginal = (key: string) => `draft${key.slice('originals'.length)}`

/** `sources/<content hash>`: the bytes that a job reads. */
export const sourceKey = (contentHash: string) => `sources/${contentHash}`

/** `media/<content hash>/<profile>/<attempt>/`: what MediaConvert made in one attempt; never written again once READY. */
export const mediaPrefix = (contentHash: string, profile: string, attempt: number) =>
  `media/${contentHash}/${profile}/${attempt}/`

/** `captions/<content hash>.vtt`: captions as WebVTT in UTF-8, by the hash of the file that they were made of. */
export const captionsKey = (contentHash: string) => `captions/${contentHash}.vtt`

/** The content hash that a source or converted captions lie under. */
export const contentHashOfKey = (key: string) => key.slice(key.indexOf('/') + 1).replace(/\.vtt$/, '')

/** `releases/<package>/<number>/`: a release, immutable. */
export const releasePrefix = (packageSlug: string, number: number) => `releases/${packageSlug}/${number}/`

/** A file of a release. */
export const releaseKey = (packageSlug: string, number: number, path: string) =>
  releasePrefix(packageSlug, number) + path
