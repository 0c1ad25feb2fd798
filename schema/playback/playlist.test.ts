import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildDeployment,
  buildEncoding,
  buildEnvironment,
  buildPackage,
  buildRelease,
} from '../../domain/test/factories.ts'
import { publicSchema } from '../graphql.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** Builds a package whose release 1, with the encoded video `a.mp4`, is shown in a public environment. */
async function buildDeployedVideo() {
  const environment = await buildEnvironment(api.database)
  const release = await buildRelease(api.database, { packageId: (await buildPackage(api.database)).id })
  await buildDeployment(api.database, { releaseId: release.id, environmentId: environment.id })
  const { packageId, number } = release
  const keys = { masterKey: 'media/a/master.m3u8', storyboardKey: 'media/a/storyboard.vtt' }
  const encoding = await buildEncoding(api.database, { status: 'READY' }, { ...keys, durationSeconds: 3 })
  const video = await api.database.video.create({ data: { packageId, path: 'a.mp4' } })
  const source = { sourceKey: 'a', sourceVersionId: 'v', sourceEtag: 'e', key: 'a', versionId: 'v', etag: 'e' }
  const file = { path: 'a.mp4', contentHash: encoding.contentHash, bytes: 1n, storedBytes: 1n, mediaType: 'video/mp4' }
  const facts = { ...file, ...source, modifiedAt: new Date(), generated: false, videoId: video.id }
  await api.database.releaseFile.create({ data: { packageId, number, ...facts } })
  const shown = { releaseId: release.id, videoId: video.id, path: 'a.mp4', encodingId: encoding.id, attempt: 1 }
  await api.database.releaseVideo.create({ data: shown })
  const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
  return { slug, environment: environment.slug }
}

const isPublic = { access: { kind: 'public' as const } }

describe('playlists', () => {
  const text = `query ($p: String!, $e: String!) {
    playlists(package: $p, environment: $e, release: 1) { path url fallbackUrl posterUrl storyboardUrl captions { url } }
    a: playlist(package: $p, environment: $e, path: "a.mp4") { durationSeconds }
    b: playlist(package: $p, environment: $e, path: "b.mp4") { durationSeconds } }`

  test.each([isPublic, { caller: null }])('are returned to a caller who is not signed in (%o)', async options => {
    const { slug, environment } = await buildDeployedVideo()
    expect(await api.request(text, { p: slug, e: environment }, options)).toEqual({
      data: {
        playlists: [
          {
            path: 'a.mp4',
            url: 'http://content/media/a/master.m3u8',
            fallbackUrl: `http://content/${environment}/${slug}/1/a.mp4`,
            posterUrl: null,
            storyboardUrl: 'http://content/media/a/storyboard.vtt',
            captions: [],
          },
        ],
        a: { durationSeconds: 3 },
        b: null,
      },
      errors: [],
    })
  })

  test('are null for an unknown package', async () => {
    const { environment } = await buildDeployedVideo()
    const { data } = await api.request(text, { p: 'unknown', e: environment }, isPublic)
    expect(data).toEqual({ playlists: null, a: null, b: null })
  })
})

describe('the public schema', () => {
  test('contains only playlists and player settings', () => {
    const types = Object.keys(publicSchema.getTypeMap()).filter(name => !name.startsWith('__'))
    expect(types.sort()).toEqual([
      ...['Boolean', 'Captions', 'CaptionsKind', 'Float', 'Int', 'PlayerSettings', 'Playlist', 'Query', 'String'],
    ])
    expect(Object.keys(publicSchema.getQueryType()?.getFields() ?? {}).sort()).toEqual([
      'playerSettings',
      'playlist',
      'playlists',
    ])
  })

  test('returns playlists', async () => {
    const { slug, environment } = await buildDeployedVideo()
    const text = 'query ($p: String!, $e: String!) { playlists(package: $p, environment: $e) { path } }'
    const { data } = await api.request(text, { p: slug, e: environment }, { ...isPublic, schema: publicSchema })
    expect(data).toEqual({ playlists: [{ path: 'a.mp4' }] })
  })

  test('does not know any other field', async () => {
    const { errors } = await api.request('{ packages { totalCount } }', {}, { schema: publicSchema })
    expect(errors[0]?.message).toContain('Cannot query field "packages"')
  })
})
