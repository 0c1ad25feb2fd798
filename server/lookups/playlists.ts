import type { Access, Playlist, PlaylistQuestion } from '@lectern/schema/context'
import type { Database } from '@lectern/schema/database'
import { encodePath } from '../content/address.ts'
import { type CaptionsFile, captionsIn } from '../content/captions.ts'
import type { World } from '../world.ts'
import { captionsOf } from './captions.ts'
import { fallbacks } from './fallback.ts'
import { draftVideos, releaseVideos, type StreamedVideo } from './streamed-videos.ts'
import { type Viewing, viewingOf } from './viewing.ts'

/** The streams of a package's videos, by path; null for what whoever asks may not see. Addresses are whole, also for the content host's pages. */
export async function playlists(
  { database, configuration }: Pick<World, 'database' | 'configuration'>,
  access: Access,
  question: PlaylistQuestion,
): Promise<Playlist[] | null> {
  const viewing = await viewingOf(database, access, question)
  if (!viewing) return null
  const base = configuration.LECTERN_CONTENT_URL
  const [videos, captions] = await Promise.all([videosOf(database, viewing), captionsIn(database, viewing.edition)])
  const files = fallbacks(videos)
  return videos.map(video => describe(video, files.get(video.path) ?? null, captions, viewing, base))
}

function videosOf(database: Database, { edition, releaseId }: Viewing): Promise<StreamedVideo[]> {
  if (releaseId !== null) return releaseVideos(database, releaseId)
  return 'revision' in edition ? draftVideos(database, edition.packageId, edition.revision) : Promise.resolve([])
}

function describe(
  video: StreamedVideo,
  fallback: string | null,
  captions: CaptionsFile[],
  { files, streams }: Viewing,
  base: string,
): Playlist {
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
