import { setTimeout as sleep } from 'node:timers/promises'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPackage, buildPreviewLink } from '../../domain/test/factories.ts'
import { type Algorithm, buildLesson, openSchool, type School, tokenIn } from '../test/school.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let school: School
beforeAll(async () => {
  ;[server, school] = await Promise.all([openTestServer(), openSchool()])
})
afterAll(async () => {
  await Promise.all([server.close(), school.close()])
})

const get = (path: string) => fetch(server.content + path, { redirect: 'manual' })
const withSecret = () => school.withSecret(server.configuration.LECTERN_SECRET)
const lesson = (key: object = withSecret()) => buildLesson(server, key)

/**
 * Waits until cached access checks expire. Each is cached for one second from a time before the response, so a slow
 * machine only waits longer than needed. The other 50 ms are for timers that fire early.
 */
const waitForExpiredChecks = () => sleep(1_050)

describe('one second after', () => {
  const statusOf = async (path: string) => (await get(path)).status
  const asAdmin = async (mutation: string, variables: object) => {
    const headers = { authorization: `Bearer ${await server.token('ADMIN')}` }
    expect((await server.ask(mutation, variables, headers)).errors).toBeUndefined()
  }

  async function admitViewer(sign: 'HS256' | Algorithm = 'HS256') {
    const it = await lesson(sign === 'HS256' ? withSecret() : school.withKeys())
    const jwt = await school.sign(it.claims(), sign)
    const token = tokenIn(await get(`/view/${jwt}/${it.path}`))
    const page = `/view/${token}/${it.path}1/`
    expect(await statusOf(page)).toBe(200)
    return { ...it, jwt, token, page }
  }

  test('a viewer token was revoked, neither its address nor the school’s link opens anything, however it is encoded', async () => {
    const { jwt, token, page, path } = await admitViewer('ES256')
    const { id } = await server.database.viewerToken.findUniqueOrThrow({ where: { secretHash: hashSecret(token) } })
    await asAdmin('mutation ($id: ID!) { revokeViewerToken(id: $id) { id } }', { id: globalId('ViewerToken', id) })
    await statusOf(page)
    await waitForExpiredChecks()
    expect(await statusOf(page)).toBe(403)
    expect(await statusOf(`/view/${token}/graphql?query={__typename}`)).toBe(403)
    expect(await statusOf(`/view/${jwt}/${path}`)).toBe(403)
    expect(await statusOf(`/view/${otherSignature(jwt)}/${path}`)).toBe(403)
    expect(server.logged.filter(line => line.reason === 'token revoked')).toHaveLength(2)
  })

  test('all viewer tokens of an environment were revoked, only newly signed links open anything', async () => {
    const { page, environment, claims, path } = await admitViewer()
    await asAdmin('mutation ($in: String!) { revokeViewerTokens(environment: $in) { id } }', { in: environment.slug })
    await statusOf(page)
    await waitForExpiredChecks()
    expect(await statusOf(page)).toBe(403)
    const again = await get(`/view/${await school.sign(claims({ jti: 'new' }))}/${path}`)
    expect(await statusOf(again.headers.get('location')!)).toBe(200)
  })

  test('an environment changed its access, the new access applies', async () => {
    const { environment, path } = await lesson()
    const setAccess = (access: string) =>
      asAdmin(`mutation ($e: String!) { updateEnvironment(slug: $e, input: { access: ${access} }) { id } }`, {
        e: environment.slug,
      })
    for (const [access, status] of [['PUBLIC', 200] as const, ['VIEWER_TOKEN', 404] as const]) {
      await setAccess(access)
      await statusOf(`/${path}1/`)
      await waitForExpiredChecks()
      expect(await statusOf(`/${path}1/`)).toBe(status)
    }
  })

  test('a preview link was revoked, it opens nothing', async () => {
    const pkg = await buildPackage(server.database, { revision: 1 })
    const link = await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret('a-secret') })
    const root = `/preview/a-secret/${pkg.slug}/`
    expect(await statusOf(root)).toBe(302)
    await asAdmin('mutation ($id: ID!) { revokePreviewLink(id: $id) { id } }', { id: globalId('PreviewLink', link.id) })
    await statusOf(root)
    await waitForExpiredChecks()
    expect(await statusOf(root)).toBe(404)
  })
})

/** Returns the other valid ES256 signature of the same text, with n - s instead of s. */
function otherSignature(jwt: string): string {
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const [header, payload, signature] = jwt.split('.')
  const bytes = Buffer.from(signature!, 'base64url')
  const s = n - BigInt(`0x${bytes.toString('hex', 32)}`)
  const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
  return [header, payload, other.toString('base64url')].join('.')
}
