/** Creates a package with a video for tests, and fetches its playlists from the content host. */
import { randomBytes } from 'node:crypto'
import { profile } from '@lectern/domain/transcode/encoding-settings'
import {
  buildDeployment,
  buildDraft,
  buildDraftFile,
  buildEncoding,
  buildPackage,
  buildVideo,
} from '../../domain/test/factories.ts'
import type { TestServer } from './server.ts'

/** Queries all fields of playlists. */
export const playlistQuery = `query P($package: String!, $release: Int, $environment: String, $revision: Int) {
  playlists(package: $package, release: $release, environment: $environment, revision: $revision) {
    path url fallbackUrl posterUrl storyboardUrl durationSeconds captions { language kind label url } } }`

/** Fetches playlists as the player does. */
export async function fetchPlaylists(server: TestServer, variables: object, path = '/graphql') {
  const search = new URLSearchParams({ query: playlistQuery, variables: JSON.stringify(variables) })
  const response = await fetch(`${server.content}${path}?${search}`)
  const { data, errors } = (await response.json()) as { data?: { playlists: object[] | null }; errors?: object[] }
  return { response, playlists: data?.playlists, errors }
}

/** Creates a package whose draft and deployed release 1 have one video with a stream. */
export async function buildPackageWithVideo(server: TestServer) {
  const contentHash = randomBytes(32).toString('hex')
  const keys = {
    masterKey: `media/${contentHash}/${profile}/1/hls/index.m3u8`,
    posterKey: `media/${contentHash}/${profile}/1/poster.jpg`,
    storyboardKey: `media/${contentHash}/${profile}/1/storyboard/storyboard.vtt`,
  }
  const ready = { status: 'READY' as const, contentHash, profile }
  const encoding = await buildEncoding(server.database, ready, { ...keys, durationSeconds: 4.5 })
  const pkg = await buildPackage(server.database)
  await buildDraft(server.database, { packageId: pkg.id })
  const video = await buildVideo(server.database, { packageId: pkg.id, path: 'videos/über uns.mp4', contentHash })
  await buildDraftFile(server.database, { packageId: pkg.id, path: 'videos/Über uns.de.vtt' })
  const release = await server.release(pkg.id, {
    'videos/über uns.mp4': 'x',
    'videos/über uns.fr.vtt': 'y',
    'videos/über uns.vtt': 'z',
  })
  const row = { releaseId: release.id, videoId: video.id, path: video.path, encodingId: encoding.id, attempt: 1 }
  await server.database.releaseVideo.create({ data: row })
  const environment = await server.environment()
  const deployment = await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  return { pkg, keys, environment, deployment, contentHash }
}
