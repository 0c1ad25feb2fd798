/** The file name extensions of videos. Of alternate sources, the one whose extension comes first is encoded. */
export const videoExtensions = 'mp4 m4v mov webm mkv avi wmv mpg mpeg ogv ogg 3gp flv'.split(' ')

/**
 * The file names that count as videos, as a pattern for Postgres and JavaScript alike; letter case does not matter. `.ts` is none of them: it
 * ends programs in TypeScript and the pieces of a stream that an author has made already.
 */
export const videoPattern = `\\.(${videoExtensions.join('|')})$`

const videoRegExp = new RegExp(videoPattern, 'i')

/** Does this path count as a video? Decided by its ending, before anything is copied. */
export const isVideo = (path: string): boolean => videoRegExp.test(path)
