import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { profile } from '@lectern/domain/transcode/encoding-settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDeployment, buildEncoding, buildPreviewLink, buildVideo } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildPackageWithVideo, fetchPlaylists, playlistQuery } from '../test/videos.ts'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await openTestServer()
  token = await server.token('AUDITOR')
})
afterAll(() => server.close())

const fetchContent = (variables: object, path?: string) => fetchPlaylists(server, variables, path)
const buildVideoPackage = () => buildPackageWithVideo(server)

const askApi = async (variables: object, authorization = `Bearer ${token}`) =>
  (await server.ask(playlistQuery, variables, { authorization })).data.playlists

const createProbe = (contentHash: string, browserPlayable: boolean | null) =>
  server.database.probe.create({ data: { contentHash, bytes: 1n, browserPlayable } })

describe('the playlists of a release', () => {
  test('return the stream, the file, the poster, and the captions to everyone, cached for a minute', async () => {
    const { pkg, keys, environment } = await buildVideoPackage()
    const { response, playlists } = await fetchContent({ package: pkg.slug, release: 1, environment: environment.slug })
    expect(response.headers.get('cache-control')).toBe('public, max-age=60')
    const root = `${server.content}/${environment.slug}/${pkg.slug}/1/videos/%C3%BCber%20uns`
    expect(playlists).toEqual([
      {
        path: 'videos/über uns.mp4',
        url: `${server.content}/${keys.masterKey}`,
        posterUrl: `${server.content}/${keys.posterKey}`,
        storyboardUrl: `${server.content}/${keys.storyboardKey}`,
        fallbackUrl: `${root}.mp4`,
        durationSeconds: 4.5,
        captions: [
          { language: 'und', kind: 'STANDARD', label: 'Captions', url: `${root}.vtt` },
          { language: 'fr', kind: 'STANDARD', label: 'Français', url: `${root}.fr.vtt` },
        ],
      },
    ])
    expect((await fetchContent({ package: pkg.slug, environment: environment.slug })).playlists).toEqual(playlists)
  })

  test('are null where the release is not deployed', async () => {
    const { pkg, environment, deployment } = await buildVideoPackage()
    const elsewhere = await server.environment()
    expect((await fetchContent({ package: pkg.slug, release: 1, environment: elsewhere.slug })).playlists).toBeNull()
    expect((await fetchContent({ package: pkg.slug, release: 2, environment: environment.slug })).playlists).toBeNull()
    const where = { id: deployment.id }
    await server.database.deployment.update({ where, data: { unpublishedAt: new Date() } })
    expect((await fetchContent({ package: pkg.slug, release: 1, environment: environment.slug })).playlists).toBeNull()
  })

  test('require permission to see the package when no environment is given', async () => {
    const { pkg } = await buildVideoPackage()
    expect((await fetchContent({ package: pkg.slug, release: 1 })).playlists).toBeNull()
    expect(await askApi({ package: pkg.slug, release: 1 })).toHaveLength(1)
  })

  test('require permission to see the package in an environment that requires a viewer token', async () => {
    const { pkg, environment } = await buildVideoPackage()
    await server.database.environment.update({ where: { id: environment.id }, data: { access: 'VIEWER_TOKEN' } })
    const variables = { package: pkg.slug, environment: environment.slug }
    expect((await fetchContent(variables)).playlists).toBeNull()
    expect(await askApi(variables)).toHaveLength(1)
  })
})

describe('the playlists of a draft', () => {
  async function createPreview(packageId: string) {
    const secret = randomBytes(24).toString('base64url')
    await buildPreviewLink(server.database, { packageId, secretHash: hashSecret(secret) })
    return `/preview/${secret}`
  }

  test('have only addresses below the token of a preview, and are not cached', async () => {
    const { pkg, keys } = await buildVideoPackage()
    const base = await createPreview(pkg.id)
    const { response, playlists } = await fetchContent({ package: pkg.slug, revision: 1 }, `${base}/graphql`)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const root = `${server.content}${base}`
    expect(playlists).toEqual([
      expect.objectContaining({
        url: `${root}/${keys.masterKey}`,
        fallbackUrl: `${root}/${pkg.slug}/1/videos/%C3%BCber%20uns.mp4`,
        captions: [
          {
            ...{ language: 'de', kind: 'STANDARD', label: 'Deutsch' },
            url: `${root}/${pkg.slug}/1/videos/%C3%9Cber%20uns.de.vtt`,
          },
        ],
      }),
    ])
  })

  test('are the only ones that a preview may read', async () => {
    const { pkg, environment } = await buildVideoPackage()
    const base = await createPreview(pkg.id)
    const other = await buildVideoPackage()
    expect((await fetchContent({ package: other.pkg.slug }, `${base}/graphql`)).playlists).toBeNull()
    const release = { package: pkg.slug, release: 1, environment: environment.slug }
    expect((await fetchContent(release, `${base}/graphql`)).playlists).toBeNull()
    expect((await fetchContent({ package: pkg.slug, revision: 9 }, `${base}/graphql`)).playlists).toBeNull()
  })

  test('are null for the public, and have the stream for callers with permission', async () => {
    const { pkg, keys } = await buildVideoPackage()
    expect((await fetchContent({ package: pkg.slug })).playlists).toBeNull()
    expect(await askApi({ package: pkg.slug })).toEqual([
      expect.objectContaining({ url: `${server.content}/${keys.masterKey}`, fallbackUrl: null, captions: [] }),
    ])
  })
})

describe('captions', () => {
  /** Creates a release of a video with these captions, by the end of the file name. Returns its captions. */
  async function captionsOf(files: Record<string, string>) {
    const { pkg, environment } = await buildVideoPackage()
    const release = await server.release(
      pkg.id,
      Object.fromEntries(
        Object.entries({ '.mp4': 'x', ...files }).map(([suffix, body]) => [`videos/über uns${suffix}`, body]),
      ),
    )
    const shown = await server.database.releaseVideo.findFirstOrThrow({ where: { release: { packageId: pkg.id } } })
    await server.database.releaseVideo.create({ data: { ...shown, releaseId: release.id } })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
    const { playlists } = await fetchContent({ package: pkg.slug, release: 2, environment: environment.slug })
    const root = `${server.content}/${environment.slug}/${pkg.slug}/2/`
    const [{ captions }] = playlists as [{ captions: Record<'language' | 'kind' | 'label' | 'url', string>[] }]
    return captions.map(({ language, kind, label, url }) =>
      [language, ...(kind === 'STANDARD' ? [] : [kind]), label, decodeURI(url.replace(root, ''))].join(' '),
    )
  }

  test('that were converted have an address of their own, and others are the file itself', async () => {
    const path = await server.storeConvertedCaptions('English words', 'WEBVTT')
    expect(
      await captionsOf({ '.en.srt': 'English words', '.de.vtt': 'Deutsche Worte', '.fr.srt': 'never seen' }),
    ).toEqual(['de Deutsch videos/über uns.de.vtt', `en English ${path}`])
  })

  test('of one language are one track: the .vtt file, unless it is broken', async () => {
    const fine = await server.storeConvertedCaptions('SubRip', 'WEBVTT')
    expect(await captionsOf({ '.EN.srt': 'SubRip', '.en.vtt': 'good', '.srt': 'SubRip', '.vtt': 'good too' })).toEqual([
      'und Captions videos/über uns.vtt',
      'en English videos/über uns.en.vtt',
    ])
    await server.storeConvertedCaptions('broken', null)
    expect(await captionsOf({ '.en.srt': 'SubRip', '.en.vtt': 'broken', '.de.vtt': 'broken' })).toEqual([
      `en English ${fine}`,
    ])
  })

  test('get their language from the file name, and are sorted by its name', async () => {
    const files = ['.pt-BR.vtt', '.zh-hans.vtt', '.en-12.vtt', '.english.vtt', ' en.vtt', '.de.vtt', '.DE-at.vtt']
    expect(await captionsOf(Object.fromEntries(files.map(suffix => [suffix, 'x'])))).toEqual([
      'de Deutsch videos/über uns.de.vtt',
      'de-AT Deutsch (Österreich) videos/über uns.DE-at.vtt',
      'pt-BR Português (Brasil) videos/über uns.pt-BR.vtt',
      'zh-Hans 中文（简体） videos/über uns.zh-hans.vtt',
    ])
  })
})

describe('captions of a kind', () => {
  test('are tracks beside the others of their language', async () => {
    const { pkg, environment } = await buildVideoPackage()
    const names = ['en', 'en.sdh', 'forced.fr', 'pt_BR', 'sdh', 'sdh.en']
    const files = Object.fromEntries(names.map(name => [`videos/über uns.${name}.vtt`, name]))
    const release = await server.release(pkg.id, { 'videos/über uns.mp4': 'x', ...files })
    const shown = await server.database.releaseVideo.findFirstOrThrow({ where: { release: { packageId: pkg.id } } })
    await server.database.releaseVideo.create({ data: { ...shown, releaseId: release.id } })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
    const { playlists } = await fetchContent({ package: pkg.slug, release: 2, environment: environment.slug })
    const [{ captions }] = playlists as [{ captions: object[] }]
    const url = (name: string) => expect.stringMatching(new RegExp(`uns\\.${name}\\.vtt$`))
    expect(captions).toEqual([
      { language: 'und', kind: 'SDH', label: 'Captions (SDH)', url: url('sdh') },
      { language: 'en', kind: 'STANDARD', label: 'English', url: url('en') },
      { language: 'en', kind: 'SDH', label: 'English (SDH)', url: url('en.sdh') },
      { language: 'fr', kind: 'FORCED', label: 'Français (forced)', url: url('forced.fr') },
      { language: 'pt-BR', kind: 'STANDARD', label: 'Português (Brasil)', url: url('pt_BR') },
    ])
  })
})

describe('the fallback file', () => {
  test("of a release is the author's file if browsers can play it, whatever its name", async () => {
    const { pkg, environment } = await buildVideoPackage()
    const fallbackUrl = async () => {
      const { playlists } = await fetchContent({ package: pkg.slug, release: 1, environment: environment.slug })
      return (playlists as { fallbackUrl: string | null }[])[0]!.fallbackUrl
    }
    expect(await fallbackUrl()).toMatch(/\.mp4$/)
    const contentHash = randomBytes(32).toString('hex')
    await server.database.releaseFile.updateMany({
      where: { packageId: pkg.id, path: 'videos/über uns.mp4' },
      data: { contentHash },
    })
    expect(await fallbackUrl()).toMatch(/\.mp4$/)
    await createProbe(contentHash, false)
    await expect.poll(fallbackUrl, { timeout: 30_000 }).toBeNull()
    await server.database.probe.update({ where: { contentHash }, data: { browserPlayable: true } })
    await expect.poll(fallbackUrl, { timeout: 30_000 }).toMatch(/\.mp4$/)
  })

  test("of a draft depends on the probe of the draft's file", async () => {
    const { pkg, contentHash } = await buildVideoPackage()
    const secret = randomBytes(24).toString('base64url')
    await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(secret) })
    const draftPlaylists = async () =>
      (await fetchContent({ package: pkg.slug, revision: 1 }, `/preview/${secret}/graphql`)).playlists as object[]
    expect(await draftPlaylists()).toEqual([expect.objectContaining({ fallbackUrl: expect.stringMatching(/\.mp4$/) })])
    await createProbe(contentHash, false)
    expect(await draftPlaylists()).toEqual([expect.objectContaining({ fallbackUrl: null })])
  })
})

describe('a new profile', () => {
  test('does not change releases, and applies to drafts when its stream is ready', async () => {
    const { pkg, environment, contentHash } = await buildVideoPackage()
    const old = await server.database.encoding.update({
      where: { contentHash_profile: { contentHash, profile } },
      data: { profile: 'h264-old' },
    })
    const key = (name: string) => `media/${contentHash}/${name}/1/hls/index.m3u8`
    const where = { encodingId: old.id }
    await server.database.attempt.updateMany({ where, data: { masterKey: key('h264-old') } })
    const ofRelease = { package: pkg.slug, release: 1, environment: environment.slug }
    const before = (await fetchContent(ofRelease)).playlists
    expect(before).toEqual([expect.objectContaining({ url: `${server.content}/${key('h264-old')}` })])
    expect(await askApi({ package: pkg.slug })).toEqual([
      expect.objectContaining({ url: `${server.content}/${key('h264-old')}` }),
    ])

    const currentEncoding = { contentHash, profile, status: 'READY' as const }
    await buildEncoding(server.database, currentEncoding, { masterKey: key(profile) })
    expect((await fetchContent(ofRelease)).playlists).toEqual(before)
    const ofDraft = await askApi({ package: pkg.slug })
    expect(ofDraft).toEqual([expect.objectContaining({ url: `${server.content}/${key(profile)}` })])
  })
})

describe('alternate sources', () => {
  test('share the stream of the encoded one, and fall back to their own file if browsers can play it', async () => {
    const { pkg, environment } = await buildVideoPackage()
    const alternateOf = 'videos/über uns.mp4'
    const add = (path: string) => buildVideo(server.database, { packageId: pkg.id, path, alternateOf })
    const alternates = [await add('videos/über uns.avi'), await add('videos/Über uns.webm')]
    const shown = await server.database.releaseVideo.findFirstOrThrow({ where: { release: { packageId: pkg.id } } })
    const all = { 'videos/über uns.mp4': 'x', 'videos/über uns.avi': 'y', 'videos/Über uns.webm': 'z' }
    const release = await server.release(pkg.id, all)
    const copied = { packageId: pkg.id, number: 2, path: { in: alternates.map(({ path }) => path) } }
    await server.database.releaseFile.updateMany({ where: copied, data: { alternateOf } })
    const rows = [{ id: shown.videoId, path: shown.path }, ...alternates].map(({ id, path }) => ({
      ...shown,
      videoId: id,
      path,
    }))
    await server.database.releaseVideo.createMany({ data: rows.map(row => ({ ...row, releaseId: release.id })) })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })

    const { playlists } = await fetchContent({ package: pkg.slug, release: 2, environment: environment.slug })
    const lists = playlists as { path: string; fallbackUrl: string }[]
    const paths = ['videos/Über uns.webm', 'videos/über uns.avi', 'videos/über uns.mp4']
    expect(lists.map(({ path }) => path)).toEqual(paths)
    const mp4 = lists[2]!
    expect(lists[1]).toEqual({ ...mp4, path: paths[1] })
    const webm = mp4.fallbackUrl.replace('%C3%BCber%20uns.mp4', '%C3%9Cber%20uns.webm')
    expect(lists[0]).toEqual({ ...mp4, path: paths[0], fallbackUrl: webm })
    const streams = (await askApi({ package: pkg.slug })) as { path: string; url: string }[]
    expect(streams.map(({ path, url }) => ({ path, url }))).toEqual(paths.map(path => ({ path, url: streams[2]!.url })))
    expect(streams[2]!.url).not.toBeNull()
  })

  test('do not include decoration, which plays from its own file', async () => {
    const { pkg, environment } = await buildVideoPackage()
    const release = await server.release(pkg.id, { 'loop.mp4': 'x' })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
    const { playlists } = await fetchContent({ package: pkg.slug, release: 2, environment: environment.slug })
    expect(playlists).toMatchObject([
      { path: 'loop.mp4', url: null, fallbackUrl: expect.stringMatching(/2\/loop\.mp4$/) },
    ])
  })

  test('do not include files without a picture, which have no playlist', async () => {
    const { pkg } = await buildVideoPackage()
    const { contentHash } = await buildVideo(server.database, { packageId: pkg.id, path: 'videos/über uns.ogg' })
    const probe = { contentHash, bytes: 1n, problem: 'It has no picture.', problemCode: 'NO_PICTURE' }
    await server.database.probe.create({ data: probe })
    expect(await askApi({ package: pkg.slug })).toEqual([expect.objectContaining({ path: 'videos/über uns.mp4' })])
  })
})

test('the content host serves no other part of the API, and does not cache errors', async () => {
  const { response, errors } = await fetchContent({ package: 'x' }, '/graphql?query={viewer{permissions}}&')
  expect(errors).toHaveLength(1)
  expect(response.headers.get('cache-control')).toBe('no-store')
})
