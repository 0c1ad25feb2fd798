import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { put } from '@lectern/workflows/storage/s3-put'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPreviewLink, buildViewerToken } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildPackageWithVideo } from '../test/videos.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

/** What the player of an open page gets: the status of the next segment, and the answer of the page's own API. */
async function answers(base: string, segment: string, variables: object) {
  const query = 'query ($p: String!, $e: String) { playlists(package: $p, environment: $e) { path } }'
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
  const headers = { origin: 'null' }
  const [part, api] = await Promise.all([
    fetch(`${server.content}${base}/${segment}`, { headers }),
    fetch(`${server.content}${base}/graphql?${search}`, { headers }),
  ])
  await part.arrayBuffer()
  expect([part, api].map(response => response.headers.get('access-control-allow-origin'))).toEqual(['*', '*'])
  const { data, errors } = (await api.json()) as {
    data?: { playlists: object[] | null }
    errors?: { message: string; extensions: object }[]
  }
  return { segment: part.status, api: api.status, playlists: data?.playlists?.length ?? null, error: errors?.[0] }
}

test('a player can tell a link that has ended during playback from a network that is unavailable', async () => {
  const { database } = server
  const { pkg, environment, deployment, keys } = await buildPackageWithVideo(server)
  const segment = keys.masterKey.replace('index.m3u8', 'index_480p_00001.ts')
  await put(server.store, segment, Buffer.from('segment'), 'x/y')
  const playing = { segment: 200, api: 200, playlists: 1, error: undefined }
  const ended = (status: number, code: string, message: string) => ({
    ...{ segment: status, api: status, playlists: null },
    error: { message: expect.stringContaining(message), extensions: { code, requestId: expect.any(String) } },
  })
  /** Permissions are cached for a second. */
  const expectSoon = (...[base, variables, expected]: [string, object, object]) =>
    expect.poll(() => answers(base, segment, variables), { timeout: 30_000 }).toEqual(expected)

  const secret = () => randomBytes(24).toString('base64url')
  for (const change of [{ revokedAt: new Date() }, { expiresAt: new Date() }]) {
    const [token, variables] = [secret(), { p: pkg.slug }]
    const { id } = await buildPreviewLink(database, { packageId: pkg.id, secretHash: hashSecret(token) })
    await expectSoon(`/preview/${token}`, variables, playing)
    await database.previewLink.update({ where: { id }, data: change })
    await expectSoon(`/preview/${token}`, variables, ended(404, 'NOT_FOUND', 'This preview link no longer works.'))
  }

  const target = { p: pkg.slug, e: environment.slug }
  const scope = { environmentId: environment.id, packageId: pkg.id }
  for (const change of [{ revokedAt: new Date() }, { expiresAt: new Date() }]) {
    const token = secret()
    const { id } = await buildViewerToken(database, { ...scope, secretHash: hashSecret(token) })
    await expectSoon(`/view/${token}`, target, playing)
    await database.viewerToken.update({ where: { id }, data: change })
    await expectSoon(`/view/${token}`, target, ended(403, 'FORBIDDEN', 'Your link is no longer valid.'))
  }

  await expectSoon('', target, playing)
  await database.deployment.update({ where: { id: deployment.id }, data: { unpublishedAt: new Date() } })
  await expectSoon('', target, { segment: 404, api: 200, playlists: null, error: undefined })
}, 120_000)
