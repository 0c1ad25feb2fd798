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

const played = (variables: object, path?: string) => fetchPlaylists(server, variables, path)
const filmed = () => buildPackageWithVideo(server)

describe('in an environment for viewers alone', () => {
  async function viewed(all: boolean) {
    const it = await filmed()
    await server.database.environment.update({ where: { id: it.environment.id }, data: { access: 'VIEWER_TOKEN' } })
    const secret = randomBytes(24).toString('base64url')
    const of = { environmentId: it.environment.id, packageId: all ? null : it.pkg.id }
    await buildViewerToken(server.database, { ...of, secretHash: hashSecret(secret) })
    return { ...it, base: `/view/${secret}`, which: { package: it.pkg.slug, environment: it.environment.slug } }
  }

  test('a viewer gets addresses below the token and no others, kept by nobody', async () => {
    const { keys, environment, pkg, base, which } = await viewed(false)
    const { answer, playlists } = await played({ ...which, release: 1 }, `${base}/graphql`)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const root = server.content + base
    const film = `${root}/${environment.slug}/${pkg.slug}/1/film/%C3%BCber%20uns`
    expect(playlists).toEqual([
      expect.objectContaining({
        url: `${root}/${keys.masterKey}`,
        posterUrl: `${root}/${keys.posterKey}`,
        storyboardUrl: `${root}/${keys.storyboardKey}`,
        fallbackUrl: `${film}.mp4`,
        captions: [
          { language: 'und', label: 'Captions', url: `${film}.vtt` },
          { language: 'fr', label: 'Français', url: `${film}.fr.vtt` },
        ],
      }),
    ])
    expect((await played(which, `${base}/graphql`)).playlists).toEqual(playlists)
  })

  test.each([true, false])(
    'a viewer (of all packages: %s) gets what that environment shows, and nothing else',
    async all => {
      const { environment, pkg, base, which } = await viewed(all)
      const other = await filmed()
      await buildDeployment(server.database, {
        releaseId: other.deployment.releaseId,
        environmentId: environment.id,
      })
      const asked = async (variables: object) => (await played(variables, `${base}/graphql`)).playlists
      expect(await asked({ ...which, package: other.pkg.slug })).toEqual(all ? [expect.anything()] : null)
      const elsewhere = { package: other.pkg.slug, environment: other.environment.slug }
      for (const foreign of [
        elsewhere,
        { package: pkg.slug },
        { package: pkg.slug, release: 1 },
        { ...which, release: 2 },
      ])
        expect(await asked(foreign)).toBeNull()
    },
  )
})
