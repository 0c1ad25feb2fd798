import type { IncomingMessage, ServerResponse } from 'node:http'
import { ClientError } from '@lectern/domain/errors'
import type { ResolveCaller } from '../access/caller.ts'
import { sessionToken } from '../access/session-cookie.ts'
import type { ServerServices } from '../open-services.ts'
import { signInSecret } from '../sign-in/sign-in.ts'
import { beginConnecting, finishConnecting, type Visitor } from './connect.ts'
import { sendErrorPage, sendRedirect } from './pages.ts'

const statuses: Record<string, number> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, CONFLICT: 409, UNAVAILABLE: 503 }

/** Creates the two routes that connect Dropbox: the start, and the callback from Dropbox. */
export function dropboxRoutes(services: ServerServices, resolveCaller: ResolveCaller) {
  const secret = signInSecret(services.configuration.LECTERN_SECRET)
  const visitorOf = async (cookie: string | undefined): Promise<Visitor> => ({
    caller: await resolveCaller({ cookie }),
    session: sessionToken(cookie, secret),
  })
  const route =
    (step: (visitor: Visitor, params: URLSearchParams) => string | Promise<string>) =>
    async ({ method, url, headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
      if (method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end()
      try {
        const { searchParams } = new URL(url ?? '/', 'http://localhost')
        sendRedirect(response, await step(await visitorOf(headers.cookie), searchParams))
      } catch (error) {
        if (!(error instanceof ClientError)) throw error
        sendErrorPage(response, statuses[error.code] ?? 400, error.message)
      }
    }
  return {
    connect: route((visitor, params) => beginConnecting(services, visitor, params)),
    callback: route((visitor, params) => finishConnecting(services, visitor, params)),
  }
}
