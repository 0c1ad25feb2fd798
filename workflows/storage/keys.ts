/** Keys of objects in the bucket. Paths keep the letter case that the author sees. */

/** `draft/<path in Dropbox>`: a file of the draft. `dropboxPath` is the package's folder and starts with a slash. */
export const draftKey = (dropboxPath: string, path: string) => `draft${dropboxPath}/${path}`

/** `originals/<path in Dropbox>`: a page as the author wrote it, where the draft's page differs. */
export const originalKey = (dropboxPath: string, path: string) => `originals${dropboxPath}/${path}`

/** The key of the draft's page that an original belongs to. */
export const draftKeyOfOriginal = (key: string) => `draft${key.slice('originals'.length)}`

/** The key of the original of a draft's page. */
export const originalKeyOfDraft = (key: string) => `originals${key.slice('draft'.length)}`

/** `sources/<content hash>`: the bytes that a job reads. */
export const sourceKey = (contentHash: string) => `sources/${contentHash}`

/** `media/<content hash>/<profile>/<attempt>/`: the outputs of one attempt. Never written again once READY. */
export const mediaPrefix = (contentHash: string, profile: string, attempt: number) =>
  `media/${contentHash}/${profile}/${attempt}/`

/**
 * `captions/<content hash>.vtt`: captions converted to WebVTT in UTF-8, by the content hash of their original file.
 * `captions/<content hash>.<reading>.vtt` if that was not Unicode.
 */
export const captionsKey = (contentHash: string, reading: string) =>
  `captions/${[contentHash, reading].filter(Boolean).join('.')}.vtt`

/** The content hash in the key of a source or of converted captions. */
export const contentHashOfKey = (key: string) => key.slice(key.indexOf('/') + 1).replace(/\..*$/, '')

/** `comparisons/<comparison>/`: the pictures of a comparison of pages. */
export const comparisonPrefix = (comparisonId: string) => `comparisons/${comparisonId}/`

/** The picture of a page of a comparison, before or after. */
export const comparisonKey = (comparisonId: string, pageNumber: number, side: 'before' | 'after') =>
  `${comparisonPrefix(comparisonId)}${pageNumber}/${side}.png`

/** `releases/<package>/<number>/`: a release, immutable. */
export const releasePrefix = (packageSlug: string, number: number) => `releases/${packageSlug}/${number}/`

/** A file of a release. */
export const releaseKey = (packageSlug: string, number: number, path: string) =>
  releasePrefix(packageSlug, number) + path
