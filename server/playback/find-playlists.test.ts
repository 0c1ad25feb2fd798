import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { profile } from '@lectern/domain/transcode/profile'
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

const played = (variables: object, path?: string) => fetchPlaylists(server, variables, path)
const filmed = () => buildPackageWithVideo(server)

const asked = async (variables: object, authorization = `Bearer ${token}`) =>
  (await server.ask(playlistQuery, variables, { authorization })).data.playlists

/** What a look at the bytes found. */
const look = (contentHash: string, browserPlayable: boolean | null) =>
  server.database.probe.create({ data: { contentHash, bytes: 1n, browserPlayable } })

describe('of a release', () => {
  test('everybody gets the stream, the file, the poster and the captions, kept for a minute', async () => {
    const { pkg, keys, environment } = await filmed()
    const { answer, playlists } = await played({ package: pkg.slug, release: 1, environment: environment.slug })
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60')
    const root = `${server.content}/${environment.slug}/${pkg.slug}/1/film/%C3%BCber%20uns`
    expect(playlists).toEqual([
      {
        path: 'film/über uns.mp4',
        url: `${server.content}/${keys.masterKey}`,
        posterUrl: `${server.content}/${keys.posterKey}`,
        storyboardUrl: `${server.content}/${keys.storyboardKey}`,
        fallbackUrl: `${root}.mp4`,
        durationSeconds: 4.5,
        captions: [
          { language: 'und', label: 'Captions', url: `${root}.vtt` },
          { language: 'fr', label: 'Français', url: `${root}.fr.vtt` },
        ],
      },
    ])
    expect((await played({ package: pkg.slug, environment: environment.slug })).playlists).toEqual(playlists)
  })

  test('nobody gets it where it is not shown', async () => {
    const { pkg, environment, deployment } = await filmed()
    const elsewhere = await server.environment()
    expect((await played({ package: pkg.slug, release: 1, environment: elsewhere.slug })).playlists).toBeNull()
    expect((await played({ package: pkg.slug, release: 2, environment: environment.slug })).playlists).toBeNull()
    const where = { id: deployment.id }
    await server.database.deployment.update({ where, data: { unpublishedAt: new Date() } })
    expect((await played({ package: pkg.slug, release: 1, environment: environment.slug })).playlists).toBeNull()
  })

  test('alone needs the right to see the package', async () => {
    const { pkg } = await filmed()
    expect((await played({ package: pkg.slug, release: 1 })).playlists).toBeNull()
    expect(await asked({ package: pkg.slug, release: 1 })).toHaveLength(1)
  })

  test('in an environment that needs a viewer token only whoever may see the package gets it', async () => {
    const { pkg, environment } = await filmed()
    await server.database.environment.update({ where: { id: environment.id }, data: { access: 'VIEWER_TOKEN' } })
    const variables = { package: pkg.slug, environment: environment.slug }
    expect((await played(variables)).playlists).toBeNull()
    expect(await asked(variables)).toHaveLength(1)
  })
})

describe('of a draft', () => {
  async function linked(packageId: string) {
    const secret = randomBytes(24).toString('base64url')
    await buildPreviewLink(server.database, { packageId, secretHash: hashSecret(secret) })
    return `/preview/${secret}`
  }

  test('a preview gets addresses below its token and no others, kept by nobody', async () => {
    const { pkg, keys } = await filmed()
    const base = await linked(pkg.id)
    const { answer, playlists } = await played({ package: pkg.slug, revision: 1 }, `${base}/graphql`)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const root = `${server.content}${base}`
    expect(playlists).toEqual([
      expect.objectContaining({
        url: `${root}/${keys.masterKey}`,
        fallbackUrl: `${root}/${pkg.slug}/1/film/%C3%BCber%20uns.mp4`,
        captions: [{ language: 'de', label: 'Deutsch', url: `${root}/${pkg.slug}/1/film/%C3%9Cber%20uns.de.vtt` }],
      }),
    ])
  })

  test('a preview of one package gets neither another one nor a release', async () => {
    const { pkg, environment } = await filmed()
    const base = await linked(pkg.id)
    const other = await filmed()
    expect((await played({ package: other.pkg.slug }, `${base}/graphql`)).playlists).toBeNull()
    const release = { package: pkg.slug, release: 1, environment: environment.slug }
    expect((await played(release, `${base}/graphql`)).playlists).toBeNull()
    expect((await played({ package: pkg.slug, revision: 9 }, `${base}/graphql`)).playlists).toBeNull()
  })

  test('the public gets none, whoever may see the package gets the stream', async () => {
    const { pkg, keys } = await filmed()
    expect((await played({ package: pkg.slug })).playlists).toBeNull()
    expect(await asked({ package: pkg.slug })).toEqual([
      expect.objectContaining({ url: `${server.content}/${keys.masterKey}`, fallbackUrl: null, captions: [] }),
    ])
  })
})

describe('captions', () => {
  /** Those of the video of release 1, beside it with these endings. */
  async function captioned(files: Record<string, string>) {
    const { pkg, environment } = await filmed()
    const release = await server.release(
      pkg.id,
      Object.fromEntries(
        Object.entries({ '.mp4': 'x', ...files }).map(([ending, body]) => [`film/über uns${ending}`, body]),
      ),
    )
    const shown = await server.database.releaseVideo.findFirstOrThrow({ where: { release: { packageId: pkg.id } } })
    await server.database.releaseVideo.create({ data: { ...shown, releaseId: release.id } })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
    const { playlists } = await played({ package: pkg.slug, release: 2, environment: environment.slug })
    const root = `${server.content}/${environment.slug}/${pkg.slug}/2/`
    const [{ captions }] = playlists as [{ captions: { language: string; label: string; url: string }[] }]
    return captions.map(({ language, label, url }) => `${language} ${label} ${decodeURI(url.replace(root, ''))}`)
  }

  test('that were converted have an address below the page, others are the file itself', async () => {
    const path = await server.storeConvertedCaptions('English words', 'WEBVTT')
    expect(
      await captioned({ '.en.srt': 'English words', '.de.vtt': 'Deutsche Worte', '.fr.srt': 'never seen' }),
    ).toEqual(['de Deutsch film/über uns.de.vtt', `en English ${path}`])
  })

  test('of one language are one track: the .vtt, unless nothing came of it', async () => {
    const fine = await server.storeConvertedCaptions('SubRip', 'WEBVTT')
    expect(await captioned({ '.EN.srt': 'SubRip', '.en.vtt': 'good', '.srt': 'SubRip', '.vtt': 'good too' })).toEqual([
      'und Captions film/über uns.vtt',
      'en English film/über uns.en.vtt',
    ])
    await server.storeConvertedCaptions('broken', null)
    expect(await captioned({ '.en.srt': 'SubRip', '.en.vtt': 'broken', '.de.vtt': 'broken' })).toEqual([
      `en English ${fine}`,
    ])
  })

  test('are in a language by their name alone, and in order of its name', async () => {
    const files = ['.pt-BR.vtt', '.zh-hans.vtt', '.en-12.vtt', '.english.vtt', ' en.vtt', '.de.vtt', '.DE-at.vtt']
    expect(await captioned(Object.fromEntries(files.map(ending => [ending, 'x'])))).toEqual([
      'de Deutsch film/über uns.de.vtt',
      'de-AT Deutsch (Österreich) film/über uns.DE-at.vtt',
      'pt-BR Português (Brasil) film/über uns.pt-BR.vtt',
      'zh-Hans 中文（简体） film/über uns.zh-hans.vtt',
    ])
  })
})

describe('the file that stands in for a stream', () => {
  test("of a release is the author's own where a browser plays it, whatever its name", async () => {
    const { pkg, environment } = await filmed()
    const asked = async () => {
      const { playlists } = await played({ package: pkg.slug, release: 1, environment: environment.slug })
      return (playlists as { fallbackUrl: string | null }[])[0]!.fallbackUrl
    }
    expect(await asked()).toMatch(/\.mp4$/)
    const contentHash = randomBytes(32).toString('hex')
    await server.database.releaseFile.updateMany({
      where: { packageId: pkg.id, path: 'film/über uns.mp4' },
      data: { contentHash },
    })
    expect(await asked()).toMatch(/\.mp4$/)
    await look(contentHash, false)
    await expect.poll(asked, { timeout: 30_000 }).toBeNull()
    await server.database.probe.update({ where: { contentHash }, data: { browserPlayable: true } })
    await expect.poll(asked, { timeout: 30_000 }).toMatch(/\.mp4$/)
  })

  test("of a draft goes by what a look found in the draft's file", async () => {
    const { pkg, contentHash } = await filmed()
    const secret = randomBytes(24).toString('base64url')
    await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(secret) })
    const asked = async () =>
      (await played({ package: pkg.slug, revision: 1 }, `/preview/${secret}/graphql`)).playlists as object[]
    expect(await asked()).toEqual([expect.objectContaining({ fallbackUrl: expect.stringMatching(/\.mp4$/) })])
    await look(contentHash, false)
    expect(await asked()).toEqual([expect.objectContaining({ fallbackUrl: null })])
  })
})

describe('a changed profile', () => {
  test('leaves to a release what it shows, and gives drafts their own stream when it is made', async () => {
    const { pkg, environment, contentHash } = await filmed()
    const old = await server.database.encoding.update({
      where: { contentHash_profile: { contentHash, profile } },
      data: { profile: 'h264-old' },
    })
    const key = (name: string) => `media/${contentHash}/${name}/1/hls/index.m3u8`
    const where = { encodingId: old.id }
    await server.database.attempt.updateMany({ where, data: { masterKey: key('h264-old') } })
    const ofRelease = { package: pkg.slug, release: 1, environment: environment.slug }
    const before = (await played(ofRelease)).playlists
    expect(before).toEqual([expect.objectContaining({ url: `${server.content}/${key('h264-old')}` })])
    expect(await asked({ package: pkg.slug })).toEqual([expect.objectContaining({ url: null })])

    const made = { contentHash, profile, status: 'READY' as const }
    await buildEncoding(server.database, made, { masterKey: key(profile) })
    expect((await played(ofRelease)).playlists).toEqual(before)
    const ofDraft = await asked({ package: pkg.slug })
    expect(ofDraft).toEqual([expect.objectContaining({ url: `${server.content}/${key(profile)}` })])
  })
})

describe('of twins', () => {
  test('each path plays the stream of the one that is encoded; its own file stands in where a browser can play it', async () => {
    const { pkg, environment } = await filmed()
    const add = (path: string) => buildVideo(server.database, { packageId: pkg.id, path })
    const twins = [await add('film/über uns.avi'), await add('film/Über uns.webm')]
    const shown = await server.database.releaseVideo.findFirstOrThrow({ where: { release: { packageId: pkg.id } } })
    const all = { 'film/über uns.mp4': 'x', 'film/über uns.avi': 'y', 'film/Über uns.webm': 'z' }
    const release = await server.release(pkg.id, all)
    const rows = [{ id: shown.videoId, path: shown.path }, ...twins].map(({ id, path }) => ({
      ...shown,
      videoId: id,
      path,
    }))
    await server.database.releaseVideo.createMany({ data: rows.map(row => ({ ...row, releaseId: release.id })) })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })

    const { playlists } = await played({ package: pkg.slug, release: 2, environment: environment.slug })
    const lists = playlists as { path: string; fallbackUrl: string }[]
    const paths = ['film/Über uns.webm', 'film/über uns.avi', 'film/über uns.mp4']
    expect(lists.map(({ path }) => path)).toEqual(paths)
    const mp4 = lists[2]!
    expect(lists[1]).toEqual({ ...mp4, path: paths[1] })
    const webm = mp4.fallbackUrl.replace('%C3%BCber%20uns.mp4', '%C3%9Cber%20uns.webm')
    expect(lists[0]).toEqual({ ...mp4, path: paths[0], fallbackUrl: webm })
    const streams = (await asked({ package: pkg.slug })) as { path: string; url: string }[]
    expect(streams.map(({ path, url }) => ({ path, url }))).toEqual(paths.map(path => ({ path, url: streams[2]!.url })))
    expect(streams[2]!.url).not.toBeNull()
  })

  test('decoration, of which no stream is made, is played from its own file', async () => {
    const { pkg, environment } = await filmed()
    const release = await server.release(pkg.id, { 'loop.mp4': 'x' })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
    const { playlists } = await played({ package: pkg.slug, release: 2, environment: environment.slug })
    expect(playlists).toMatchObject([
      { path: 'loop.mp4', url: null, fallbackUrl: expect.stringMatching(/2\/loop\.mp4$/) },
    ])
  })

  test('what holds no moving picture has no playlist', async () => {
    const { pkg } = await filmed()
    const { contentHash } = await buildVideo(server.database, { packageId: pkg.id, path: 'film/über uns.ogg' })
    const look = { contentHash, bytes: 1n, problem: 'It has no picture.', problemCode: 'NO_PICTURE' }
    await server.database.probe.create({ data: look })
    expect(await asked({ package: pkg.slug })).toEqual([expect.objectContaining({ path: 'film/über uns.mp4' })])
  })
})

test('the content host knows nothing else of the API, and answers with errors are not kept', async () => {
  const { answer, errors } = await played({ package: 'x' }, '/graphql?query={viewer{permissions}}&')
  expect(errors).toHaveLength(1)
  expect(answer.headers.get('cache-control')).toBe('no-store')
})
