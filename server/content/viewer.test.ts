import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { hashOf } from '@lectern/schema/changes/preview-link'
import { globalId } from '@lectern/schema/global-id'
import type { JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDeployment, buildPackage, buildPreviewLink } from '../../schema/builders.ts'
import { openTestServer, type TestServer } from '../test-server.ts'
import { type Algorithm, openSchool, type School, unsigned } from './test-school.ts'

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
const now = () => Math.floor(Date.now() / 1000)

/** A package that an environment shows to viewers alone; how the school's site names them. */
async function lesson(key: object = withSecret()) {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment({ access: 'VIEWER_TOKEN', ...key })
  const release = await server.release(pkg.id, { 'index.html': '<p>Hello</p>', 'a.bin': 'bytes' })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  const place = `${environment.slug}/${pkg.slug}/`
  const claims = (more: JWTPayload = {}) => ({ environment: environment.slug, package: pkg.slug, ...more })
  const rows = () => server.database.viewerToken.findMany({ where: { environmentId: environment.id } })
  return { pkg, environment, release, place, claims, rows }
}

/** What opens the page that the school's link leads to: the token of the path. */
const tokenIn = (answer: Response) => answer.headers.get('location')!.split('/')[2]!

describe('a link that the school’s site signed', () => {
  test('leads to the page that is shown now, below a short token', async () => {
    const { place, claims, rows, pkg } = await lesson()
    const jwt = await school.sign(claims({ sub: 'anna\0'.repeat(100) }))
    const answer = await get(`/view/${jwt}/${place}`)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store'])
    const token = tokenIn(answer)
    expect(token).toMatch(/^[\w-]{32}$/)
    expect(answer.headers.get('location')).toBe(`/view/${token}/${place}1/`)
    const page = await get(`/view/${token}/${place}1/`)
    expect([page.status, await page.text()]).toEqual([200, '<p>Hello</p>'])
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      'referrer-policy': 'strict-origin',
    })
    const file = await get(`/view/${token}/${place}1/a.bin`)
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'private, max-age=300'])
    const [row, ...others] = await rows()
    expect(others).toEqual([])
    expect(row).toMatchObject({ packageId: pkg.id, subject: 'anna'.repeat(50), revokedAt: null })
    expect(Buffer.from(row!.secretHash)).toEqual(createHash('sha256').update(token).digest())
    const logged = JSON.stringify(server.logged)
    expect([token, jwt].filter(secret => logged.includes(secret))).toEqual([])
  })

  test('gives the same token each time, for twelve hours at most and never longer than it was signed for', async () => {
    const { place, claims, rows } = await lesson()
    const jwt = await school.sign(claims({ exp: now() + 24 * 3600 }))
    const tokens = [tokenIn(await get(`/view/${jwt}/${place}`)), tokenIn(await get(`/view/${jwt}/${place}`))]
    expect(tokens[0]).toBe(tokens[1])
    const [row] = await rows()
    const hours = (row!.expiresAt.getTime() - row!.createdAt.getTime()) / 3_600_000
    expect(Math.round(hours)).toBe(12)
    await server.database.viewerToken.update({ where: { id: row!.id }, data: { expiresAt: new Date(0) } })
    expect((await get(`/view/${tokens[0]}/${place}`)).status).toBe(403)
    expect(tokenIn(await get(`/view/${jwt}/${place}`))).toBe(tokens[0])
    await expect.poll(async () => (await get(`/view/${tokens[0]}/${place}`)).status, { timeout: 3_000 }).toBe(302)
    const exp = now() + 600
    const brief = tokenIn(await get(`/view/${await school.sign(claims({ exp }))}/${place}`))
    const briefRow = await server.database.viewerToken.findUniqueOrThrow({ where: { secretHash: hashOf(brief) } })
    expect(briefRow.expiresAt).toEqual(new Date(exp * 1000))
  })

  test('may be for all packages, whose token is one, or for some, each of which has its own', async () => {
    const { place, claims, environment, pkg } = await lesson()
    const second = await buildPackage(server.database)
    const release = await server.release(second.id, { 'index.html': 'two' })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
    const other = `${environment.slug}/${second.slug}/`
    const tokensOf = async (packages: string | string[]) => {
      const jwt = await school.sign(claims({ package: packages }))
      return [tokenIn(await get(`/view/${jwt}/${place}`)), tokenIn(await get(`/view/${jwt}/${other}`))] as const
    }
    const all = await tokensOf('*')
    expect(all[0]).toBe(all[1])
    expect((await get(`/view/${all[0]}/${other}1/`)).status).toBe(200)
    const some = await tokensOf([pkg.slug, second.slug])
    expect(some[0]).not.toBe(some[1])
    expect((await get(`/view/${some[0]}/${other}1/`)).status).toBe(403)
    expect((await get(`/view/${some[1]}/${other}1/`)).status).toBe(200)
  })

  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'] as const)('may be signed with a key, by %s', async alg => {
    const { place, claims } = await lesson(school.withKeys())
    const answer = await get(`/view/${await school.sign(claims(), alg)}/${place}`)
    expect(answer.status).toBe(302)
    expect((await get(answer.headers.get('location')!)).status).toBe(200)
  })

  test('lets nobody in while the school’s keys cannot be had, and everybody when they can', async () => {
    const { place, claims, rows } = await lesson(school.withKeys('away'))
    const address = `/view/${await school.sign(claims(), 'ES256')}/${place}`
    school.state.away = true
    const answer = await get(address)
    school.state.away = false
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('try again')])
    expect(await rows()).toEqual([])
    expect((await get(address)).status).toBe(302)
  })

  test('goes on leading to the lesson when the environment is open to everybody by now', async () => {
    const { place, claims, environment } = await lesson()
    const address = `/view/${await school.sign(claims())}/${place}`
    const token = tokenIn(await get(address))
    await server.database.environment.update({ where: { id: environment.id }, data: { access: 'PUBLIC' } })
    await expect.poll(async () => (await get(address)).headers.get('location'), { timeout: 3_000 }).toBe(`/${place}`)
    expect((await get(`/view/${token}/${place}1/`)).status).toBe(200)
  })
})

describe('nobody is let in', () => {
  const signing: Record<string, (it: Awaited<ReturnType<typeof lesson>>) => Promise<string> | string> = {
    'by a token that is over': it => school.sign(it.claims({ exp: now() - 1 })),
    'by a token that never ends': it => school.sign(it.claims({ exp: undefined })),
    'by a token for more than a day': it => school.sign(it.claims({ exp: now() + 25 * 3600 })),
    'by a token that does not hold yet': it => school.sign(it.claims({ nbf: now() + 120 })),
    'by a token of the future': it => school.sign(it.claims({ iat: now() + 120 })),
    'by a token for another environment': it => school.sign(it.claims({ environment: 'staging' })),
    'by a token for no environment': it => school.sign(it.claims({ environment: undefined })),
    'by a token for other packages': it => school.sign(it.claims({ package: ['x', '*'] })),
    'by a token for no package': it => school.sign(it.claims({ package: undefined })),
    'by a token for what is no package': it => school.sign(it.claims({ package: [1] as never })),
    'by a token that nobody signed': it => unsigned(it.claims()),
    'by a token that somebody else signed': it => school.sign(it.claims(), 'HS256', new Uint8Array(32)),
    'by a token of another kind of key': it => school.sign(it.claims(), 'ES256'),
    'by what only looks like a token': () => 'a.b.c',
  }

  test.each(Object.entries(signing))('%s', async (_how, sign) => {
    const it = await lesson()
    const before = server.logged.length
    const answer = await get(`/view/${await sign(it)}/${it.place}`)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([403, 'no-store'])
    expect(await answer.text()).toContain(
      'Your link is no longer valid. Open the lesson again from your school’s page.',
    )
    expect(await it.rows()).toEqual([])
    const why = server.logged.slice(before).find(line => line.msg === 'A viewer was not let in')
    expect(why).toMatchObject({ environment: it.environment.slug, why: expect.any(String) })
  })

  test('by a token that says otherwise what kind of key it was signed with', async () => {
    const it = await lesson(school.withKeys())
    const shared = (await school.publicKey('RS256')).trim()
    const wrong = [
      await school.sign(it.claims(), 'HS256', new TextEncoder().encode(shared)),
      await school.sign(it.claims(), 'HS256', new TextEncoder().encode(`${shared}\n`)),
      await school.sign(it.claims()),
      unsigned(it.claims()),
    ]
    for (const jwt of wrong) expect((await get(`/view/${jwt}/${it.place}`)).status).toBe(403)
    expect(await it.rows()).toEqual([])
  })

  test('where the environment has no key, or is none', async () => {
    const it = await lesson({})
    const jwt = await school.sign(it.claims())
    expect((await get(`/view/${jwt}/${it.place}`)).status).toBe(403)
    expect((await get(`/view/${jwt}/nowhere/${it.pkg.slug}/`)).status).toBe(403)
  })

  test('though clocks may be a minute apart', async () => {
    const { claims, place } = await lesson()
    const jwt = await school.sign(claims({ iat: now() + 30, nbf: now() + 30 }))
    expect((await get(`/view/${jwt}/${place}`)).status).toBe(302)
  })

  test('to what is not shown', async () => {
    const { claims, environment, rows } = await lesson()
    const jwt = await school.sign(claims({ package: '*' }))
    expect((await get(`/view/${jwt}/${environment.slug}/nothing/`)).status).toBe(404)
    expect(await rows()).toEqual([])
  })
})

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
    const { id } = await server.database.viewerToken.findUniqueOrThrow({ where: { secretHash: hashOf(token) } })
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
    const link = await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashOf('a-secret') })
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
