import type { PageLocation } from './page-location.ts'

/** The stream of one video: the fields of `Playlist` that the player asks for (schema.graphql says what each means). */
export type Playlist = {
  path: string
  url: string | null
  fallbackUrl: string | null
  posterUrl: string | null
  durationSeconds: number | null
  captions: CaptionTrack[]
}

/** One language of captions, as WebVTT. */
export type CaptionTrack = { language: string; label: string; url: string }

/** How long a page waits for the answer before it plays the author's own files; milliseconds. */
export const playlistsTimeoutMs = 5000

const query =
  'query P($package:String!,$release:Int,$environment:String,$revision:Int)' +
  '{playlists(package:$package,release:$release,environment:$environment,revision:$revision)' +
  '{path url fallbackUrl posterUrl durationSeconds captions{language label url}}}'

/**
 * The address of the question, the same to the last byte for every visitor of a release, so that caches can answer it.
 * That is why the variables stand in a fixed order and nothing of the visitor is in it.
 */
export function playlistsUrl(pageLocation: PageLocation): string {
  const { package: slug, release, environment, revision } = pageLocation
  const variables = JSON.stringify({ package: slug, release, environment, revision })
  return `${pageLocation.graphql}?${new URLSearchParams({ query, variables })}`
}

/**
 * All playlists of the package in one GET.
 * @throws whatever keeps the answer away (network, status, GraphQL errors, patience): the caller then plays the author's files
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
 * The playlist for a path, first as it is, then in any letter case: Dropbox does not tell `Race.MP4` from `race.mp4`, so
 * two files never differ by it, and a page that worked on the author's disk plays here too.
 */
export function findPlaylist(playlists: Playlist[], path: string): Playlist | undefined {
  const normalize = (text: string) => text.normalize('NFC').toLowerCase()
  return playlists.find(one => one.path === path) ?? playlists.find(one => normalize(one.path) === normalize(path))
}
