/** The file name extensions of videos. Of alternate sources, the one whose extension comes first is encoded. */
export const videoExtensions = 'mp4 m4v mov webm mkv avi wmv mpg mpeg ogv ogg 3gp flv 3g2 asf f4v m2ts m2t vob'.split(
  ' ',
)

/**
 * The extensions of MPEG transport streams that other files have too: TypeScript programs, translations, and the
 * segments of an author's own HLS stream. Such a file is a video only if its bytes and its use say so.
 */
const ambiguousExtensions = ['ts', 'mts']

const patternOf = (extensions: string[]) => `\\.(${extensions.join('|')})$`

/** The pattern of video file names, for both Postgres and JavaScript. Match it without regard to letter case. */
export const videoPattern = patternOf(videoExtensions)

/** The pattern of file names that may be videos. Matched like `videoPattern`. */
export const ambiguousVideoPattern = patternOf(ambiguousExtensions)

/** The pattern of all files that are probed. Matched like `videoPattern`. */
export const probedPattern = patternOf([...videoExtensions, ...ambiguousExtensions])

const videoRegExp = new RegExp(videoPattern, 'i')
const ambiguousRegExp = new RegExp(ambiguousVideoPattern, 'i')

/** Checks by its extension whether a path is a video, before anything is copied. */
export const isVideo = (path: string): boolean => videoRegExp.test(path)

/** Checks by its extension whether only the bytes and the use of a file tell if it is a video. */
export const mayBeVideo = (path: string): boolean => ambiguousRegExp.test(path)
