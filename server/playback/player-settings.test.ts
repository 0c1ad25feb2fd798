import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPreviewLink, buildViewerToken } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildPackageWithVideo } from '../test/videos.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

test('one cacheable query has the playlists and the player settings, also below the path of a preview or a viewer', async () => {
  const { database } = server
  const { pkg, environment, contentHash } = await buildPackageWithVideo(server)
  const source = { sourceWidth: 240, sourceHeight: 427, sourceSeconds: 5.3 }
  await database.probe.create({ data: { contentHash, bytes: 1n, ...source } })
  const releaseFile = { packageId: pkg.id, videoId: { not: null } }
  await database.releaseFile.updateMany({ where: releaseFile, data: { contentHash } })
  await database.environment.update({ where: { id: environment.id }, data: { controls: true, resume: false } })
  const secret = randomBytes(24).toString('base64url')
  await buildPreviewLink(database, { packageId: pkg.id, secretHash: hashSecret(secret) })
  const scope = { environmentId: environment.id, packageId: pkg.id }
  await buildViewerToken(database, { ...scope, secretHash: hashSecret(`${secret}v`) })

  const query = `query ($p: String!, $e: String) {
    playlists(package: $p, environment: $e) { sourceWidth sourceHeight sourceSeconds }
    playerSettings(environment: $e) { controls resume } }`
  const ask = async (path: string, e?: string) => {
    const search = new URLSearchParams({ query, variables: JSON.stringify({ p: pkg.slug, e }) })
    const response = await fetch(`${server.content}${path}/graphql?${search}`)
    return { cache: response.headers.get('cache-control'), ...(await response.json()) }
  }
  const ofEnvironment = { playlists: [source], playerSettings: { controls: true, resume: false } }
  expect(await ask('', environment.slug)).toEqual({ cache: 'public, max-age=60', data: ofEnvironment })
  const cache = 'private, no-store'
  expect(await ask(`/view/${secret}v`, environment.slug)).toEqual({ cache, data: ofEnvironment })
  const ofDraft = { playlists: [source], playerSettings: { controls: false, resume: true } }
  expect(await ask(`/preview/${secret}`)).toEqual({ cache, data: ofDraft })
})
