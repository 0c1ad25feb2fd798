import type { ExaminedVideo } from '@lectern/domain/findings/examined-package'
import { pictureGaps } from '@lectern/domain/transcode/short-picture'
import { formatTime } from '../../transcode/source/position.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'

/** Returns the whole videos that pages do not show as decoration, and that no other file stands for. */
const wholeVideos = ({ videos, alternates, decorations }: PreparedPackage): ExaminedVideo[] =>
  videos.filter(({ path, problem }) => problem === null && !alternates.has(path) && !decorations.has(path))

const withShortPicture = (pkg: PreparedPackage, isPlayable: boolean) =>
  wholeVideos(pkg).flatMap(video => {
    const gaps = pictureGaps(video)
    return video.browserPlayable === isPlayable && (gaps.before || gaps.after) ? [{ ...video, ...gaps }] : []
  })

const timeOf = (seconds: number | null) => formatTime(Math.floor(seconds ?? 0))

/** Reports videos that stay files, because a stream could not go on with the last picture as browsers do. */
export const notStreamedVideos = (pkg: PreparedPackage): RuleFinding[] =>
  withShortPicture(pkg, true).map(({ path, before, after, pictureStartSeconds, pictureEndSeconds }) => {
    const begins = before ? `The picture begins only at ${timeOf(pictureStartSeconds)}. ` : ''
    const ends = after
      ? `The picture ends at ${timeOf(pictureEndSeconds)}, and the sound goes on. Browsers show the last picture until the end. `
      : ''
    return {
      ...{ path, line: null },
      message: `${begins}${ends}So the video stays as it is, and Lectern does not stream it.`,
      remedy:
        'You do not need to do anything. If Lectern should stream the video, export it with a picture from the beginning to the end.',
    }
  })

/** Reports videos to whose picture Lectern adds black. */
export const shortPictures = (pkg: PreparedPackage): RuleFinding[] =>
  withShortPicture(pkg, false).map(({ path, before, after, pictureStartSeconds, pictureEndSeconds }) => {
    const sentences = [
      ...(before ? [`The picture begins at ${timeOf(pictureStartSeconds)}; before that teachers see black.`] : []),
      ...(after ? [`The picture ends at ${timeOf(pictureEndSeconds)}; after that teachers see black.`] : []),
    ]
    const until = before ? 'from the beginning to the end' : 'to the end'
    return { path, line: null, message: sentences.join(' '), remedy: `Export the video with the picture ${until}.` }
  })

/** Reports videos with several sound tracks, of which one is streamed. */
export const otherSoundTracks = (pkg: PreparedPackage): RuleFinding[] =>
  wholeVideos(pkg).flatMap(video => {
    const { path, soundTracks, soundTrack, browserPlayable } = video
    const gaps = pictureGaps(video)
    if (!soundTracks || soundTracks < 2 || (browserPlayable && (gaps.before || gaps.after))) return []
    const others = soundTracks === 2 ? 'the other one is not' : 'the others are not'
    return [
      {
        ...{ path, line: null },
        message: `The video has ${soundTracks} sound tracks. Track ${soundTrack ?? 1} is streamed, because it is the default; ${others}.`,
        remedy: 'If teachers should hear another one, export the video with that sound alone.',
      },
    ]
  })
