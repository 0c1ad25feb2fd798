/** People who use a test server: signed in by a link, with grants. */
import { createHmac, randomUUID } from 'node:crypto'
import type { Right } from '@lectern/domain/access/permissions'
import { globalId } from '@lectern/domain/global-id'
import { buildSession } from '../../domain/test/factories.ts'
import { makeSignInLink } from '../people/make-sign-in-link.ts'
import { signInSecret } from '../sign-in/sign-in.ts'
import type { TestServer } from './server.ts'

/** Opens a sign-in link and clicks the button, as in a browser. Returns the cookie that it sets, or null. */
export async function openLink(link: string): Promise<string | null> {
  const headers = { 'content-type': 'application/json', origin: new URL(link).origin }
  const response = await fetch(link, { method: 'POST', headers, body: '{}' })
  const cookies = response.headers.getSetCookie()
  return cookies.find(cookie => cookie.startsWith('lectern.session_token='))?.split(';')[0] ?? null
}

/**
 * Creates a person with these rights and a session. `ask` sends a query with the session; it returns the first error's
 * code, or the data. `signIn` makes another session by a link; one address may use 30 links a minute.
 */
export async function signedInPerson(server: TestServer, ...rights: (Partial<Right> & Pick<Right, 'role'>)[]) {
  const id = randomUUID()
  const person = { id, email: `${id}@example.org`, name: `Person ${id}`, emailVerified: true }
  const user = await server.database.user.create({ data: { ...person, grants: { create: rights } } })
  const session = await buildSession(server.database, { userId: id })
  const cookie = sessionCookie(server, session.token)
  const signIn = async () => openLink(await makeSignInLink(server.configuration, server.database, user.email))
  const ask = askAs(server, { cookie, origin: server.admin })
  return { ...user, key: globalId('User', id), sessionId: session.id, cookie, signIn, ask }
}

/** Signs a session's token as the sign-in library does. */
function sessionCookie({ configuration }: TestServer, token: string): string {
  const key = signInSecret(configuration.LECTERN_SECRET)
  const signature = createHmac('sha256', key).update(token).digest('base64')
  return `lectern.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}

/** Returns a function that sends a query with these credentials. It returns the first error's code, or the data. */
export function askAs(server: TestServer, credentials: Record<string, string>) {
  return async (query: string, variables: object = {}) => {
    const { data, errors = [] } = await server.ask(query, variables, credentials)
    return errors[0]?.extensions.code ?? data
  }
}
