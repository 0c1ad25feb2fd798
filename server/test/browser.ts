import type { TestServer } from './server.ts'

let addresses = 0

/**
 * A browser with the cookies of the admin's origin, at an address of its own. The server must trust 127.0.0.1 as a proxy.
 * `post` sends what a page of the admin sends to a route of sign-in; `error` is the code of the first error.
 */
export function openBrowser(server: TestServer, cookie?: string) {
  const cookies = new Map<string, string>()
  const keep = (text: string) => {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!
    if (value && !/max-age=0/i.test(text)) cookies.set(name!, value)
    else cookies.delete(name!)
  }
  if (cookie) keep(cookie)
  const ip = `192.0.2.${++addresses}`
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  async function send(address: string, init: RequestInit = {}) {
    const headers = { origin: server.admin, cookie: cookieHeader(), 'x-forwarded-for': ip, ...init.headers }
    const response = await fetch(new URL(address, server.admin), { redirect: 'manual', ...init, headers })
    for (const text of response.headers.getSetCookie()) keep(text)
    return response
  }

  return {
    ip,
    send,
    sessionCookie: () => {
      const value = cookies.get('lectern.session_token')
      return value === undefined ? null : `lectern.session_token=${value}`
    },
    async post(path: string, body: object = {}) {
      const headers = { 'content-type': 'application/json' }
      const response = await send(path.startsWith('http') ? path : `/api/auth${path}`, {
        ...{ method: 'POST', headers, body: JSON.stringify(body) },
      })
      // biome-ignore lint/suspicious/noExplicitAny: each test knows the answer
      const answer = (await response.json()) as any
      return { status: response.status, error: answer.errors?.[0].extensions.code as string | undefined, ...answer }
    },
    /** Sends a query. Returns the first error's code, or the data. */
    async ask(query: string, variables: object = {}) {
      const { data, errors = [] } = await server.ask(query, variables, {
        cookie: cookieHeader(),
        'x-forwarded-for': ip,
      })
      return errors[0]?.extensions.code ?? data
    },
  }
}

export type TestBrowser = ReturnType<typeof openBrowser>
