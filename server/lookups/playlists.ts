import type { Access, Playlist, PlaylistQuestion } from '@lectern/schema/context'
import { encodePath } from '../content/address.ts'
import { contentBase } from '../content/base.ts'
import type { World } from '../world.ts'
import { captionsByStem, captionsOf } from './captions.ts'
import { fallbacks } from './fallback.ts'
import type { StreamedVideo } from './streamed-videos.ts'
import { type Viewing, viewingOf } from './viewing.ts'

/** The streams of a package's videos, by path; null for what whoever asks may not see. Addresses are whole, also for the content host's pages. */
export async function playlists(
  { database, configuration }: Pick<World, 'database' | 'configuration'>,
  access: Access,
  question: PlaylistQuestion,
): Promise<Playlist[] | null> {
  const viewing = await viewingOf(database, access, question)
  if (!viewing) return null
  const base = contentBase(configuration, question.package)
  const files = fallbacks(viewing.videos)
  const place = { ...viewing, captions: captionsByStem(viewing.captions), base }
  return viewing.videos.map(video => describe(video, files.get(video.path) ?? null, place))
}

type Place = Pick<Viewing, 'files' | 'streams'> & { captions: ReturnType<typeof captionsByStem>; base: string }

function describe(video: StreamedVideo, fallback: string | null, { captions, files, streams, base }: Place): Playlist {
  const stream = (key: string | null) => key && `${base}${streams}/${encodePath(key)}`
  const file = (path: string) => `${base}${files}${encodePath(path)}`
  return {
    path: video.path,
    url: stream(video.masterKey),
    fallbackUrl: files !== null && fallback !== null ? file(fallback) : null,
    posterUrl: stream(video.posterKey),
    storyboardUrl: stream(video.storyboardKey),
    durationSeconds: video.durationSeconds,
    captions: files === null ? [] : captionsOf(video.path, captions, file),
  }
}
