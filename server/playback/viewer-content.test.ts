import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { buildDeployment, buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildLesson, openSchool, type School, tokenIn, unsignedJwt } from '../test/school.ts'

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

const withSecret = () => school.withSecret(server.configuration.LECTERN_SECRET)
const lesson = (key: object = withSecret()) => buildLesson(server, key)

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
    const answers = await Promise.all(Array.from({ length: 10 }, () => get(`/view/${jwt}/${place}`)))
    const [token, ...others] = new Set(answers.map(tokenIn))
    expect(others).toEqual([])
    const [row, ...more] = await rows()
    expect(more).toEqual([])
    const hours = (row!.expiresAt.getTime() - row!.createdAt.getTime()) / 3_600_000
    expect(Math.round(hours)).toBe(12)
    await server.database.viewerToken.update({ where: { id: row!.id }, data: { expiresAt: new Date(0) } })
    expect((await get(`/view/${token}/${place}`)).status).toBe(403)
    expect(tokenIn(await get(`/view/${jwt}/${place}`))).toBe(token)
    await expect.poll(async () => (await get(`/view/${token}/${place}`)).status, { timeout: 30_000 }).toBe(302)
    const exp = now() + 600
    const brief = tokenIn(await get(`/view/${await school.sign(claims({ exp }))}/${place}`))
    const briefRow = await server.database.viewerToken.findUniqueOrThrow({ where: { secretHash: hashSecret(brief) } })
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

  test('may be made as docs/viewers.md shows it', async () => {
    const { place, pkg, environment, rows } = await lesson()
    vi.stubEnv('LECTERN_VIEWER_SECRET', school.secret)
    onTestFinished(() => void vi.unstubAllEnvs())
    const text = readFileSync(join(import.meta.dirname, '../../docs/viewers.md'), 'utf8')
    const [, code] = /```js\n(.*?)```/s.exec(text)!
    const { linkTo } = await import(`data:text/javascript,${encodeURIComponent(`${code}export { linkTo }`)}`)
    const link = new URL(linkTo(environment.slug, pkg.slug, 'anna'))
    expect(link.pathname.endsWith(`/${place}`)).toBe(true)
    expect((await get(link.pathname)).status).toBe(302)
    expect(await rows()).toMatchObject([{ subject: 'anna' }])
  })

  test('lets nobody in while the school’s keys cannot be had, and everybody when they can', async () => {
    const { place, claims, rows } = await lesson(school.withKeys('away'))
    const address = `/view/${await school.sign(claims(), 'ES256')}/${place}`
    school.state.keysUnavailable = true
    const answer = await get(address)
    school.state.keysUnavailable = false
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('try again')])
    expect(await rows()).toEqual([])
    expect((await get(address)).status).toBe(302)
  })

  test('goes on leading to the lesson when the environment is open to everybody by now', async () => {
    const { place, claims, environment } = await lesson()
    const address = `/view/${await school.sign(claims())}/${place}`
    const token = tokenIn(await get(address))
    await server.database.environment.update({ where: { id: environment.id }, data: { access: 'PUBLIC' } })
    await expect.poll(async () => (await get(address)).headers.get('location'), { timeout: 30_000 }).toBe(`/${place}`)
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
    'by a token that nobody signed': it => unsignedJwt(it.claims()),
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
      unsignedJwt(it.claims()),
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
