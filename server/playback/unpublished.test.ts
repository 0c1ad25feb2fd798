import { setTimeout as sleep } from 'node:timers/promises'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { globalId } from '@lectern/schema/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPackage, buildPreviewLink } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { type Algorithm, buildLesson, openSchool, type School, tokenIn } from '../test/school.ts'

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

describe('a second after', () => {
  const statusOf = async (path: string) => (await get(path)).status
  const asAdmin = async (mutation: string, variables: object) => {
    const headers = { authorization: `Bearer ${await server.token('ADMIN')}` }
    expect((await server.ask(mutation, variables, headers)).errors).toBeUndefined()
  }

  async function entered(sign: 'HS256' | Algorithm = 'HS256') {
    const it = await lesson(sign === 'HS256' ? withSecret() : school.withKeys())
    const jwt = await school.sign(it.claims(), sign)
    const token = tokenIn(await get(`/view/${jwt}/${it.place}`))
    const page = `/view/${token}/${it.place}1/`
    expect(await statusOf(page)).toBe(200)
    return { ...it, jwt, token, page }
  }

  test('a viewer was revoked the address opens nothing, nor does the school’s link, however it is written', async () => {
    const { jwt, token, page, place } = await entered('ES256')
    const { id } = await server.database.viewerToken.findUniqueOrThrow({ where: { secretHash: hashSecret(token) } })
    await asAdmin('mutation ($id: ID!) { revokeViewerToken(id: $id) { id } }', { id: globalId('ViewerToken', id) })
    await statusOf(page)
    await sleep(1_000)
    expect(await statusOf(page)).toBe(403)
    expect(await statusOf(`/view/${token}/graphql?query={__typename}`)).toBe(403)
    expect(await statusOf(`/view/${jwt}/${place}`)).toBe(403)
    expect(await statusOf(`/view/${turned(jwt)}/${place}`)).toBe(403)
    expect(server.logged.filter(line => line.why === 'it was revoked')).toHaveLength(2)
  })

  test('all viewers of an environment were revoked none sees anything, until the school’s site signs anew', async () => {
    const { page, environment, claims, place } = await entered()
    await asAdmin('mutation ($in: String!) { revokeViewerTokens(environment: $in) { id } }', { in: environment.slug })
    await statusOf(page)
    await sleep(1_000)
    expect(await statusOf(page)).toBe(403)
    const again = await get(`/view/${await school.sign(claims({ jti: 'new' }))}/${place}`)
    expect(await statusOf(again.headers.get('location')!)).toBe(200)
  })

  test('an environment became one for viewers alone nobody else sees it, and the other way round', async () => {
    const { environment, place } = await lesson()
    const become = (access: string) =>
      asAdmin(`mutation ($e: String!) { updateEnvironment(slug: $e, input: { access: ${access} }) { id } }`, {
        e: environment.slug,
      })
    for (const [access, status] of [['PUBLIC', 200] as const, ['VIEWER_TOKEN', 404] as const]) {
      await become(access)
      await statusOf(`/${place}1/`)
      await sleep(1_000)
      expect(await statusOf(`/${place}1/`)).toBe(status)
    }
  })

  test('a preview link was revoked it opens nothing', async () => {
    const pkg = await buildPackage(server.database, { revision: 1 })
    const link = await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret('a-secret') })
    const root = `/preview/a-secret/${pkg.slug}/`
    expect(await statusOf(root)).toBe(302)
    await asAdmin('mutation ($id: ID!) { revokePreviewLink(id: $id) { id } }', { id: globalId('PreviewLink', link.id) })
    await statusOf(root)
    await sleep(1_000)
    expect(await statusOf(root)).toBe(404)
  })
})

/** The other signature by ES256 of the same text: with n - s for s. */
function turned(jwt: string): string {
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const [header, payload, signature] = jwt.split('.')
  const bytes = Buffer.from(signature!, 'base64url')
  const s = n - BigInt(`0x${bytes.toString('hex', 32)}`)
  const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
  return [header, payload, other.toString('base64url')].join('.')
}
