import type { PageLocation } from './page-location.ts'

/** The stream of one video: the fields of `Playlist` that the player requests. `schema.graphql` describes each. */
export type Playlist = {
  path: string
  url: string | null
  fallbackUrl: string | null
  posterUrl: string | null
  durationSeconds: number | null
  captions: CaptionTrack[]
}

/** Captions of one language and kind, as WebVTT. */
export type CaptionTrack = { language: string; kind: 'STANDARD' | 'SDH' | 'FORCED'; label: string; url: string }

/** How long a page waits for the response before it plays the author's own files, in milliseconds. */
export const playlistsTimeoutMs = 5000

const query =
  'query P($package:String!,$release:Int,$environment:String,$revision:Int)' +
  '{playlists(package:$package,release:$release,environment:$environment,revision:$revision)' +
  '{path url fallbackUrl posterUrl durationSeconds captions{language kind label url}}}'

/**
 * Returns the URL of the query. It is identical, byte for byte, for every visitor of a release, so that caches can
 * answer it. Therefore the variables have a fixed order, and nothing in it depends on the visitor.
 */
export function playlistsUrl(pageLocation: PageLocation): string {
  const { package: slug, release, environment, revision } = pageLocation
  const variables = JSON.stringify({ package: slug, release, environment, revision })
  return `${pageLocation.graphql}?${new URLSearchParams({ query, variables })}`
}

/**
 * Fetches all playlists of the package with one GET.
 * @throws on network errors, error statuses, GraphQL errors, and timeouts; the caller then plays the author's files
 */
export async function fetchPlaylists(pageLocation: PageLocation): Promise<Playlist[]> {
  const response = await fetch(playlistsUrl(pageLocation), {
    headers: { accept: 'application/graphql-response+json, application/json' },
    credentials: 'omit',
    signal: AbortSignal.timeout(playlistsTimeoutMs),
  })
  if (!response.ok) throw new Error(`playlists: status ${response.status}`)
  const { data } = (await response.json()) as { data?: { playlists?: Playlist[] | null } | null }
  if (!data?.playlists) throw new Error('playlists: no data')
  return data.playlists
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
