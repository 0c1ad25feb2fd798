import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDeployment, buildViewerToken } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildPackageWithVideo, fetchPlaylists } from '../test/videos.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const fetchContent = (variables: object, path?: string) => fetchPlaylists(server, variables, path)
const buildVideoPackage = () => buildPackageWithVideo(server)

describe('in an environment that requires a viewer token', () => {
  async function buildViewer(all: boolean) {
    const it = await buildVideoPackage()
    await server.database.environment.update({ where: { id: it.environment.id }, data: { access: 'VIEWER_TOKEN' } })
    const secret = randomBytes(24).toString('base64url')
    const scope = { environmentId: it.environment.id, packageId: all ? null : it.pkg.id }
    await buildViewerToken(server.database, { ...scope, secretHash: hashSecret(secret) })
    return { ...it, base: `/view/${secret}`, target: { package: it.pkg.slug, environment: it.environment.slug } }
  }

  test('playlists have only addresses below the token, and are not cached', async () => {
    const { keys, environment, pkg, base, target } = await buildViewer(false)
    const { response, playlists } = await fetchContent({ ...target, release: 1 }, `${base}/graphql`)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const root = server.content + base
    const videoRoot = `${root}/${environment.slug}/${pkg.slug}/1/videos/%C3%BCber%20uns`
    expect(playlists).toEqual([
      expect.objectContaining({
        url: `${root}/${keys.masterKey}`,
        posterUrl: `${root}/${keys.posterKey}`,
        storyboardUrl: `${root}/${keys.storyboardKey}`,
        fallbackUrl: `${videoRoot}.mp4`,
        captions: [
          { language: 'und', kind: 'STANDARD', label: 'Captions', url: `${videoRoot}.vtt` },
          { language: 'fr', kind: 'STANDARD', label: 'Français', url: `${videoRoot}.fr.vtt` },
        ],
      }),
    ])
    expect((await fetchContent(target, `${base}/graphql`)).playlists).toEqual(playlists)
  })

  test.each([true, false])(
    'a viewer token (for all packages: %s) gets only playlists of its packages in that environment',
    async all => {
      const { environment, pkg, base, target } = await buildViewer(all)
      const other = await buildVideoPackage()
      await buildDeployment(server.database, {
        releaseId: other.deployment.releaseId,
        environmentId: environment.id,
      })
      const fetchAsViewer = async (variables: object) => (await fetchContent(variables, `${base}/graphql`)).playlists
      expect(await fetchAsViewer({ ...target, package: other.pkg.slug })).toEqual(all ? [expect.anything()] : null)
      const elsewhere = { package: other.pkg.slug, environment: other.environment.slug }
      for (const foreign of [
        elsewhere,
        { package: pkg.slug },
        { package: pkg.slug, release: 1 },
        { ...target, release: 2 },
      ])
        expect(await fetchAsViewer(foreign)).toBeNull()
    },
  )
})
