import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { buildDeployment, buildPackage } from '../../domain/test/factories.ts'
import { buildLesson, openSchool, type School, tokenIn, unsignedJwt } from '../test/school.ts'
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
const now = () => Math.floor(Date.now() / 1000)

/** What the admin says about a token. */
async function check(environment: string, token: string) {
  const text = `mutation ($environment: String!, $token: String!) { checkViewerToken(environment: $environment, token: $token) {
    valid problem { code } subject packages revokedPackages } }`
  const headers = { authorization: `Bearer ${await server.token('ADMIN')}` }
  return (await server.ask(text, { environment, token }, headers)).data.checkViewerToken
}

const withSecret = () => school.withSecret(server.configuration.LECTERN_SECRET)
const lesson = (key: object = withSecret()) => buildLesson(server, key)

describe('a link that the school’s website signed', () => {
  test('redirects to the current page below a short token', async () => {
    const { path, claims, rows, pkg } = await lesson()
    const jwt = await school.sign(claims({ sub: 'anna\0'.repeat(100) }))
    const response = await get(`/view/${jwt}/${path}`)
    expect([response.status, response.headers.get('cache-control')]).toEqual([302, 'no-store'])
    const token = tokenIn(response)
    expect(token).toMatch(/^[\w-]{32}$/)
    expect(response.headers.get('location')).toBe(`/view/${token}/${path}1/index.html`)
    const bookmark = `/view/${jwt}/${path}index.html?a=b`
    expect((await get(bookmark)).headers.get('location')).toBe(`/view/${token}/${path}1/index.html?a=b`)
    expect((await get(`/view/${token}/${path}a.bin`)).headers.get('location')).toBe(`/view/${token}/${path}1/a.bin`)
    expect((await get(`/view/${token}/${path}gone.html`)).status).toBe(404)
    const page = await get(`/view/${token}/${path}1/`)
    expect([page.status, await page.text()]).toEqual([200, '<p>Hello</p>'])
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      'referrer-policy': 'strict-origin',
    })
    const file = await get(`/view/${token}/${path}1/a.bin`)
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'private, max-age=300'])
    const [row, ...others] = await rows()
    expect(others).toEqual([])
    expect(row).toMatchObject({ packageId: pkg.id, subject: 'anna'.repeat(50), revokedAt: null })
    expect(Buffer.from(row!.secretHash)).toEqual(createHash('sha256').update(token).digest())
    const logged = JSON.stringify(server.logged)
    expect([token, jwt].filter(secret => logged.includes(secret))).toEqual([])
  })

  test('gives the same token each time, for at most 12 hours and never beyond its expiration', async () => {
    const { path, claims, rows } = await lesson()
    const jwt = await school.sign(claims({ exp: now() + 24 * 3600 }))
    const answers = await Promise.all(Array.from({ length: 10 }, () => get(`/view/${jwt}/${path}`)))
    const [token, ...others] = new Set(answers.map(tokenIn))
    expect(others).toEqual([])
    const [row, ...more] = await rows()
    expect(more).toEqual([])
    const hours = (row!.expiresAt.getTime() - row!.createdAt.getTime()) / 3_600_000
    expect(Math.round(hours)).toBe(12)
    await server.database.viewerToken.update({ where: { id: row!.id }, data: { expiresAt: new Date(0) } })
    expect((await get(`/view/${token}/${path}`)).status).toBe(403)
    expect(tokenIn(await get(`/view/${jwt}/${path}`))).toBe(token)
    await expect.poll(async () => (await get(`/view/${token}/${path}`)).status, { timeout: 30_000 }).toBe(302)
    const exp = now() + 600
    const brief = tokenIn(await get(`/view/${await school.sign(claims({ exp }))}/${path}`))
    const briefRow = await server.database.viewerToken.findUniqueOrThrow({ where: { secretHash: hashSecret(brief) } })
    expect(briefRow.expiresAt).toEqual(new Date(exp * 1000))
  })

  test('gives one token for all packages, or one for each of several packages', async () => {
    const { path, claims, environment, pkg } = await lesson()
    const second = await buildPackage(server.database)
    const release = await server.release(second.id, { 'index.html': 'two' })
    await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
    const other = `${environment.slug}/${second.slug}/`
    const tokensOf = async (packages: string | string[]) => {
      const jwt = await school.sign(claims({ package: packages }))
      return [tokenIn(await get(`/view/${jwt}/${path}`)), tokenIn(await get(`/view/${jwt}/${other}`))] as const
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
    const { path, claims } = await lesson(school.withKeys())
    const response = await get(`/view/${await school.sign(claims(), alg)}/${path}`)
    expect(response.status).toBe(302)
    expect((await get(response.headers.get('location')!)).status).toBe(200)
  })

  test('can be created as docs/viewers.md shows', async () => {
    const { path, pkg, environment, rows } = await lesson()
    vi.stubEnv('LECTERN_VIEWER_SECRET', school.secret)
    onTestFinished(() => void vi.unstubAllEnvs())
    const text = readFileSync(join(import.meta.dirname, '../../docs/viewers.md'), 'utf8')
    const [, code] = /```js\n(.*?)```/s.exec(text)!
    const { linkTo } = await import(`data:text/javascript,${encodeURIComponent(`${code}export { linkTo }`)}`)
    const link = new URL(linkTo(environment.slug, pkg.slug, 'anna'))
    expect(link.pathname.endsWith(`/${path}`)).toBe(true)
    expect((await get(link.pathname)).status).toBe(302)
    expect(await rows()).toMatchObject([{ subject: 'anna' }])
  })

  test('admits no viewer while the school’s keys are unavailable, and admits them afterward', async () => {
    const { path, claims, rows, environment } = await lesson(school.withKeys('unavailable'))
    const address = `/view/${await school.sign(claims(), 'ES256')}/${path}`
    school.state.keysUnavailable = true
    const response = await get(address)
    const checked = await check(environment.slug, address.split('/')[2]!)
    school.state.keysUnavailable = false
    expect(checked).toMatchObject({ valid: false, problem: { code: 'KEY_UNAVAILABLE' } })
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('try again')])
    expect(await rows()).toEqual([])
    expect((await get(address)).status).toBe(302)
  })

  test('still redirects to the lesson after the environment becomes public', async () => {
    const { path, claims, environment } = await lesson()
    const address = `/view/${await school.sign(claims())}/${path}`
    const token = tokenIn(await get(address))
    await server.database.environment.update({ where: { id: environment.id }, data: { access: 'PUBLIC' } })
    await expect.poll(async () => (await get(address)).headers.get('location'), { timeout: 30_000 }).toBe(`/${path}`)
    expect((await get(`/view/${token}/${path}1/`)).status).toBe(200)
  })
})

test('the admin says whom a token admits, until it is revoked, and nothing logs or keeps the token', async () => {
  const { path, claims, rows, pkg, environment } = await lesson()
  const jwt = await school.sign(claims({ sub: 'anna' }))
  const before = server.logged.length
  const valid = { valid: true, problem: null, subject: 'anna', packages: [pkg.slug], revokedPackages: [] }
  expect(await check(environment.slug, ` ${jwt}\n`)).toEqual(valid)
  expect(await rows()).toEqual([])
  expect((await get(`/view/${jwt}/${path}`)).status).toBe(302)
  expect(await check(environment.slug, jwt)).toEqual(valid)
  await server.database.viewerToken.updateMany({ data: { revokedAt: new Date() } })
  expect(await check(environment.slug, jwt)).toEqual({ ...valid, valid: false, problem: { code: 'REVOKED' } })
  expect(JSON.stringify(server.logged.slice(before))).not.toContain(jwt)
  const everything = await school.sign(claims({ package: '*' }))
  expect(await check(environment.slug, everything)).toMatchObject({ valid: true, subject: null, packages: null })
  const events = await server.database.auditEvent.findMany()
  expect(JSON.stringify(events.map(({ after, summary }) => ({ after, summary })))).not.toContain(jwt)
})

test('the admin says which packages a token still opens after its access to one was revoked', async () => {
  const { path, claims, pkg, environment } = await lesson()
  const second = await buildPackage(server.database)
  const release = await server.release(second.id, { 'index.html': 'two' })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  const packages = [pkg.slug, second.slug]
  const jwt = await school.sign(claims({ package: packages }))
  for (const each of [path, `${environment.slug}/${second.slug}/`]) await get(`/view/${jwt}/${each}`)
  const revoke = (packageId: string) =>
    server.database.viewerToken.updateMany({ where: { packageId }, data: { revokedAt: new Date() } })
  await revoke(pkg.id)
  const partly = { valid: true, problem: null, packages, revokedPackages: [pkg.slug] }
  expect(await check(environment.slug, jwt)).toMatchObject(partly)
  await revoke(second.id)
  expect(await check(environment.slug, jwt)).toMatchObject({ valid: false, problem: { code: 'REVOKED' } })
})

describe('no viewer is admitted', () => {
  type Sign = (it: Awaited<ReturnType<typeof lesson>>) => Promise<string> | string
  const signing: Record<string, [code: string, sign: Sign]> = {
    'by an expired token': ['EXPIRED', it => school.sign(it.claims({ exp: now() - 1 }))],
    'by a token that never expires': ['NO_EXPIRATION', it => school.sign(it.claims({ exp: undefined }))],
    'by a token that lasts longer than 24 hours': [
      'LASTS_TOO_LONG',
      it => school.sign(it.claims({ exp: now() + 25 * 3600 })),
    ],
    'by a token that is not valid yet': ['NOT_YET_VALID', it => school.sign(it.claims({ nbf: now() + 120 }))],
    'by a token that was issued in the future': ['NOT_YET_VALID', it => school.sign(it.claims({ iat: now() + 120 }))],
    'by a token for another environment': [
      'OTHER_ENVIRONMENT',
      it => school.sign(it.claims({ environment: 'staging' })),
    ],
    'by a token for no environment': ['OTHER_ENVIRONMENT', it => school.sign(it.claims({ environment: undefined }))],
    'by a token for other packages': ['NOT_SHOWN', it => school.sign(it.claims({ package: ['x', '*'] }))],
    'by a token for no package': ['NO_PACKAGE', it => school.sign(it.claims({ package: undefined }))],
    'by a token with an invalid package': ['NO_PACKAGE', it => school.sign(it.claims({ package: [1] as never }))],
    'by an unsigned token': ['WRONG_ALGORITHM', it => unsignedJwt(it.claims())],
    'by a token that was signed with another secret': [
      'WRONG_SIGNATURE',
      it => school.sign(it.claims(), 'HS256', new Uint8Array(32)),
    ],
    'by a token that was signed with another kind of key': ['WRONG_ALGORITHM', it => school.sign(it.claims(), 'ES256')],
    'by text that only looks like a token': ['MALFORMED', () => 'a.b.c'],
  }

  test.each(Object.entries(signing))('%s, and the admin says why', async (_name, [code, sign]) => {
    const it = await lesson()
    const before = server.logged.length
    const jwt = await sign(it)
    const response = await get(`/view/${jwt}/${it.path}`)
    expect([response.status, response.headers.get('cache-control')]).toEqual([403, 'no-store'])
    expect(await check(it.environment.slug, jwt)).toMatchObject({ valid: false, problem: { code } })
    expect(await response.text()).toContain(
      'Your link is no longer valid. Open the lesson again from your school’s website.',
    )
    expect(await it.rows()).toEqual([])
    const line = server.logged.slice(before).find(line => line.msg === 'Viewer rejected')
    expect(line).toMatchObject({ environment: it.environment.slug, reason: expect.any(String) })
  })

  test('by a token whose algorithm does not match the kind of key', async () => {
    const it = await lesson(school.withKeys())
    const publicKey = (await school.publicKey('RS256')).trim()
    const invalidTokens = [
      await school.sign(it.claims(), 'HS256', new TextEncoder().encode(publicKey)),
      await school.sign(it.claims(), 'HS256', new TextEncoder().encode(`${publicKey}\n`)),
      await school.sign(it.claims()),
      unsignedJwt(it.claims()),
    ]
    for (const jwt of invalidTokens) expect((await get(`/view/${jwt}/${it.path}`)).status).toBe(403)
    expect(await it.rows()).toEqual([])
  })

  test('when the environment has no key or does not exist', async () => {
    const it = await lesson({})
    const jwt = await school.sign(it.claims())
    expect((await get(`/view/${jwt}/${it.path}`)).status).toBe(403)
    expect((await get(`/view/${jwt}/nowhere/${it.pkg.slug}/`)).status).toBe(403)
  })

  test('unless the clocks differ by at most one minute', async () => {
    const { claims, path } = await lesson()
    const jwt = await school.sign(claims({ iat: now() + 30, nbf: now() + 30 }))
    expect((await get(`/view/${jwt}/${path}`)).status).toBe(302)
  })

  test('to a package that is not deployed', async () => {
    const { claims, environment, rows } = await lesson()
    const jwt = await school.sign(claims({ package: '*' }))
    expect((await get(`/view/${jwt}/${environment.slug}/nothing/`)).status).toBe(404)
    expect(await rows()).toEqual([])
  })
})
