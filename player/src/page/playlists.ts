import type { PageLocation } from './page-location.ts'
import { playbackQuery } from './playback-query.ts'

/** The stream of one video: the fields of `Playlist` that the player requests. `schema.graphql` describes each. */
export type Playlist = {
  path: string
  url: string | null
  posterUrl: string | null
  storyboardUrl: string | null
  sourceWidth: number | null
  sourceHeight: number | null
  sourceSeconds: number | null
  captions: CaptionTrack[]
}

/** Captions of one language and kind, as WebVTT. */
export type CaptionTrack = { language: string; kind: 'STANDARD' | 'SDH' | 'FORCED'; label: string; url: string }

/** What the environment's administrator chose for the player. */
export type PlayerSettings = { controls: boolean; resume: boolean }

/** What the player knows about its package. */
export type PackagePlayback = { playlists: Playlist[]; settings: PlayerSettings }

/**
 * Returns the URL of the query. It is identical, byte for byte, for every visitor of a release, so that caches can
 * answer it. Therefore the variables have a fixed order, and nothing in it depends on the visitor.
 */
export function playbackUrl(pageLocation: PageLocation): string {
  const { package: slug, release, environment, revision } = pageLocation
  const variables = JSON.stringify({ package: slug, release, environment, revision })
  return `${pageLocation.graphql}?${new URLSearchParams({ query: playbackQuery, variables })}`
}

/**
 * Fetches all playlists of the package and the player's settings with one GET. Waits as long as it takes: the author's
 * files play meanwhile.
 * @throws on network errors, error statuses, and GraphQL errors; the author's files then stay
 */
export async function fetchPlayback(pageLocation: PageLocation): Promise<PackagePlayback> {
  const response = await fetch(playbackUrl(pageLocation), {
    headers: { accept: 'application/graphql-response+json, application/json' },
    credentials: 'omit',
  })
  if (!response.ok) throw new Error(`playlists: status ${response.status}`)
  const { data } = (await response.json()) as {
    data?: { playlists?: Playlist[] | null; playerSettings?: PlayerSettings | null } | null
  }
  if (!data?.playlists || !data.playerSettings) throw new Error('playlists: no data')
  return { playlists: data.playlists, settings: data.playerSettings }
}

/**
 * Finds the playlist for a path, first by its exact spelling, then ignoring letter case. Dropbox treats `Race.MP4` and
 * `race.mp4` as the same file, so the match is unique, and a page that worked on the author's disk also plays here.
 */
export function findPlaylist(playlists: Playlist[], path: string): Playlist | undefined {
  const normalize = (text: string) => text.normalize('NFC').toLowerCase()
  return (
    playlists.find(playlist => playlist.path === path) ??
    playlists.find(playlist => normalize(playlist.path) === normalize(path))
  )
}
