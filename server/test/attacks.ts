/**
 * Sends requests to a test server as scanners of GraphQL APIs do. Each client has an address of its own, so that the limits
 * of one do not stop another.
 */
import { buildGrant, buildUser } from '../../domain/test/factories.ts'
import { invitePerson } from '../people/person.ts'
import { openLink } from './people.ts'
import type { TestServer } from './server.ts'

/** The settings with which `X-Forwarded-For` counts, and limits that a test can reach. */
export const attackedSettings = {
  LECTERN_TRUSTED_PROXIES: '127.0.0.0/8',
  LECTERN_API_LIMIT: '25',
  LECTERN_CALLER_LIMIT: '25',
}

export type Answer = {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it asked for
  data?: any
  errors?: { message: string; extensions: Record<string, unknown> }[]
}

let clients = 0

/** Returns a function that sends a request to `/graphql` from a new address. */
export function newClient(server: TestServer, credentials: Record<string, string> = {}) {
  const address = `198.51.100.${++clients}`
  return async (init: RequestInit & { path?: string } = {}): Promise<Answer> => {
    const headers = { 'x-forwarded-for': address, ...credentials, ...(init.headers as Record<string, string>) }
    const response = await fetch(server.admin + (init.path ?? '/graphql'), { redirect: 'manual', ...init, headers })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, text, ...(isJson ? JSON.parse(text) : {}) }
  }
}

/** Returns a function that sends an operation as JSON from a new address. */
export function newAsker(server: TestServer, credentials: Record<string, string> = {}) {
  const send = newClient(server, credentials)
  return (query: string, more: object = {}) =>
    send({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, ...more }),
    })
}

/** Creates a person with a role everywhere. Returns the cookie of a session. */
export async function signIn(server: TestServer, role: 'OWNER' | 'AUTHOR' = 'AUTHOR'): Promise<string> {
  const { id, email } = await buildUser(server.database)
  await buildGrant(server.database, { userId: id, role })
  const context = { settings: server.configuration, database: server.database }
  const { signIn: link } = await invitePerson(context, { email, role: [] })
  return (await openLink(link))!
}
