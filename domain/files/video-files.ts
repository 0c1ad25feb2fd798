/** The file name extensions of videos. Of alternate sources, the one whose extension comes first is encoded. */
export const videoExtensions = 'mp4 m4v mov webm mkv avi wmv mpg mpeg ogv ogg 3gp flv'.split(' ')

/**
 * The pattern of video file names, for both Postgres and JavaScript. Match it without regard to letter case. `.ts` is
 * excluded, because TypeScript programs and the segments of an author's own HLS streams have it.
 */
export const videoPattern = `\\.(${videoExtensions.join('|')})$`

const videoRegExp = new RegExp(videoPattern, 'i')

/** Checks by its extension whether a path is a video, before anything is copied. */
export const isVideo = (path: string): boolean => videoRegExp.test(path)
