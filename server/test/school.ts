/**
 * Runs a school's website for tests. It signs viewer tokens with a secret, or with keys whose public halves it serves.
 */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sealViewerSecret } from '@lectern/schema/environments/viewer-key'
import { exportJWK, exportSPKI, type GenerateKeyPairResult, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { buildDeployment, buildPackage } from '../../domain/test/factories.ts'
import type { TestServer } from './server.ts'

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const
export type Algorithm = (typeof algorithms)[number]

/** Opens the website. `state.keysUnavailable` makes its keys unavailable. Close it after the tests. */
export async function openSchool() {
  const secret = randomBytes(32).toString('base64url')
  const pairs = Object.fromEntries(
    await Promise.all(algorithms.map(async alg => [alg, await generateKeyPair(alg, { extractable: true })] as const)),
  ) as Record<Algorithm, GenerateKeyPairResult>
  const keys = await Promise.all(
    algorithms.map(async alg => ({ ...(await exportJWK(pairs[alg].publicKey)), alg, kid: alg, use: 'sig' })),
  )
  const state = { keysUnavailable: false }
  const website = createServer((_message, response) => {
    if (state.keysUnavailable) return void response.writeHead(500).end()
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
  })
  await new Promise<void>(resolve => website.listen(0, '127.0.0.1', resolve))
  const { port } = website.address() as AddressInfo

  return {
    secret,
    state,
    /** Return the settings of an environment. Use a different `path` for a key set that is not cached yet. */
    withSecret: (lecternSecret: string) => ({ viewerSecret: sealViewerSecret(lecternSecret, secret) }),
    withKeys: (path = '') => ({ viewerJwksUrl: `http://127.0.0.1:${port}/${path}` }),
    publicKey: (alg: Algorithm) => exportSPKI(pairs[alg].publicKey),

    /** Signs with the secret or with a key. Tokens last one hour by default. */
    sign(claims: JWTPayload, alg: 'HS256' | Algorithm = 'HS256', other?: Uint8Array): Promise<string> {
      const now = Math.floor(Date.now() / 1000)
      const key = other ?? (alg === 'HS256' ? new TextEncoder().encode(secret) : pairs[alg].privateKey)
      const header = alg === 'HS256' ? { alg } : { alg, kid: alg }
      return new SignJWT({ exp: now + 3600, ...claims }).setProtectedHeader(header).sign(key)
    },

    close: () => new Promise<void>(resolve => void website.close(() => resolve())),
  }
}

export type School = Awaited<ReturnType<typeof openSchool>>

const encodeJwtPart = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Creates an unsigned token. */
export const unsignedJwt = (claims: JWTPayload): string =>
  `${encodeJwtPart({ alg: 'none' })}.${encodeJwtPart({ exp: Math.floor(Date.now() / 1000) + 3600, ...claims })}.`

/** Deploys a package to an environment for viewers with this key. Returns both, and the claims for them. */
export async function buildLesson(server: TestServer, key: object) {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment({ access: 'VIEWER_TOKEN', ...key })
  const release = await server.release(pkg.id, { 'index.html': '<p>Hello</p>', 'a.bin': 'bytes' })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  const path = `${environment.slug}/${pkg.slug}/`
  const claims = (more: JWTPayload = {}) => ({ environment: environment.slug, package: pkg.slug, ...more })
  const rows = () => server.database.viewerToken.findMany({ where: { environmentId: environment.id } })
  return { pkg, environment, release, path, claims, rows }
}

/** Returns the path token that a response redirects to. */
export const tokenIn = (response: Response) => response.headers.get('location')!.split('/')[2]!
