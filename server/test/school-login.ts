/** A school's own sign-in: a real OpenID provider, in which the person of the next sign-in is chosen by the test. */
import { createServer, type Server } from 'node:http'
import Provider from 'oidc-provider'
import type { TestBrowser } from './browser.ts'

type Person = { sub: string; email: string; email_verified: boolean; name: string }

export const clientId = 'lectern'
export const clientSecret = 'secret-of-the-client-in-the-test'

/** Creates the provider for this admin. It listens from `start` on, and can be stopped and started again. */
export function createSchoolLogin(port: number, admin: string) {
  const issuer = `http://127.0.0.1:${port}`
  const people = new Map<string, Person>()
  let next = ''
  const prompts: string[] = []
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: clientId, client_secret: clientSecret },
        redirect_uris: [`${admin}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // The library reads the claims from the ID token.
    conformIdTokenClaims: false,
    cookies: { keys: ['key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => people.get(sub) }),
    loadExistingGrant: async (context: {
      oidc: {
        provider: { Grant: new (options: object) => { addOIDCScope(scope: string): void; save(): Promise<void> } }
        client: { clientId: string }
        session: { accountId: string }
      }
    }) => {
      const { provider: inside, client, session } = context.oidc
      const grant = new inside.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const handle = provider.callback()
  let server: Server | undefined
  return {
    issuer,
    /** The prompts of all sign-ins, such as `login`, or an empty text. */
    prompts,
    /** Chooses who signs in at the provider next. */
    choose(person: Person) {
      people.set(person.sub, person)
      next = person.sub
    },
    async start() {
      server = createServer((request, response) => {
        if (!request.url?.startsWith('/interaction/')) return handle(request, response)
        provider
          .interactionDetails(request, response)
          .then(({ params }) => {
            prompts.push(params.prompt ?? '')
            return provider.interactionFinished(request, response, { login: { accountId: next } })
          })
          .catch(() => response.destroy())
      })
      await new Promise<void>(done => server!.listen(port, '127.0.0.1', done))
    },
    async stop() {
      server?.closeAllConnections()
      await new Promise(done => (server ? server.close(done) : done(null)))
      server = undefined
    },
  }
}

/**
 * Follows the redirects of a sign-in at the provider as a browser does. Returns the first address on the admin's origin
 * after the callback, as a path.
 */
export async function followSignIn(browser: TestBrowser, admin: string, start: string): Promise<string> {
  const jar = new Map<string, string>()
  let address = start
  for (let hop = 0; hop < 12; hop++) {
    const isAdmin = address.startsWith(admin)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = isAdmin
      ? await browser.send(address)
      : await fetch(address, { redirect: 'manual', headers: { cookie } })
    if (!isAdmin)
      for (const text of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!
        jar.set(name!, value!)
      }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${address} answered ${response.status}: ${await response.text()}`)
    address = new URL(location, address).href
    if (isAdmin) return address.slice(admin.length)
  }
  throw new Error('Too many redirects')
}
