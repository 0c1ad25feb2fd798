const endings = ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'wmv', 'mpg', 'mpeg', 'ogv', 'ogg', '3gp', 'flv']

/** The file names that count as videos, as a pattern for Postgres and JavaScript alike; letter case does not matter. */
export const videoPattern = `\\.(${endings.join('|')})$`

const matches = new RegExp(videoPattern, 'i')

/** Does this path count as a video? Decided by its ending, before anything is copied. */
export const isVideo = (path: string): boolean => matches.test(path)
