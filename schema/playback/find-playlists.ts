import type { Access, Playlist, PlaylistQuery } from '../context.ts'
import { encodePath } from '@lectern/domain/playback/content-address'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import type { Services } from '@lectern/server/open-services'
import { captionsByStem, captionTracks } from './caption-tracks.ts'
import { fallbacks } from './direct-play.ts'
import type { PlayableVideo } from '@lectern/domain/playback/playable-videos'
import { type PlaybackSource, resolvePlaybackSource } from './viewing.ts'

/** The streams of a package's videos, by path; null for what whoever asks may not see. Addresses are whole, also for the content host's pages. */
export async function findPlaylists(
  { database, configuration }: Pick<Services, 'database' | 'configuration'>,
  access: Access,
  input: PlaylistQuery,
): Promise<Playlist[] | null> {
  const source = await resolvePlaybackSource(database, access, input)
  if (!source) return null
  const origin = contentOrigin(configuration, input.package)
  const fallbackPaths = fallbacks(source.videos)
  const context = { ...source, captions: captionsByStem(source.captions), origin }
  return source.videos.map(video => toPlaylist(video, fallbackPaths.get(video.path) ?? null, context))
}

type PlaylistContext = Pick<PlaybackSource, 'fileBaseUrl' | 'streamBaseUrl'> & {
  captions: ReturnType<typeof captionsByStem>
  origin: string
}

function toPlaylist(
  video: PlayableVideo,
  fallback: string | null,
  { captions, fileBaseUrl, streamBaseUrl, origin }: PlaylistContext,
): Playlist {
  const streamUrl = (key: string | null) => key && `${origin}${streamBaseUrl}/${encodePath(key)}`
  const fileUrl = (path: string) => `${origin}${fileBaseUrl}${encodePath(path)}`
  return {
    path: video.path,
    url: streamUrl(video.masterKey),
    fallbackUrl: fileBaseUrl !== null && fallback !== null ? fileUrl(fallback) : null,
    posterUrl: streamUrl(video.posterKey),
    storyboardUrl: streamUrl(video.storyboardKey),
    durationSeconds: video.durationSeconds,
    captions: fileBaseUrl === null ? [] : captionTracks(video.path, captions, fileUrl),
  }
}
