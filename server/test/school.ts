/** For tests: a school's site that signs tokens for its viewers, with a secret or with keys whose public halves it serves. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, type GenerateKeyPairResult, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { buildDeployment, buildPackage } from '../../domain/test/factories.ts'
import type { TestServer } from './server.ts'
import { sealViewerSecret } from '@lectern/schema/environments/viewer-key'

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const
export type Algorithm = (typeof algorithms)[number]

/** Opens it. `away`: its keys cannot be had. Close it after the tests. */
export async function openSchool() {
  const secret = randomBytes(32).toString('base64url')
  const pairs = Object.fromEntries(
    await Promise.all(algorithms.map(async alg => [alg, await generateKeyPair(alg, { extractable: true })] as const)),
  ) as Record<Algorithm, GenerateKeyPairResult>
  const keys = await Promise.all(
    algorithms.map(async alg => ({ ...(await exportJWK(pairs[alg].publicKey)), alg, kid: alg, use: 'sig' })),
  )
  const state = { keysUnavailable: false }
  const site = createServer((_message, response) => {
    if (state.keysUnavailable) return void response.writeHead(500).end()
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
  })
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  const { port } = site.address() as AddressInfo

  return {
    secret,
    state,
    /** What an environment is to know of it. A different `path` is a set of keys that nobody has fetched yet. */
    withSecret: (lecternSecret: string) => ({ viewerSecret: sealViewerSecret(lecternSecret, secret) }),
    withKeys: (path = '') => ({ viewerJwksUrl: `http://127.0.0.1:${port}/${path}` }),
    publicKey: (alg: Algorithm) => exportSPKI(pairs[alg].publicKey),

    /** Signs with the secret, or with a key; lasts an hour unless the claims say otherwise. */
    sign(claims: JWTPayload, alg: 'HS256' | Algorithm = 'HS256', other?: Uint8Array): Promise<string> {
      const now = Math.floor(Date.now() / 1000)
      const key = other ?? (alg === 'HS256' ? new TextEncoder().encode(secret) : pairs[alg].privateKey)
      const header = alg === 'HS256' ? { alg } : { alg, kid: alg }
      return new SignJWT({ exp: now + 3600, ...claims }).setProtectedHeader(header).sign(key)
    },

    close: () => new Promise<void>(resolve => void site.close(() => resolve())),
  }
}

export type School = Awaited<ReturnType<typeof openSchool>>

const encodeJwtPart = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** What nobody signed. */
export const unsignedJwt = (claims: JWTPayload): string =>
  `${encodeJwtPart({ alg: 'none' })}.${encodeJwtPart({ exp: Math.floor(Date.now() / 1000) + 3600, ...claims })}.`

/** A package that an environment with this key shows to viewers alone; how the school's site names them. */
export async function buildLesson(server: TestServer, key: object) {
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
export const tokenIn = (answer: Response) => answer.headers.get('location')!.split('/')[2]!
