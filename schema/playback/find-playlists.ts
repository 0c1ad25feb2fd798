import { encodePath } from '@lectern/domain/playback/content-address'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import type { PlayableVideo } from '@lectern/domain/playback/playable-videos'
import type { Context } from '../context.ts'
import { type CaptionTrack, captionsByStem, captionTracks } from './caption-tracks.ts'
import { fallbacks } from './direct-play.ts'
import { type PlaybackSource, type PlaylistQuery, resolvePlaybackSource } from './playback-source.ts'

/** The player's data for one video. Addresses are absolute. */
export type Playlist = {
  path: string
  url: string | null
  fallbackUrl: string | null
  posterUrl: string | null
  storyboardUrl: string | null
  durationSeconds: number | null
  sourceWidth: number | null
  sourceHeight: number | null
  sourceSeconds: number | null
  captions: CaptionTrack[]
}

/** Returns the playlists of a package's videos, by path. Null when the caller may not see them. */
export async function findPlaylists({ access, services }: Context, query: PlaylistQuery): Promise<Playlist[] | null> {
  const source = await resolvePlaybackSource(services, access, query)
  if (!source) return null
  const origin = contentOrigin(services.settings.content, query.package)
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
    ...{ durationSeconds: video.durationSeconds, sourceSeconds: video.sourceSeconds },
    ...{ sourceWidth: video.sourceWidth, sourceHeight: video.sourceHeight },
    captions: fileBaseUrl === null ? [] : captionTracks(video.path, captions, fileUrl),
  }
}
