import { afterEach, expect, it, vi } from 'vitest'
import { fetchPlayback, findPlaylist, type Playlist, playbackUrl } from './playlists.ts'

const pageLocation = {
  graphql: '/graphql',
  root: '/production/hare/3/',
  package: 'hare',
  release: 3,
  environment: 'production',
}
const playlist = (path: string): Playlist => ({
  path,
  url: `/media/${path}.m3u8`,
  posterUrl: null,
  storyboardUrl: null,
  sourceWidth: null,
  sourceHeight: null,
  sourceSeconds: null,
  captions: [],
})
const stubResponse = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }))

afterEach(() => vi.unstubAllGlobals())

it('requests all playlists with one GET that is the same for every visitor', () => {
  const copy = { ...pageLocation, package: 'hare' }
  expect(playbackUrl(pageLocation)).toBe(playbackUrl(copy))
  const { pathname, searchParams } = new URL(playbackUrl(pageLocation), 'http://x')
  expect(pathname).toBe('/graphql')
  expect(searchParams.get('variables')).toBe('{"package":"hare","release":3,"environment":"production"}')
  expect(searchParams.get('query')).toContain('playlists(package:$package,')
})

it('sends only the package and the revision for a preview', () => {
  const url = playbackUrl({
    graphql: '/preview/t/graphql',
    root: '/preview/t/hare/7/',
    package: 'hare',
    revision: 7,
  })
  expect(new URL(url, 'http://x').searchParams.get('variables')).toBe('{"package":"hare","revision":7}')
})

it('returns the playlists and the settings of the response', async () => {
  const settings = { controls: true, resume: false }
  stubResponse(200, { data: { playlists: [playlist('a.mp4')], playerSettings: settings } })
  expect(await fetchPlayback(pageLocation)).toEqual({ playlists: [playlist('a.mp4')], settings })
})

it.each([
  [503, {}],
  [200, { data: { playlists: null }, errors: [{ message: 'no' }] }],
  [200, { errors: [] }],
  [200, { data: { playlists: [], playerSettings: null } }],
])('throws when the response has no playlists (%i %j)', async (status, body) => {
  stubResponse(status, body)
  await expect(fetchPlayback(pageLocation)).rejects.toThrow('playlists')
})

it('prefers the exact path to one with different letter case or Unicode normalization', () => {
  const list = ['Race.mp4', 'race.mp4', 'H\u00e4schen.MP4'].map(playlist)
  expect(findPlaylist(list, 'race.mp4')?.path).toBe('race.mp4')
  expect(findPlaylist(list, 'RACE.mp4')?.path).toBe('Race.mp4')
  expect(findPlaylist(list, 'ha\u0308schen.mp4')?.path).toBe('H\u00e4schen.MP4')
  expect(findPlaylist(list, 'other.mp4')).toBeUndefined()
})
